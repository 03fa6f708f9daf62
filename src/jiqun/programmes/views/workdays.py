"""The working-day calendar: which years are known, and entering one."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.findings import Refused
from jiqun.programmes.forms import WorkdaysForm, as_typed
from jiqun.programmes.models import WorkdayYear
from jiqun.programmes.services import keep_workdays
from jiqun.programmes.views.rounds import PROVINCE, READERS, SYSTEM
from jiqun.programmes.workdays import known_years
from jiqun.ui.refusals import into_form

FIRST_YEAR, LAST_YEAR = 2000, 2100


@for_seats(tiers=PROVINCE, roles=READERS)
def calendar(request: SeatedRequest) -> HttpResponse:
    """Every year that is known, the newest first, with its days off and where they were read."""
    entered = {each.year: each for each in WorkdayYear.objects.all()}
    years = [(each, entered.get(each.year)) for each in reversed(known_years().values())]
    today = timezone.localdate()
    wanted = {today.year, (today + timedelta(days=60)).year, years[0][0].year + 1}
    missing = sorted(wanted - {each.year for each, _ in years})
    context = {"years": years, "missing": missing, "may_keep": request.seat.role_term in SYSTEM, "today": today}
    return render(request, "programmes/workdays.html", context)


@for_seats(tiers=PROVINCE, roles=SYSTEM)
def workday_year(request: SeatedRequest, year: int) -> HttpResponse:
    """Enter or correct the days off of one year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    known = known_years().get(year)
    form = WorkdaysForm(year, request.POST or None, initial=as_typed(known) if known else {"mark": "V"})
    findings = []
    if form.is_valid():
        try:
            keep_workdays(form.workdays(), by=request.seat.actor, at=timezone.now())
        except Refused as refusal:
            findings = into_form(form, refusal.findings)
        else:
            messages.success(request, f"已登记{year}年节假日安排，此后拟定的公示按此推算；已拟定的公示期限不变")
            return redirect("programmes:workdays")
    context = {"form": form, "year": year, "known": known, "findings": findings}
    status = 422 if form.errors or findings else 200
    return render(request, "programmes/workday_year.html", context, status=status)
