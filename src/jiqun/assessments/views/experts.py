"""The expert directory."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.assessments.forms import ExpertForm
from jiqun.assessments.models import ExpertProfile
from jiqun.assessments.queries import expert_seats, taking_part
from jiqun.assessments.services.experts import Particulars, save_profile
from jiqun.assessments.views.panels import PANEL_STAFF
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Tier
from jiqun.ui.refusals import into_form

PER_PAGE = 50


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
def experts(request: SeatedRequest) -> HttpResponse:
    """All experts in service, with how many open tasks each has."""
    open_tasks = taking_part("assignments__") & Q(assignments__recused_at=None, assignments__panel__closed_at=None)
    seats = expert_seats().annotate(open_tasks=Count("assignments", filter=open_tasks))
    page = Paginator(seats, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/experts.html", {"page": page})


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
def expert(request: SeatedRequest, pk: int) -> HttpResponse:
    """The particulars of one expert."""
    seat = get_object_or_404(expert_seats(), pk=pk)
    profile: ExpertProfile | None = getattr(seat, "expert_profile", None)
    known = (
        {"organisation": profile.organisation, "specialities": profile.specialities, "city": profile.city}
        if profile
        else {}
    )
    form = ExpertForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            save_profile(seat, Particulars(**form.cleaned_data), by=request.seat, at=now())
        except Refused as refusal:
            into_form(form, refusal.findings)
        else:
            messages.success(request, f"{seat.person.name}的专家信息已保存，下次组建评审组时据此回避")
            return redirect("assessments:experts")
    status = 422 if form.errors else 200
    return render(request, "assessments/expert.html", {"expert": seat, "form": form}, status=status)
