"""What the register says to the floors below: whether a cluster holds a recognition."""

from __future__ import annotations

from datetime import date

from jiqun.core.vocabulary import Level
from jiqun.declarations.prerequisites import offer
from jiqun.recognitions.models import Recognition, RecognitionState


def holds(cluster_id: int, level: Level, day: date) -> bool:
    """Whether one that was neither revoked nor lost in re-evaluation has not run out by that day.

    One that was granted already and begins later counts: it is a recognition.
    """
    held = Recognition.objects.filter(cluster_id=cluster_id, level=level, state=RecognitionState.VALID)
    return held.filter(valid_until__gte=day).exists()


offer(holds)
