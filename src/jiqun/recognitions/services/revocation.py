"""False declaration or a hidden violation: the qualification is cancelled, the recognition revoked (N21)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Event
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.recognitions.models import RecognitionState


def disqualify(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """Cancel the qualification of a case that has not come to its end."""
    return advance(case, Event.DISQUALIFY, by=by, at=at, reason=reason)


@transaction.atomic
def revoke(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """Revoke the recognition that a case led to."""
    moved = advance(case, Event.REVOKE, by=by, at=at, reason=reason)
    recognition = getattr(moved, "recognition", None)
    if recognition is not None:
        recognition.state, recognition.note = RecognitionState.REVOKED, reason[:300]
        recognition.save(update_fields=["state", "note"])
    return moved
