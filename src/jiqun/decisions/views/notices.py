"""Public notices: what waits for one, one drawn up with its period, signed, and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Tier
from jiqun.decisions import queries
from jiqun.decisions.briefing import proposed_as
from jiqun.decisions.forms import NoticeForm, chosen_cases, posted_first_day
from jiqun.decisions.models import PublicNotice
from jiqun.decisions.services.duty import DECIDERS
from jiqun.decisions.services.notice import planned_period, prepare_notice
from jiqun.decisions.views.meetings import PER_PAGE
from jiqun.declarations.models import Declaration
from jiqun.programmes.asked import round_asked, round_tabs
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.ui.refusals import into_form
from jiqun.ui.wording import chinese_date


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def notices(request: SeatedRequest) -> HttpResponse:
    """All notices with their state, and the proposed cases that wait for one."""
    at = now()
    page = Paginator(queries.notices(), PER_PAGE).get_page(request.GET.get("page"))
    waiting = list(queries.to_be_noticed(request.seat))
    context = {
        "page": page,
        "rows": [(notice, queries.notice_state(notice, at)) for notice in page],
        "waiting": [(case, proposed_as(case)) for case in waiting[:PER_PAGE]],
        "waiting_total": len(waiting),
        "more": len(waiting[PER_PAGE:]),
        "today": localdate(at),
    }
    return render(request, "decisions/notices.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=DECIDERS)
def new_notice(request: SeatedRequest) -> HttpResponse:
    """Draw up a notice; its last day is worked out and shown day by day before anything is kept."""
    call = round_asked(request)
    if request.headers.get("HX-Request") and request.method == "GET":
        return render(request, "decisions/_period.html", period(call, posted_first_day(request.GET)))
    if request.method != "POST":
        return notice_form(request, call, NoticeForm(initial=first_wording(call)), first_day=localdate())
    form, chosen = NoticeForm(request.POST), chosen_cases(request.POST, request.seat)
    first_day = posted_first_day(request.POST)
    if "compute" in request.POST:
        return notice_form(request, call, NoticeForm(initial=request.POST.dict()), chosen, first_day=first_day)
    if not form.is_valid():
        return notice_form(request, call, form, chosen, first_day=first_day)
    try:
        made = prepare_notice(call, chosen, **form.cleaned_data, by=request.seat, at=now())
    except Refused as refusal:
        rest = into_form(form, refusal.findings)
        return notice_form(request, call, form, chosen, first_day=first_day, findings=rest)
    signer = "负责人" if call.sign_off else "经办人"
    message = (
        f"公示已拟定，公示期至{chinese_date(made.last_day)}；待{signer}于{chinese_date(made.first_day)}当日或之前签发"
    )
    messages.success(request, message)
    return redirect("decisions:notice", made.pk)


def notice_form(
    request: SeatedRequest,
    call: Round,
    form: NoticeForm,
    chosen: Sequence[Declaration] = (),
    *,
    first_day: date | None,
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    """The page on which a notice is drawn up; keeps what was typed and ticked."""
    ticked = {case.pk for case in chosen}
    waiting = queries.to_be_noticed(request.seat).filter(round=call)
    context = {
        "round": call,
        "round_tabs": round_tabs(request, call),
        "form": form,
        "rows": [(case, proposed_as(case), case.pk in ticked or request.method == "GET") for case in waiting],
        "findings": findings,
        **period(call, first_day),
    }
    status = 422 if findings or form.errors else 200
    return render(request, "decisions/new_notice.html", context, status=status)


def first_wording(call: Round) -> dict[str, Any]:
    """Title, day and contact to begin with; the contact as in the notice before."""
    earlier = PublicNotice.objects.filter(round=call).count()
    batch = f"（第{earlier + 1}批）" if earlier else ""
    last = PublicNotice.objects.order_by("-pk").values_list("contact", flat=True).first()
    return {
        "title": f"关于{call.title}拟定结果的公示{batch}",
        "first_day": localdate(),
        "contact": last or policy_of(call).notice.contact_office,
    }


def period(call: Round, first_day: date | None) -> dict[str, Any]:
    """The period of a notice posted on that day, day by day; a finding where it cannot be worked out."""
    if first_day is None:
        return {"period_finding": "请先填写公示日期"}
    try:
        planned = planned_period(call, first_day)
    except Refused as refusal:
        return {"period_finding": str(refusal)}
    policy = policy_of(call)
    source = policy.public_notice.working_days.entry_on(policy.day).source
    return {
        "period": planned,
        "period_citation": source.citation,
    }
