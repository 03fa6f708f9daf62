"""Recognitions that come to the end of their years, and the act that opens their re-evaluation (N12, N13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.accounts.queries import recommenders_of
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.programmes.asked import round_asked, round_if_any, round_tabs
from jiqun.programmes.models import Round
from jiqun.recognitions.models import Recognition
from jiqun.recognitions.papers import batch_re_evaluated
from jiqun.recognitions.queries import due_for, re_evaluation_cases
from jiqun.recognitions.services.re_evaluation import open_re_evaluation


@dataclass(frozen=True, slots=True)
class DueRow:
    """One recognition that is due, and the case opened for it."""

    recognition: Recognition
    case: Declaration | None
    readable: bool


@for_seats(roles=CASE_READERS)
def due(request: SeatedRequest) -> HttpResponse:
    """What is to be re-evaluated in a round in this territory."""
    call = round_if_any(request)
    context = {**due_context(request.seat, call), "round_tabs": round_tabs(request, call)}
    return render(request, "recognitions/due.html", context)


@require_POST
@for_seats(tiers=[Tier.COUNTY], roles=[Role.HANDLER])
def open_due(request: SeatedRequest, key: int) -> HttpResponse:
    """Open the re-evaluation of one recognition."""
    call = round_asked(request)
    recognition = get_object_or_404(due_for(request.seat, call), pk=key)
    offered = {each.code: each for each in recommenders_of(request.seat.authority)}
    wanted = offered.get(request.POST.get("recommender", ""))
    try:
        case = open_re_evaluation(recognition, call, recommender=wanted, by=request.seat, at=now())
    except Refused as refusal:
        context = {**due_context(request.seat, call), "findings": refusal.findings}
        return render(request, "recognitions/due.html", context, status=422)
    messages.success(request, f"已建立“{recognition.name}”的复核事项，下一步填报复核申报表并上传佐证材料")
    return redirect("desk:case", case.case_number)


def due_context(seat: Seat, call: Round | None) -> dict[str, Any]:
    """The rows of the page; none without a round."""
    rows = due_rows(seat, call) if call else []
    may_open = seat.tier == Tier.COUNTY and seat.role_term == Role.HANDLER
    return {
        "round": call,
        "rows": rows,
        "batch": batch_re_evaluated(call) if call else None,
        "opened": sum(1 for row in rows if row.case),
        "may_open": may_open,
        "recommenders": recommenders_of(seat.authority) if may_open and rows else [],
        "today": localdate(),
    }


def due_rows(seat: Seat, call: Round) -> list[DueRow]:
    """Each recognition that is due with its case; a case still with the county is no page for others."""
    recognitions, cases = list(due_for(seat, call)), re_evaluation_cases(call)
    mine = set(visible_to(seat).filter(round=call).values_list("pk", flat=True))
    found = [(each, cases.get((each.cluster_id or 0, each.level))) for each in recognitions]
    return [DueRow(each, case, case is not None and case.pk in mine) for each, case in found]
