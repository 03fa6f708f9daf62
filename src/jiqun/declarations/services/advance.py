"""The one doorway of the stage: nobody else writes it, nobody moves a case without an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.route import take
from jiqun.core.vocabulary import Event, Stage, event_label
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import traveller, visible_to


@transaction.atomic
def advance(
    case: Declaration,
    event: Event,
    *,
    by: Seat,
    at: datetime,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Declaration:
    """Move a case one step along the road, and record it in the same transaction.

    Raises:
        Refused: the case is not there for this seat, or the road has no such step.
    """
    fresh = visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=case.pk).first()
    if fresh is None:
        raise Refused(Finding("route.not_visible", "该事项不在本单位办理范围内"))
    before = fresh.stage_term
    step = take(traveller(fresh), event, by.tier, by.role_term, reason=reason)
    fresh.stage, fresh.stage_since = step.end, at
    if step.end == Stage.SUBMITTED and fresh.first_submitted_at is None:
        fresh.first_submitted_at = at
    fresh.save(update_fields=["stage", "stage_since", "first_submitted_at"])
    record(
        str(event),
        event_label(event, fresh.purpose_term),
        by=by.actor,
        at=at,
        subject=fresh.case_number,
        round_code=fresh.round.code,
        before=str(before),
        after=str(step.end),
        remark=reason,
        detail=detail,
    )
    return fresh


def hold(cases: Iterable[Declaration]) -> None:
    """Lock several cases in one order before the first of them is recorded.

    Entries queue up at the head of the chain: whoever holds it must not wait for a case that another act has locked.
    """
    rows = Declaration.objects.select_for_update(of=("self",), no_key=True).order_by("case_number")
    list(rows.filter(pk__in=[case.pk for case in cases]).values_list("pk"))
