"""Voiding: a declaration opened by mistake ends before anybody beyond the county has seen it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance


@transaction.atomic
def void(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """End a draft that was never sent to the city, with the reason; another of the same level may be opened then.

    Raises:
        Refused: it was sent to the city before, nothing is said, or the road has no such step.
    """
    moved = advance(case, Event.VOID, by=by, at=at, reason=reason)
    if moved.first_submitted_at is not None:
        message = f"该事项曾报送{moved.city.place}，不能作废；请补正后重新提交，或由{moved.city.place}办理"
        raise Refused(Finding("declaration.was_sent", message))
    return moved
