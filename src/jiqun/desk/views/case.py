"""One case from end to end, and the cancelling of its qualification."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Event, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.window import window_findings
from jiqun.desk.acts import acts_of, events_of
from jiqun.desk.casehead import head_of, siblings
from jiqun.desk.sides import Side, shown
from jiqun.recognitions.services.revocation import REVOKERS, disqualify
from jiqun.ui.parts import Tab


def readable(request: SeatedRequest) -> QuerySet[Declaration]:
    """The cases that the seat may see, with what every side of the page needs."""
    return visible_to(request.seat).select_related(
        "city__parent",
        "formal_check",
        "recommendation__list__round",
        "recommendation__list__city",
        "review_result",
        "defence__session",
        "spot_check",
        "recognition",
    )


@for_seats(roles=CASE_READERS)
def case_page(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The page of a case."""
    return show(request, get_object_or_404(readable(request), case_number=case_number))


@require_POST
@for_seats(tiers=[Tier.PROVINCE], roles=REVOKERS)
def disqualify_case(request: SeatedRequest, case_number: str) -> HttpResponse:
    """Cancel the qualification, with the reason (N21)."""
    case = get_object_or_404(readable(request), case_number=case_number)
    if case.stage == Stage.DISQUALIFIED:
        messages.info(request, "该事项已取消资格，无须重复办理")
        return redirect("desk:case", case_number)
    try:
        disqualify(case, reason=request.POST.get("reason", ""), by=request.seat, at=now())
    except Refused as refusal:
        return show(request, case, error=str(refusal))
    messages.success(
        request, f"“{case.dossier.cluster.name}”已取消资格，理由已记入办理记录，推荐单位和申报主体可以看到"
    )
    return redirect("desk:case", case_number)


def show(request: SeatedRequest, case: Declaration, *, error: str = "") -> HttpResponse:
    """One side of the case under its head."""
    at, seat = now(), request.seat
    one = shown(request.GET.get("tab", ""), case, seat, at)
    events = events_of(case, seat)
    acts = acts_of(case, seat, events)
    context: dict[str, Any] = {
        "case": case,
        "head": head_of(case),
        "side": one.side,
        "tabs": tabs_of(case, one.side),
        "acts": acts,
        "siblings": siblings(case, seat),
        "may_withdraw": Event.WITHDRAW in events and not window_findings(case.round, at),
        "may_void": Event.VOID in events and case.first_submitted_at is None,
        "may_disqualify": Event.DISQUALIFY in events,
        "error": error,
        "today": localdate(at),
        **one.context,
    }
    return render(request, "desk/case.html", context, status=422 if error else 200)


def tabs_of(case: Declaration, active: Side) -> list[Tab]:
    """Links to the sides of the case."""
    url = reverse("desk:case", args=[case.case_number])
    return [Tab(side.label, url if side is Side.OVERVIEW else f"{url}?tab={side}", side is active) for side in Side]
