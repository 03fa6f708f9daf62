"""The register, and which recognitions are due for re-evaluation."""

from __future__ import annotations

from django.db.models import QuerySet

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Purpose, Tier
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import Recognition, RecognitionList, RecognitionState


def due_for_re_evaluation(call: Round) -> QuerySet[Recognition]:
    """Recognitions of the batch that this round re-evaluates, whose cluster is in our territory (N12)."""
    policy = policy_of(call)
    due = Recognition.objects.none()
    for track in policy.tracks:
        if track.purpose == Purpose.RE_EVALUATION and track.re_evaluates is not None:
            due = due | Recognition.objects.filter(
                level=track.level,
                batch=track.re_evaluates.on(policy.day),
                state=RecognitionState.VALID,
                cluster__isnull=False,
            )
    return due.select_related("cluster__county__parent").order_by("cluster__county__code", "name")


def due_for(seat: Seat, call: Round) -> QuerySet[Recognition]:
    """Those of them that lie in the seat's territory."""
    due = due_for_re_evaluation(call)
    if seat.tier == Tier.COUNTY:
        return due.filter(cluster__county=seat.authority)
    if seat.tier == Tier.CITY:
        return due.filter(cluster__county__parent=seat.authority)
    return due


def issued_lists() -> QuerySet[RecognitionList]:
    """Lists that are in force, newest first: what the public may see."""
    return RecognitionList.objects.filter(issued_at__isnull=False).select_related("round")
