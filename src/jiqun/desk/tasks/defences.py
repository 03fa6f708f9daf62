"""Tasks of a round with 答辩: to arrange and record it at the province, to attend it in county and city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.assessments.defence import defence_sessions_for, defences_ahead, has_defence
from jiqun.core.vocabulary import Stage, Tier
from jiqun.declarations.queries import visible_to
from jiqun.desk.tasks.rounds import round_by_round
from jiqun.programmes.models import Round
from jiqun.ui.parts import Task
from jiqun.ui.wording import chinese_date

FEW = 5
"""Up to so many defences are named one by one."""


def defence_tasks(seat: Seat, at: datetime) -> Iterator[Task]:
    """Reviewed cases that no session has, and sessions whose day has come, of all rounds."""
    waiting = visible_to(seat).filter(stage=Stage.DEFENCE, defence=None)
    yield from round_by_round(waiting, "项评审结束，待安排答辩", "assessments:defence-arrange", "安排答辩")
    sessions: QuerySet[Any] = defence_sessions_for(seat)
    for session in sessions.filter(open_count__gt=0, held_on__lte=localdate(at)):
        url, about = reverse("assessments:defence-session", args=[session.pk]), f"{session.open_count}项待登记"
        yield Task(f"登记“{session.title}”答辩结果", url, "登记", None, about)


def defences_to_attend(seat: Seat, call: Round, at: datetime) -> list[Task]:
    """The defences that a county or a city has ahead of it, with time and place; many are counted by the city.

    Once the day is over there is nothing left for them to do, whatever the province has recorded.
    """
    if not has_defence(call):
        return []
    ahead = [turn for turn in defences_ahead(seat, call) if turn.session.held_on >= localdate(at)]
    if len(ahead) > FEW and seat.tier == Tier.CITY:
        first = ahead[0].session
        url = f"{reverse('desk:cases')}?round={call.code}&stage=defence"
        about = f"最早一场{chinese_date(first.held_on)}，{first.place}"
        return [Task(f"{len(ahead)}项已安排答辩，请通知参加", url, "查看", first.held_on, about)]
    return [
        Task(
            f"参加答辩：{turn.declaration.dossier.cluster.name}"
            f"{turn.declaration.level_term.label}{turn.declaration.purpose_term.label}",
            reverse("desk:case", args=[turn.declaration.case_number]),
            "查看",
            turn.session.held_on,
            f"{turn.begins_at:%H:%M}，第{turn.turn}个，{turn.session.place}",
        )
        for turn in ahead
    ]
