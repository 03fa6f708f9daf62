"""The register, the lists, and which recognitions are due for re-evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Level, Purpose, Stage, Term, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import PROVINCE_READERS, visible_to
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList, RecognitionState

DECIDED_HERE = Q(level=Level.PROVINCIAL) | Q(round__decides_all=True)
ON_LIST: dict[ListKind, Q] = {
    ListKind.PROVINCIAL: DECIDED_HERE,
    ListKind.FORWARDED: ~DECIDED_HERE & Q(purpose=Purpose.DECLARATION),
    ListKind.RE_EVALUATION: ~DECIDED_HERE & Q(purpose=Purpose.RE_EVALUATION),
}
"""Which list a cleared case goes on: what is decided here is recognised, the rest forwarded."""


def due_for_re_evaluation(call: Round) -> QuerySet[Recognition]:
    """Recognitions of the batch that this round re-evaluates, whose cluster is in our territory (N12)."""
    policy = policy_of(call)
    due = Q(pk__in=[])
    for track in policy.tracks:
        if track.purpose == Purpose.RE_EVALUATION and track.re_evaluates is not None:
            due |= Q(level=track.level, batch=track.re_evaluates.on(policy.day))
    standing = Recognition.objects.filter(due, state=RecognitionState.VALID, cluster__isnull=False)
    return standing.select_related("cluster__county__parent").order_by("cluster__county__code", "name")


def due_for(seat: Seat, call: Round) -> QuerySet[Recognition]:
    """Those of them that lie in the seat's territory."""
    due = due_for_re_evaluation(call)
    if seat.tier == Tier.COUNTY:
        return due.filter(cluster__county=seat.authority)
    if seat.tier == Tier.CITY:
        return due.filter(cluster__county__parent=seat.authority)
    return due


def re_evaluation_cases(call: Round) -> dict[tuple[int, str], Declaration]:
    """The re-evaluation cases of a round by cluster and level, voided ones left out, in one query."""
    cases = Declaration.objects.filter(round=call, purpose=Purpose.RE_EVALUATION).exclude(stage=Stage.VOIDED)
    cases = cases.select_related("dossier")
    return {(case.dossier.cluster_id, case.level): case for case in cases}


def on_open_list() -> Exists:
    """Whether a list that is not yet issued names the case; a list without any case names none."""
    return Exists(RecognitionList.objects.filter(issued_at=None, cases=OuterRef("pk")))


def waiting_for_list(seat: Seat, call: Round, kind: ListKind) -> QuerySet[Declaration]:
    """Cleared cases of a round that no list names yet, by city and county."""
    cases = visible_to(seat).filter(~on_open_list(), ON_LIST[kind], round=call, stage=Stage.CLEARED)
    return cases.order_by("city__code", "county__code", "case_number")


def waiting_counts(seat: Seat) -> list[tuple[Round, ListKind, int]]:
    """How many cleared cases wait for which list of which round; kinds without any left out."""
    cases = visible_to(seat).filter(~on_open_list(), stage=Stage.CLEARED)
    kinds = Case(*(When(on_list, then=Value(kind.value)) for kind, on_list in ON_LIST.items()))
    rows = cases.annotate(kind=kinds).values_list("round", "kind").annotate(count=Count("pk")).order_by("round", "kind")
    rounds = Round.objects.in_bulk([row[0] for row in rows])
    return [(rounds[call], ListKind(kind), count) for call, kind, count in rows]


def lists_visible_to(seat: Seat) -> QuerySet[RecognitionList]:
    """Lists with their number of cases, those to be signed first; for the province's readers only."""
    lists = RecognitionList.objects.select_related("round").annotate(case_count=Count("cases"))
    if seat.tier != Tier.PROVINCE or seat.role_term not in PROVINCE_READERS:
        return lists.none()
    return lists.order_by(F("issued_at").desc(nulls_first=True), "-pk")


