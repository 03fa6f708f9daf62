"""What waits for the meeting and for public notice, and what stands on notice at a moment."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.core.calendar import closing_moment, is_open
from jiqun.core.policy.dated import Source
from jiqun.core.vocabulary import Stage, Term
from jiqun.decisions.models import Decision, Meeting, Objection, ObjectionState, Outcome, PublicNotice
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of

BY_MATTER = ("purpose", "-level")
"""Declarations before re-evaluations, provincial ones before national ones."""
BY_MERIT = tuple(F(f"review_result__{name}").asc(nulls_last=True) for name in ("panel", "place"))
"""Places are those of a panel: two panels have each their first."""

PENDING = Q(objections__state__in=[ObjectionState.FILED, ObjectionState.ACCEPTED])


class NoticeState(Term):
    """Where a public notice stands at a moment."""

    PREPARED = "prepared", "待签发"
    SIGNED = "signed", "已签发，未到公示日期"
    STANDING = "standing", "公示中"
    EXPIRED = "expired", "公示期满，待办结"
    CLOSED = "closed", "已办结"


def notice_state(notice: PublicNotice, at: datetime) -> NoticeState:
    """Where the notice stands at ``at``; its first and last day both count in full."""
    if notice.closed_at is not None:
        return NoticeState.CLOSED
    if notice.opened_at is None:
        return NoticeState.PREPARED
    if is_open(at, notice.first_day, notice.last_day):
        return NoticeState.STANDING
    return NoticeState.EXPIRED if at >= closing_moment(notice.last_day) else NoticeState.SIGNED


def takes_objections(notice: PublicNotice, at: datetime) -> bool:
    """Whether the public may object now: from the first day to 24:00 of the last."""
    return notice_state(notice, at) == NoticeState.STANDING


def objection_rules(call: Round) -> str:
    """What an objection must contain, as the round's policy says it."""
    policy = policy_of(call)
    return policy.public_notice.objection_rules.on(policy.day)


def objection_clause(call: Round) -> Source:
    """Where the rules of objections come from."""
    policy = policy_of(call)
    return policy.public_notice.objection_rules.entry_on(policy.day).source


def on_the_table(seat: Seat, call: Round) -> QuerySet[Declaration]:
    """Cases that wait for deliberation, track by track in the order of merit."""
    return (
        visible_to(seat)
        .filter(round=call, stage=Stage.READY)
        .select_related("review_result__panel", "spot_check", "defence")
        .order_by(*BY_MATTER, *BY_MERIT, "case_number")
    )


def waiting_by_round(seat: Seat) -> list[tuple[Round, int]]:
    """Rounds with cases that wait for deliberation, and how many."""
    waiting = Count("cases", filter=Q(cases__stage=Stage.READY, cases__in=visible_to(seat)))
    return [(call, call.waiting) for call in Round.objects.annotate(waiting=waiting).filter(waiting__gt=0)]


def meetings() -> QuerySet[Meeting]:
    """All meetings with their tally, newest first."""

    def tally(outcome: Outcome) -> Count:
        return Count("decisions", filter=Q(decisions__outcome=outcome))

    return (
        Meeting.objects.select_related("round")
        .annotate(decided=Count("decisions"), agreed=tally(Outcome.PROPOSE), declined=tally(Outcome.DECLINE))
        .order_by("-held_on", "-pk")
    )


def to_be_noticed(seat: Seat) -> QuerySet[Declaration]:
    """Proposed cases that no notice still to be closed names."""
    return visible_to(seat).filter(~on_open_notice(), stage=Stage.PROPOSED).order_by(*BY_MATTER, "case_number")


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    """What a meeting decided, track by track."""
    rows = meeting.decisions.select_related("declaration__dossier__cluster", "declaration__county", "declaration__city")
    return rows.order_by("declaration__purpose", "-declaration__level", "declaration__case_number")


def on_open_notice() -> Exists:
    """Condition on a case: a notice names it that is drawn up or standing, not yet closed."""
    return Exists(PublicNotice.objects.filter(cases=OuterRef("pk"), closed_at=None))


def notices() -> QuerySet[PublicNotice]:
    """All notices with the number of clusters, objections and unanswered objections, newest first."""
    return (
        PublicNotice.objects.select_related("round")
        .annotate(
            cluster_count=Count("cases__dossier__cluster", distinct=True),
            objection_count=Count("objections", distinct=True),
            pending_count=Count("objections", filter=PENDING, distinct=True),
        )
        .order_by("-first_day", "-pk")
    )


def posted_notices(at: datetime) -> QuerySet[PublicNotice]:
    """What the public may see: signed, and its first day has come; never a draft."""
    return (
        PublicNotice.objects.filter(opened_at__isnull=False, first_day__lte=localdate(at))
        .select_related("round")
        .annotate(cluster_count=Count("cases__dossier__cluster", distinct=True))
        .order_by("-first_day", "-pk")
    )


def standing_notices(at: datetime) -> QuerySet[PublicNotice]:
    """Those of them that take objections now."""
    return posted_notices(at).filter(closed_at=None, last_day__gte=localdate(at))


def noticed_cases(notice: PublicNotice) -> QuerySet[Declaration]:
    """The cases of a notice, track by track."""
    rows = notice.cases.select_related("dossier__cluster", "county", "city__parent", "round")
    return rows.order_by(*BY_MATTER, "city__code", "county__code", "case_number")


def withdrawn_from(notice: PublicNotice) -> set[int]:
    """The keys of cases that left the notice: an objection was upheld, or they were disqualified."""
    upheld = notice.objections.filter(state=ObjectionState.UPHELD).values_list("declaration_id", flat=True)
    return {*upheld, *notice.cases.filter(stage=Stage.DISQUALIFIED).values_list("pk", flat=True)}


def objections_of(notice: PublicNotice) -> QuerySet[Objection]:
    """The objections against cases of a notice, those without an answer first."""
    return notice.objections.select_related("declaration__dossier__cluster").order_by("resolved_at", "pk")
