"""Deliberation: one meeting, its minutes, and a decision with reasons on each case (N10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Stage
from jiqun.decisions.briefing import usual_reason
from jiqun.decisions.models import Decision, Meeting, Outcome
from jiqun.decisions.services.duty import refuse_unless_decider
from jiqun.declarations.models import Declaration
from jiqun.declarations.prerequisites import standing_findings
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.advance import advance, hold
from jiqun.programmes.models import Round

EVENTS = {Outcome.PROPOSE: Event.PROPOSE, Outcome.DECLINE: Event.DECLINE}


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is known of the meeting itself."""

    title: str
    held_on: date
    attendees: str
    number: str = ""
    place: str = ""
    minutes: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the meeting says of one case."""

    case: Declaration
    outcome: Outcome
    reason: str = ""


@transaction.atomic
def record_meeting(
    call: Round, agenda: Agenda, resolutions: Sequence[Resolution], *, by: Seat, at: datetime
) -> Meeting:
    """Record a meeting and carry out what it decided, all of it or none of it.

    Raises:
        Refused: wrong seat, nothing decided, a missing reason, a case that is not on the table, or one that came
            there only after the meeting.
    """
    refuse_unless_decider(by, "会议研究结果登记")
    hold(each.case for each in resolutions)
    findings = [
        *agenda_findings(agenda, at),
        *too_early_findings(agenda.held_on, resolutions),
        *resolution_findings(call, resolutions, by=by, at=at),
    ]
    if findings:
        raise Refused(*findings)
    meeting = Meeting.objects.create(
        round=call,
        title=agenda.title.strip(),
        number=agenda.number.strip(),
        held_on=agenda.held_on,
        place=agenda.place.strip(),
        chair=agenda.chair.strip(),
        attendees=agenda.attendees.strip(),
        minutes=agenda.minutes.strip(),
        closed_at=at,
        closed_by=by.person.name,
    )
    subject = f"meeting:{meeting.pk}"
    detail = {"held_on": agenda.held_on.isoformat(), "decisions": len(resolutions)}
    label = f"登记会议研究：{meeting.title}"
    record("record_meeting", label, by=by.actor, at=at, subject=subject, round_code=call.code, detail=detail)
    for each in resolutions:
        carry_out(meeting, each, by=by, at=at)
    return meeting


def carry_out(meeting: Meeting, said: Resolution, *, by: Seat, at: datetime) -> None:
    """Write one decision down and move the case accordingly."""
    reason = said.reason.strip()
    Decision.objects.create(meeting=meeting, declaration=said.case, outcome=said.outcome, reason=reason)
    advance(said.case, EVENTS[said.outcome], by=by, at=at, reason=reason, detail={"meeting": f"meeting:{meeting.pk}"})


def agenda_findings(agenda: Agenda, at: datetime) -> list[Finding]:
    """What is missing or impossible in the facts of the meeting."""
    found = []
    if not agenda.title.strip():
        found.append(Finding("meeting.title", "请填写会议名称", field="title"))
    if not agenda.attendees.strip():
        found.append(Finding("meeting.attendees", "请填写参会人员", field="attendees"))
    if agenda.held_on > localdate(at):
        found.append(Finding("meeting.future", "召开日期晚于今天，请核对", field="held_on"))
    return found


def too_early_findings(held_on: date, resolutions: Sequence[Resolution]) -> list[Finding]:
    """Cases that were still under review or spot check on the day of the meeting."""
    found = []
    for each in resolutions:
        ready = localdate(each.case.stage_since)
        if each.case.stage == Stage.READY and held_on < ready:
            message = (
                f"“{named(each)}”于{ready.year}年{ready.month}月{ready.day}日才转入会议研究，"
                "召开日期不得早于该日，请核对召开日期，或将该事项留待下次会议"
            )
            found.append(Finding("meeting.too_early", message, field="held_on"))
    return found


def named(resolution: Resolution) -> str:
    """The case as findings name it: the cluster and the matter."""
    case = resolution.case
    return f"{case.dossier.cluster.name}（{case.level_term.label}{case.purpose_term.label}）"


def resolution_findings(call: Round, resolutions: Sequence[Resolution], *, by: Seat, at: datetime) -> list[Finding]:
    """Why the decisions cannot stand as they are: reasons missing, a case twice, or cases not on the table."""
    if not resolutions:
        return [Finding("meeting.empty", "请至少对一项事项作出结论")]
    on_table = set(
        visible_to(by)
        .filter(pk__in=[each.case.pk for each in resolutions], round=call, stage=Stage.READY)
        .values_list("pk", flat=True)
    )
    times = Counter(each.case.pk for each in resolutions)
    found = []
    for each in resolutions:
        name = named(each)
        if each.case.pk not in on_table:
            found.append(Finding("meeting.not_ready", f"“{name}”不在待会议研究环节，请刷新后重新选择"))
        elif times[each.case.pk] > 1:
            found.append(Finding("meeting.twice", f"“{name}”在同一会议中只能作出一个结论"))
        elif not each.reason.strip():
            message = f"“{name}”须写明理由：每项结论均应说明依据，抽查与申报不一致仍同意的尤须说明"
            found.append(Finding("meeting.reason", message, field=f"reason-{each.case.pk}"))
        elif each.outcome == Outcome.DECLINE and each.reason.strip() == usual_reason(each.case):
            message = f"“{name}”的理由仍是预填的同意理由；不同意的，请改写为不同意的理由"
            found.append(Finding("meeting.reason", message, field=f"reason-{each.case.pk}"))
    return [*found, *prerequisite_findings(resolutions, at)]


def prerequisite_findings(resolutions: Sequence[Resolution], at: datetime) -> list[Finding]:
    """Nothing is agreed to while what it rests on has ended, or is declined at this very meeting (N05)."""
    declined = [each.case.pk for each in resolutions if each.outcome == Outcome.DECLINE]
    agreed = [each.case for each in resolutions if each.outcome == Outcome.PROPOSE]
    return [found for case in agreed for found in standing_findings(case, at, act="同意", ended=declined)]
