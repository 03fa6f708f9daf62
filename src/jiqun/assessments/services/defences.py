"""What came of each 答辩: it advises the meeting that decides, and the case goes on whether somebody came or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Defence, DefenceAdvice
from jiqun.assessments.services.defence_sessions import LONGEST_MINUTES
from jiqun.assessments.services.duty import PANEL_STAFF, refuse_unless_on_duty
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event
from jiqun.declarations.services.advance import advance


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one defence: ``attended`` None is not stated, ``advice`` a code of :class:`DefenceAdvice`."""

    attended: bool | None
    minutes: int | None = None
    advice: str = ""
    opinion: str = ""


@transaction.atomic
def record_defence(defence: Defence, result: Result, *, by: Seat, at: datetime) -> Defence:
    """Record what came of one defence, once; the case goes on, whether somebody came or not.

    Raises:
        Refused: wrong seat, the day has not come, recorded already, or something is missing or impossible.
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "答辩结果登记")
    fresh = (
        Defence.objects.select_for_update(of=("self",), no_key=True)
        .select_related("session", "declaration")
        .get(pk=defence.pk)
    )
    if fresh.recorded_at is not None:
        raise Refused(Finding("defence.recorded", "该事项的答辩结果已经登记，不能再修改"))
    if findings := result_findings(fresh, result, at):
        raise Refused(*findings)
    fresh.attended, fresh.opinion = result.attended, result.opinion.strip()
    if result.attended:
        fresh.minutes, fresh.advice = result.minutes, result.advice
    fresh.recorded_at, fresh.recorded_by = at, by.person.name
    fresh.save()
    detail = {
        "session": f"defence:{fresh.session_id}",
        "attended": bool(fresh.attended),
        "minutes": fresh.minutes or 0,
        "advice": fresh.advice,
    }
    # What is advised stays out of the words: counties and cities read them before the meeting has decided.
    words = "已到场答辩" if fresh.attended else "未到场答辩"
    advance(fresh.declaration, Event.RECORD_DEFENCE, by=by, at=at, reason=words, detail=detail)
    return fresh


def result_findings(defence: Defence, result: Result, at: datetime) -> list[Finding]:
    """What is missing or impossible in what came of a defence; of who did not come, nothing more is asked."""
    if defence.session.held_on > localdate(at):
        return [Finding("defence.early", "答辩日期未到，答辩后再登记结果；日期有变的，请先调整时间和地点")]
    if result.attended is None:
        return [Finding("defence.attended", "请选择到场情况", field="attended")]
    if not result.attended:
        return []
    found = []
    if result.minutes is None or not 1 <= result.minutes <= LONGEST_MINUTES:
        message = f"用时请填写1至{LONGEST_MINUTES}之间的整数分钟"
        found.append(Finding("defence.minutes", message, field="minutes"))
    if result.advice not in DefenceAdvice.codes():
        found.append(Finding("defence.advice", "请选择答辩意见", field="advice"))
    elif result.advice == DefenceAdvice.AGAINST and not result.opinion.strip():
        found.append(Finding("defence.opinion", "建议不予推荐的，须写明理由，供会议研究时参考", field="opinion"))
    return found
