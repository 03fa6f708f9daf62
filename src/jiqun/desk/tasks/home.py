"""The home page of each seat put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jiqun.accounts.models import Seat
from jiqun.core.calendar import is_open
from jiqun.core.vocabulary import Role, Tier
from jiqun.desk.tasks.city import city_tasks
from jiqun.desk.tasks.county import county_tasks
from jiqun.desk.tasks.others import auditor_tasks, expert_tasks, security_tasks, system_tasks
from jiqun.desk.tasks.province import officer_tasks, secretary_tasks, signatory_tasks
from jiqun.desk.tasks.rounds import other_rounds
from jiqun.programmes.models import Round
from jiqun.ui.parts import Task

Source = Callable[[Seat, Round | None, datetime], list[Task]]

BY_TIER: dict[Tier, Source] = {Tier.COUNTY: county_tasks, Tier.CITY: city_tasks, Tier.PROVINCE: signatory_tasks}
ROUND_BY_ROUND = (county_tasks, city_tasks)
"""Sources that are asked for one round at a time; the others look at all rounds at once."""
BY_ROLE: dict[Role, Source] = {
    Role.PROVINCIAL_OFFICER: officer_tasks,
    Role.PANEL_SECRETARY: secretary_tasks,
    Role.EXPERT: expert_tasks,
    Role.SYSTEM_ADMIN: system_tasks,
    Role.SECURITY_ADMIN: security_tasks,
    Role.AUDITOR: auditor_tasks,
}

WILL_COME: dict[tuple[Tier, Role], str] = {
    (Tier.COUNTY, Role.HANDLER): "市级退回补正、复核到期时，会出现在这里。",
    (Tier.COUNTY, Role.SIGNATORY): "经办人提交后，待签发的申报会出现在这里。",
    (Tier.CITY, Role.HANDLER): "县级报送后，待核查的申报会出现在这里。",
    (Tier.CITY, Role.SIGNATORY): "经办人拟定推荐名单后，待签发的名单会出现在这里。",
    (Tier.PROVINCE, Role.PROVINCIAL_OFFICER): "各市报送后，待审查、评审、公示和公布的事项会出现在这里。",
    (Tier.PROVINCE, Role.SIGNATORY): "拟定的公示和名单、待会议研究的事项会出现在这里。",
    (Tier.PROVINCE, Role.PANEL_SECRETARY): "形式审查受理后，待组织评审的事项会出现在这里。",
    (Tier.PROVINCE, Role.EXPERT): "抽取为评审专家后，待评分的事项会出现在这里。",
    (Tier.PROVINCE, Role.SYSTEM_ADMIN): "批次、节假日等数据需要补充时，会出现在这里。",
    (Tier.PROVINCE, Role.AUDITOR): "有办理记录后，可在这里进入校验。",
}
ACCOUNTS_COMPLETE = "所辖单位均已有账号；新增单位或停用账号后，会出现在这里。"


def tasks_of(seat: Seat, call: Round | None, at: datetime) -> list[Task]:
    """What the seat has to do now."""
    source = BY_ROLE.get(seat.role_term) or BY_TIER[seat.tier]
    tasks = source(seat, call, at)
    if source in ROUND_BY_ROUND:
        tasks += [task for other in other_rounds(seat, call) for task in source(seat, other, at)]
    return tasks


def will_come(seat: Seat) -> str:
    """What will appear when there is nothing to do."""
    return WILL_COME.get((seat.tier, seat.role_term), ACCOUNTS_COMPLETE)


def may_declare(seat: Seat, call: Round | None, at: datetime) -> bool:
    """Whether the seat may open a declaration now."""
    declares = seat.tier == Tier.COUNTY and seat.role_term == Role.HANDLER
    return declares and call is not None and is_open(at, call.opens_on, call.closes_on)
