"""Work of several rounds at once: a round that begins does not end the work of the one before."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, QuerySet
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import FINAL_STAGES
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.programmes.models import Round
from jiqun.ui.parts import Task


def other_rounds(seat: Seat, call: Round | None) -> QuerySet[Round]:
    """Rounds beside this one with cases on their way that the seat may see."""
    on_their_way = visible_to(seat).exclude(stage__in=FINAL_STAGES)
    rounds = Round.objects.filter(pk__in=on_their_way.values("round"))
    return rounds.exclude(pk=call.pk) if call else rounds


def round_by_round(cases: QuerySet[Declaration], what: str, page: str, act: str) -> Iterator[Task]:
    """One task for the cases of each round, done on a page that is about one round."""
    rows = cases.order_by("-round__opens_on").values_list("round__opens_on", "round__code", "round__title")
    found = list(rows.annotate(count=Count("pk")))
    for _, code, title, count in found:
        about = title if len(found) > 1 else ""
        yield Task(f"{count}{what}", f"{reverse(page)}?round={code}", act, None, about)
