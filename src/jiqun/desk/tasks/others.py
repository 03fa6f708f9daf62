"""Tasks of experts, administrators and the auditor."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.accounts.queries import unseated_authorities
from jiqun.assessments.queries import review_tasks
from jiqun.audit.models import Entry
from jiqun.desk.tasks.policies import policies_to_correct, policies_to_open
from jiqun.programmes.models import Round
from jiqun.programmes.workdays import work_calendar
from jiqun.ui.parts import Task
from jiqun.ui.wording import chinese_moment

FEW = 20
AHEAD = timedelta(days=60)
"""How long before a year begins its days off are asked for."""
"""Up to so many sheets are named one by one."""


def expert_tasks(seat: Seat, _call: Round | None, _at: datetime) -> list[Task]:
    """Sheets that the expert still owes."""
    owed = list(review_tasks(seat).filter(panel__closed_at=None, sheet__submitted_at=None))
    if len(owed) > FEW:
        return [Task(f"{len(owed)}项待评分", reverse("assessments:reviews"), "评分")]
    return [
        Task(
            f"评审{each.declaration.dossier.cluster.name}",
            reverse("assessments:review", args=[each.pk]),
            "评分",
            None,
            f"{each.panel.title}，{each.declaration.level_term.label}{each.declaration.purpose_term.label}",
        )
        for each in owed
    ]


def security_tasks(seat: Seat, _call: Round | None, _at: datetime) -> list[Task]:
    """Offices where nobody can log in."""
    empty = unseated_authorities(seat).count()
    if not empty:
        return []
    about = "没有账号的单位无法申报和办理"
    return [Task(f"{empty}个单位尚无账号", reverse("accounts:accounts"), "建立账号", None, about)]


def system_tasks(seat: Seat, call: Round | None, at: datetime) -> list[Task]:
    """A round to open, a policy to correct, holidays to add."""
    tasks = []
    url = reverse("programmes:rounds")
    if call is None:
        tasks.append(Task("尚未开启批次", url, "查看批次", None, "开启后各级方可申报和办理"))
    for year in sorted({localdate(at).year, localdate(at + AHEAD).year} - work_calendar().years):
        page = reverse("programmes:workdays")
        tasks.append(Task(f"尚无{year}年节假日安排", page, "登记安排", None, "缺少时无法推算跨入该年度的公示期"))
    return [*tasks, *policies_to_open(call), *policies_to_correct(seat)]


def auditor_tasks(_seat: Seat, _call: Round | None, _at: datetime) -> list[Task]:
    """The chain as it stands, to be verified at any time."""
    last = Entry.objects.order_by("-sequence").only("sequence", "at").first()
    if last is None:
        return []
    about = f"末条记于{chinese_moment(last.at)}"
    return [Task(f"办理记录共{last.sequence}条，可逐条校验", reverse("desk:records"), "校验", None, about)]
