"""Not recommending: the end of the road in this round, always with reasons (N14)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.recommendations.models import Recommendation
from jiqun.recommendations.services.duty import locked_case, locked_city, refuse_unless_city


@transaction.atomic
def not_recommend(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """End a case at the city, with the reasons that the county is told.

    Raises:
        Refused: no reason, wrong seat or stage, or the case stands on the list to be signed.
    """
    refuse_unless_city(by, (Role.HANDLER, Role.SIGNATORY), "不予推荐")
    locked_city(by)
    fresh = locked_case(case, by=by)
    if Recommendation.objects.filter(declaration=fresh, list__sent_at=None).exists():
        message = "该事项已列入待报送的名单，请先在“推荐名单”中撤下，再办理不予推荐"
        raise Refused(Finding("recommendation.on_list", message))
    return advance(fresh, Event.NOT_RECOMMEND, by=by, at=at, reason=reason)