def listed_cases(made: RecognitionList) -> QuerySet[Declaration]:
    """The cases of a list by city and county."""
    rows = made.cases.select_related("dossier__cluster", "county", "city__parent", "round", "recognition")
    return rows.order_by("city__code", "county__code", "case_number")


def issued_lists() -> QuerySet[RecognitionList]:
    """Lists that are in force, newest first: what the public may see."""
    return RecognitionList.objects.filter(issued_at__isnull=False).select_related("round")


def forwarded(seat: Seat) -> QuerySet[Declaration]:
    """Cases whose result the ministry still owes."""
    return visible_to(seat).filter(stage=Stage.FORWARDED).order_by("purpose", "city__code", "case_number")


def recognition_counts(seat: Seat) -> dict[str, int]:
    """What waits at this stage: cases to list, lists to sign, results of the ministry to record."""
    cases = visible_to(seat).aggregate(
        to_list=Count("pk", filter=Q(stage=Stage.CLEARED) & ~Q(on_open_list())),
        to_record=Count("pk", filter=Q(stage=Stage.FORWARDED)),
    )
    return {**cases, "to_sign": RecognitionList.objects.filter(issued_at=None).count()}


class Standing(Term):
    """Whether a recognition holds on a day."""

    AHEAD = "ahead", "有效期未开始"
    VALID = "valid", "有效"
    EXPIRED = "expired", "有效期已满"
    LAPSED = "lapsed", "复核未通过"
    REVOKED = "revoked", "已撤销"


def standing_of(recognition: Recognition, today: date) -> Standing:
    """Whether a recognition holds ``today``; both days of its validity count."""
    if recognition.state != RecognitionState.VALID:
        return Standing(recognition.state)
    if today < recognition.valid_from:
        return Standing.AHEAD
    return Standing.VALID if today <= recognition.valid_until else Standing.EXPIRED


def standing_filter(standing: Standing, today: date) -> Q:
    """The same question put to the database."""
    if standing in (Standing.LAPSED, Standing.REVOKED):
        return Q(state=standing.value)
    holds = {
        Standing.AHEAD: Q(valid_from__gt=today),
        Standing.VALID: Q(valid_from__lte=today, valid_until__gte=today),
        Standing.EXPIRED: Q(valid_until__lt=today),
    }
    return Q(state=RecognitionState.VALID) & holds[standing]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the register; everything empty: all of it."""

    words: str = ""
    level: str = ""
    batch: int | None = None
    standing: Standing | None = None
    own: bool = False


def register(wanted: Wanted, today: date) -> QuerySet[Recognition]:
    """Recognitions of all provinces, ours first within a batch, newest batch first."""
    found = Recognition.objects.select_related("cluster__county__parent", "list", "declaration")
    if wanted.words:
        text = wanted.words
        named = Q(name__icontains=text) | Q(county__icontains=text) | Q(city__icontains=text)
        found = found.filter(named | Q(province__icontains=text) | Q(number__icontains=text))
    if wanted.level:
        found = found.filter(level=wanted.level)
    if wanted.batch is not None:
        found = found.filter(batch=wanted.batch)
    if wanted.own:
        found = found.filter(cluster__isnull=False)
    if wanted.standing is not None:
        found = found.filter(standing_filter(wanted.standing, today))
    return found.order_by("-batch", F("cluster__county__code").asc(nulls_last=True), "level", "province", "name")


def batches() -> list[int]:
    """The years of recognition in the register, newest first."""
    return list(Recognition.objects.order_by("-batch").values_list("batch", flat=True).distinct())


def history_of(recognition: Recognition) -> QuerySet[Recognition]:
    """All recognitions of the same cluster, newest first; only itself where the cluster is not ours."""
    if recognition.cluster_id is None:
        return Recognition.objects.filter(pk=recognition.pk)
    return Recognition.objects.filter(cluster_id=recognition.cluster_id).order_by("-batch", "level")
