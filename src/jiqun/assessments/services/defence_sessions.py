"""Sessions of 答辩: where and when they sit, and in which order drawn from a seed nobody chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.assessments.defence import to_defend
from jiqun.assessments.models import Defence, DefenceSession
from jiqun.assessments.services.duty import PANEL_STAFF, refuse_unless_on_duty
from jiqun.audit.models import Entry
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.sampling import explain
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import hold
from jiqun.programmes.models import Round

LONGEST_MINUTES = 240
"""More than half a working day for one case can only be a slip."""
FURTHEST = timedelta(days=366)
"""A day further ahead can only be a slip."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where a session sits, and how long each case has; what is not stated is None or empty."""

    held_on: date | None
    starts_at: time | None
    minutes_each: int | None
    place: str


@transaction.atomic
def arrange_defence(
    call: Round, cases: Sequence[Declaration], sitting: Sitting, *, title: str, by: Seat, at: datetime
) -> DefenceSession:
    """Arrange a session, and draw the order of its cases.

    Session and cases go into the record first; the digest of that entry is the seed, as for a panel: nobody can try
    out beforehand which order it gives, and everybody who verifies the record can draw again.

    Raises:
        Refused: wrong seat, something is not stated or impossible, or a case does not wait for a defence.
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "答辩安排")
    hold(cases)  # first: what another session took meanwhile is only seen after waiting for it
    findings = [
        *stated_findings(title),
        *sitting_findings(sitting, len(cases), at),
        *case_findings(call, cases, by),
    ]
    if findings:
        raise Refused(*findings)
    session = DefenceSession(round=call, title=title.strip())
    session.arranged_at, session.arranged_by = at, by.person.name
    write_sitting(session, sitting)
    draw_order(session, cases, by=by, at=at)
    return session


def draw_order(session: DefenceSession, cases: Sequence[Declaration], *, by: Seat, at: datetime) -> None:
    """Record session and cases, take the digest of that entry as the seed, draw, and record what was drawn."""
    known = {case.case_number: case for case in cases}
    entry = tell("arrange_defence", f"安排答辩：{session.title}", session, by=by, at=at, cases=sorted(known))
    session.seed, session.seed_entry = entry.digest, entry.sequence
    session.save(update_fields=["seed", "seed_entry"])
    order = [number for number, _ in explain(known, session.seed)]
    Defence.objects.bulk_create(
        Defence(session=session, declaration=known[number], turn=turn) for turn, number in enumerate(order, start=1)
    )
    label = f"抽定答辩顺序：{session.title}"
    tell("draw_defence_order", label, session, by=by, at=at, seed=session.seed, order=order)


@transaction.atomic
def change_defence(session: DefenceSession, sitting: Sitting, *, by: Seat, at: datetime) -> DefenceSession:
    """Move a session to another day, time or place; the order stays as drawn. Nothing changed leaves no record.

    Raises:
        Refused: wrong seat, something is not stated or impossible, or a result is recorded already.
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "答辩安排")
    fresh = (
        DefenceSession.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=session.pk)
    )
    if fresh.defences.filter(recorded_at__isnull=False).exists():
        raise Refused(Finding("defence.begun", "本场已有登记的结果，时间和地点不能再修改"))
    if findings := sitting_findings(sitting, fresh.defences.count(), at):
        raise Refused(*findings)
    if sitting_of(fresh) != Sitting(sitting.held_on, sitting.starts_at, sitting.minutes_each, sitting.place.strip()):
        write_sitting(fresh, sitting)
        tell("change_defence", f"调整答辩时间地点：{fresh.title}", fresh, by=by, at=at)
    return fresh


def stated_findings(title: str) -> list[Finding]:
    """What a session must say before its order is drawn."""
    return [] if title.strip() else [Finding("defence.title", "请填写场次名称", field="title")]


def case_findings(call: Round, cases: Sequence[Declaration], by: Seat) -> list[Finding]:
    """Only reviewed cases of the round that no other session has."""
    if not cases:
        return [Finding("defence.empty", "请至少选择一个事项", field="cases")]
    waiting = set(to_defend(by, call).values_list("pk", flat=True))
    return [
        Finding(
            "defence.not_waiting",
            f"“{case.dossier.cluster.name}”不在待答辩环节，或已列入另一场答辩，请刷新后重新选择",
            field="cases",
        )
        for case in cases
        if case.pk not in waiting
    ]


def sitting_findings(sitting: Sitting, count: int, at: datetime) -> list[Finding]:
    """What is missing or impossible in the day, the time and the place; ``count`` is how many cases it takes."""
    found = day_findings(sitting.held_on, localdate(at))
    if sitting.starts_at is None:
        found.append(Finding("defence.time", "请填写开始时间，格式如08:30", field="starts_at"))
    if sitting.minutes_each is None or not 1 <= sitting.minutes_each <= LONGEST_MINUTES:
        message = f"每项时间请填写1至{LONGEST_MINUTES}之间的整数分钟"
        found.append(Finding("defence.minutes", message, field="minutes_each"))
    elif sitting.starts_at is not None and not fits_a_day(sitting.starts_at, sitting.minutes_each, count):
        message = f"按每项{sitting.minutes_each}分钟推算，{count}项在当日内排不完，请分场安排"
        found.append(Finding("defence.too_long", message, field="minutes_each"))
    if not sitting.place.strip():
        found.append(Finding("defence.place", "请填写答辩地点", field="place"))
    return found


def day_findings(day: date | None, today: date) -> list[Finding]:
    """A session sits today at the earliest, and not years ahead."""
    if day is None:
        return [Finding("defence.date", "请填写答辩日期，格式如2025-06-10", field="held_on")]
    if day < today:
        return [Finding("defence.past", "答辩日期早于今天，请核对", field="held_on")]
    if day > today + FURTHEST:
        return [Finding("defence.far", "答辩日期在一年以后，请核对", field="held_on")]
    return []


def fits_a_day(starts_at: time, minutes_each: int, count: int) -> bool:
    """Whether all turns end before midnight."""
    begin = timedelta(hours=starts_at.hour, minutes=starts_at.minute)
    return begin + timedelta(minutes=minutes_each * count) <= timedelta(days=1)


def sitting_of(session: DefenceSession) -> Sitting:
    """When and where the session sits now."""
    return Sitting(session.held_on, session.starts_at, session.minutes_each, session.place)


def write_sitting(session: DefenceSession, sitting: Sitting) -> None:
    """Write a checked day, time and place."""
    for name in ("held_on", "starts_at", "minutes_each"):
        setattr(session, name, getattr(sitting, name))
    session.place = sitting.place.strip()
    session.save()


def tell(act: str, label: str, session: DefenceSession, *, by: Seat, at: datetime, **detail: object) -> Entry:
    """Record an act on the session with where and when it sits."""
    sits = {
        "held_on": session.held_on.isoformat(),
        "starts_at": session.starts_at.isoformat("minutes"),
        "minutes_each": session.minutes_each,
        "place": session.place,
    }
    return record(
        act,
        label,
        by=by.actor,
        at=at,
        subject=f"defence:{session.pk}",
        round_code=session.round.code,
        detail={**sits, **detail},
    )
