"""The office at the top of any round, whatever its policy: from the formal check to the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from jiqun.accounts.models import Authority
from jiqun.assessments.models import ExpertProfile
from jiqun.assessments.services.scoring import Filled, submit_sheet
from jiqun.core.vocabulary import Role
from jiqun.decisions.services.notice import close_notice, open_notice
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import ListKind, RecognitionList
from jiqun.recognitions.services.lists import issue_list, prepare_list
from jiqun.site.demo.people import Cast
from jiqun.site.demo.province import Province, standing_tasks
from tests.factories import make_seat

ROLES = (Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY, Role.SIGNATORY)


def at_work(call: Round, office: Authority, houses: Sequence[str]) -> Province:
    """The office with an expert of each of these houses."""
    experts = tuple(make_seat(office, Role.EXPERT, f"专家{n}") for n, _ in enumerate(houses, 1))
    for seat, house in zip(experts, houses, strict=True):
        ExpertProfile.objects.create(seat=seat, organisation=house)
    return Province(call, office, Cast({(office.pk, role): make_seat(office, role) for role in ROLES}, experts))


def fresh(case: Declaration) -> Declaration:
    """The case as it stands now."""
    return Declaration.objects.select_related("dossier__cluster", "county", "city", "round").get(pk=case.pk)


def cleared(case: Declaration, office: Province, at: datetime) -> Declaration:
    """Admitted, reviewed by the score sheet of the round, drawn, found in order, proposed, and on notice to the end."""
    office.admit(fresh(case), at)
    panel = office.convene([fresh(case)], "第一评审组", at)
    items = policy_of(office.call).scoring.items
    for task in standing_tasks(panel):
        sheet = Filled(points={item.id: str(item.points) for item in items}, remarks={}, opinion="同意推荐")
        submit_sheet(task, sheet, by=task.expert, at=at)
    office.close(panel, at)
    draw = office.announce([fresh(case)], "第一批实地抽查", at)
    for check in office.draw(draw, "30517", at + timedelta(days=1)):
        office.look(check, at + timedelta(days=2))
    office.meet([fresh(case)], [], "第3次办公会议", "〔1〕3号", at + timedelta(days=3))
    posted = at + timedelta(days=4)
    notice = office.post([fresh(case)], "拟认定名单公示", posted, sign=False)
    open_notice(notice, by=office.seat(signer(office)), at=posted)
    close_notice(notice, by=office.officer, at=at + timedelta(days=30))
    return fresh(case)


def listed(case: Declaration, office: Province, at: datetime) -> RecognitionList:
    """The list with the case alone, issued."""
    made = prepare_list(
        office.call,
        ListKind.PROVINCIAL,
        [case],
        title="认定名单",
        number="示名〔2026〕9号",
        issued_on=at.date(),
        by=office.officer,
        at=at,
    )
    issue_list(made, by=office.seat(signer(office)), at=at)
    return made


def signer(office: Province) -> Role:
    """Who signs at the top, by the switch of the round."""
    return Role.SIGNATORY if office.call.sign_off else Role.PROVINCIAL_OFFICER
