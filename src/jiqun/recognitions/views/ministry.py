"""Forwarded cases, and the ministry's results with the document that says so (N11, N15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import PROVINCE_READERS
from jiqun.recognitions.forms import FAILED, PASSED, DocumentForm, ResultRow, answers_in, posted_results
from jiqun.recognitions.queries import forwarded
from jiqun.recognitions.services.granting import term_of
from jiqun.recognitions.services.ministry import record_ministry_results
from jiqun.ui.refusals import into_form


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_READERS)
def ministry(request: SeatedRequest) -> HttpResponse:
    """Read by all of the province's readers, recorded by the officer."""
    cases = list(forwarded(request.seat))
    if request.method != "POST":
        return show(request, [ResultRow(case) for case in cases], DocumentForm(initial=term_to_begin_with(cases)))
    rows, form = posted_results(request.POST, cases), DocumentForm(request.POST)
    if not form.is_valid():
        return show(request, rows, form)
    answers = answers_in(rows)
    try:
        granted = record_ministry_results(answers, form.document_given(), by=request.seat, at=now())
    except Refused as refusal:
        return show(request, rows, form, into_form(form, refusal.findings))
    messages.success(request, f"已登记{len(answers)}项国家结果，其中{len(granted)}项获认定或通过复核，已载入名录")
    return redirect("recognitions:ministry")


def term_to_begin_with(cases: Sequence[Declaration]) -> dict[str, date]:
    """The term that the policy would give the first of the cases if its result were published today."""
    if not cases:
        return {}
    first, last, _ = term_of(cases[0], localdate())
    return {"valid_from": first, "valid_until": last}


def show(
    request: SeatedRequest, rows: Sequence[ResultRow], form: DocumentForm, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page."""
    context = {
        "rows": rows,
        "form": form,
        "findings": findings,
        "results": ((PASSED, "通过"), (FAILED, "未通过"), ("", "尚未公布")),
        "may_record": request.seat.role_term == Role.PROVINCIAL_OFFICER,
    }
    return render(request, "recognitions/ministry.html", context, status=422 if findings or form.errors else 200)
