"""What the public may look up: receipts, lists in force with what stands on them, how far a round has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from jiqun.core.vocabulary import Stage
from jiqun.decisions.models import Objection, PublicNotice
from jiqun.decisions.queries import noticed_cases, posted_notices, standing_notices
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList, RecognitionState
from jiqun.recognitions.queries import Standing, issued_lists, standing_filter

ROAD = ("申报和推荐", "省级审查评审", "结果公示", "公布名单")


@dataclass(frozen=True, slots=True)
class ListedCluster:
    """One cluster of a list; without a recognition of its own when it was forwarded to the ministry."""

    name: str
    city: str
    county: str
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    revoked: bool = False


def provinces() -> list[str]:
    """The provinces in which recognitions are known."""
    return list(Recognition.objects.order_by("province").values_list("province", flat=True).distinct())


def tally(today: date) -> dict[str, int]:
    """How many recognitions of either level hold today, by level."""
    holding = Recognition.objects.filter(standing_filter(Standing.VALID, today))
    return dict(holding.order_by().values_list("level").annotate(Count("pk")))


def public_lists() -> QuerySet[RecognitionList]:
    """Lists in force with the number of clusters on them."""
    return issued_lists().annotate(case_count=Count("cases")).order_by("-issued_on", "-pk")


def listed(made: RecognitionList) -> list[ListedCluster]:
    """The clusters of a list in its order."""
    if made.kind != ListKind.PROVINCIAL:
        cases = made.cases.select_related("dossier__cluster", "city", "county").order_by("case_number")
        return [ListedCluster(case.dossier.cluster.name, case.city.place, case.county.place) for case in cases]
    return [
        ListedCluster(
            each.name,
            each.city,
            each.county,
            each.number,
            each.valid_from,
            each.valid_until,
            each.state == RecognitionState.REVOKED,
        )
        for each in made.recognitions.order_by("number", "pk")
    ]


def objectionable(notice: PublicNotice) -> list[Declaration]:
    """The cases of a notice that still stand on it."""
    return list(noticed_cases(notice).filter(stage=Stage.ON_NOTICE))


def receipt_given(number: str) -> Objection | None:
    """The objection of a receipt number, however it was typed; None where there is none."""
    key = "".join(char for char in number.upper() if char.isalnum())
    rows = Objection.objects.select_related("notice", "declaration__dossier__cluster")
    return rows.filter(receipt=key).first() if key else None


def road(call: Round, at: datetime) -> list[tuple[str, str]]:
    """How far a round has come, as far as the public can know: the first step that is not over is where it stands."""
    is_closed = localdate(at) > call.closes_on
    reached = 1 if is_closed else 0
    if posted_notices(at).filter(round=call).exists():
        reached = 2
    if issued_lists().filter(round=call).exists() and not standing_notices(at).filter(round=call).exists():
        reached = 3
    if not is_closed:
        reached = 0  # notices of early batches stand beside, but declaring goes on
    states = ["done" if place < reached else "current" if place == reached else "todo" for place in range(len(ROAD))]
    return list(zip(ROAD, states, strict=True))
