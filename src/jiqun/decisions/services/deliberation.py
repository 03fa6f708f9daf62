"""Deliberation: one meeting, its minutes, and a decision with reasons on each case (N10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.assessments.models import SpotCheckOutcome
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role, Stage, Tier
from jiqun.decisions.models import Decision, Meeting, Outcome
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.programmes.models import Round

EVENTS = {Outcome.PROPOSE: Event.PROPOSE, Outcome.DECLINE: Event.DECLINE}
DECIDERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is known of the meeting itself."""

    title: str
    held_on: date
    attendees: str
    number: str = ""
    place: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the meeting says of one case."""

    case: Declaration
    outcome: Outcome
    reason: str = ""


@transaction.atomic
def record_meeting(
    call: Round,
    agenda: Agenda,
    resolutions: Sequence[Resolution],
    *,
    by: Seat,
    at: datetime,
) -> Meeting:
    """Record a meeting and carry out what it decided, all of it or none of it.

    Raises:
        Refused: wrong seat, nothing decided, a missing reason, or a case that is not on the table.
    """
    if by.tier != Tier.PROVINCE or by.role_term not in DECIDERS:
        raise Refused(Finding("meeting.wrong_seat", "会议研究结果由省级经办人或负责人登记"))
    findings = [*agenda_findings(agenda, at), *resolution_findings(call, resolutions)]
    if findings:
        raise Refused(*findings)
    meeting = Meeting.objects.create(
        round=call,
        title=agenda.title,
        number=agenda.number,
        held_on=agenda.held_on,
        place=agenda.place,
        attendees=agenda.attendees,
        minutes=agenda.minutes,
        closed_at=at,
        closed_by=by.person.name,
    )
    subject = f"meeting:{meeting.pk}"
    detail = {"held_on": agenda.held_on.isoformat(), "decisions": len(resolutions)}
    record(
        "record_meeting",
        f"登记会议研究：{meeting.title}",
        by=by.actor,
        at=at,
        subject=subject,
        round_code=call.code,
        detail=detail,
    )
    for each in resolutions:
        Decision.objects.create(
            meeting=meeting,
            declaration=each.case,
            outcome=each.outcome,
            reason=each.reason.strip(),
        )
        advance(
            each.case,
            EVENTS[each.outcome],
            by=by,
            at=at,
            reason=each.reason.strip(),
            detail={"meeting": subject},
        )
    return meeting


def agenda_findings(agenda: Agenda, at: datetime) -> list[Finding]:
    """What is missing or impossible in the facts of the meeting."""
    found = []
    if not agenda.title.strip():
        found.append(Finding("meeting.title", "请填写会议名称", field="title"))
    if not agenda.attendees.strip():
        found.append(Finding("meeting.attendees", "请填写参会人员", field="attendees"))
    if agenda.held_on > at.date():
        found.append(Finding("meeting.future", "召开日期晚于今天，请核对", field="held_on"))
    return found


def resolution_findings(call: Round, resolutions: Sequence[Resolution]) -> list[Finding]:
    """Why the decisions cannot stand as they are: reasons missing, or cases not on the table."""
    if not resolutions:
        return [Finding("meeting.empty", "请至少对一项事项作出结论")]
    found = []
    for each in resolutions:
        name = f"{each.case.dossier.cluster.name}（{each.case.level_term.label}）"
        if each.case.round_id != call.pk or each.case.stage != Stage.READY:
            found.append(Finding("meeting.not_ready", f"“{name}”不在待会议研究环节，请刷新后重新选择"))
        elif not each.reason.strip() and needs_reason(each):
            found.append(
                Finding(
                    "meeting.reason",
                    f"“{name}”须写明理由：不同意的，或抽查与申报不一致仍同意的，均应说明",
                    field=f"reason-{each.case.pk}",
                )
            )
    return found


def needs_reason(resolution: Resolution) -> bool:
    """Declining always needs one; so does proposing a case whose spot check differed."""
    if resolution.outcome == Outcome.DECLINE:
        return True
    check = getattr(resolution.case, "spot_check", None)
    return check is not None and check.outcome == SpotCheckOutcome.DIFFERS
