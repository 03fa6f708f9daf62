"""The city's second look at one case: who looked again, when, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.forms import CityCheckForm
from jiqun.recommendations.models import CityCheck, Conformity
from jiqun.recommendations.queries import city_check_subject, city_checks_of, open_city_check, visit_of
from jiqun.recommendations.services.city_checks import (
    SecondLook,
    attach_check_photo,
    record_city_check,
    remove_check_photo,
)
from jiqun.recommendations.views.inbox import inbox_of
from jiqun.recommendations.views.visit import case_of, for_city_offices, visit_facts
from jiqun.ui.parts import FileLine
from jiqun.ui.refusals import into_form


def case_with_second_look(request: SeatedRequest, number: str) -> Declaration:
    """The case of that number, where its round has the second look; else 404."""
    case = case_of(request, number)
    if Extra.CITY_SPOT_CHECK not in policy_of(case.round).extras:
        raise Http404
    return case


@for_city_offices
def city_check_page(request: SeatedRequest, number: str) -> HttpResponse:
    """Read or record the second look."""
    case = case_with_second_look(request, number)
    form = CityCheckForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(request, case, form)
    form.is_valid()  # what cannot be read counts as not stated, so that the service names everything at once
    stated = form.cleaned_data
    look = SecondLook(
        stated.get("visited_on"),
        stated.get("participants", ""),
        stated.get("outcome", ""),
        stated.get("report", ""),
    )
    try:
        check = record_city_check(case, look, by=request.seat, at=now())
    except Refused as refusal:
        case.refresh_from_db(fields=["stage"])
        return page(request, case, form, into_form(form, refusal.findings))
    return done(request, case, check)


def done(request: SeatedRequest, case: Declaration, check: CityCheck) -> HttpResponse:
    """Say what holds now and what comes next."""
    name = case.dossier.cluster.name
    if check.outcome == Conformity.CONFORMS:
        closes = case.round.closes_on
        message = f"“{name}”抽查符合，请在{closes.month}月{closes.day}日前列入推荐名单"
        messages.success(request, message)
        return redirect(f"{inbox_of(case.round)}&tab=to_look_again")
    messages.success(request, f"“{name}”抽查不符合，已登记；请整改后再次抽查，或写明理由不予推荐")
    return redirect("recommendations:city-check", case.case_number)


def page(
    request: SeatedRequest, case: Declaration, form: CityCheckForm, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page of the second look, with the looks before it."""
    waits = case.stage == Stage.CITY_CHECK
    writable = waits and request.seat.role_term == Role.HANDLER
    under_way = open_city_check(case)
    context = {
        "case": case,
        "form": form,
        "findings": findings,
        "first": visit_facts(visit_of(case)),
        "looks": [(check, photo_lines(case, check)) for check in city_checks_of(case)],
        "photos": photo_lines(case, under_way, removable=writable) if under_way else [],
        "writable": writable,
        "waits": waits,
        "today": localdate(),
    }
    return render(request, "recommendations/city_check.html", context, status=422 if findings or form.errors else 200)


def photo_lines(case: Declaration, check: CityCheck, *, removable: bool = False) -> list[FileLine]:
    """The photos of one look."""
    number = case.case_number
    return [
        FileLine(
            piece.name,
            reverse("recommendations:city-check-photo", args=[number, piece.pk]),
            piece.stored.size,
            piece.uploaded_at,
            piece.uploaded_by,
            remove_url=reverse("recommendations:city-check-photo-remove", args=[number, piece.pk]) if removable else "",
        )
        for piece in evidence_for(city_check_subject(check))
    ]


@for_city_offices
@require_POST
def photo_add(request: SeatedRequest, number: str) -> HttpResponse:
    """Take in photos; those that cannot be taken are named, the others stay."""
    case, taken = case_with_second_look(request, number), 0
    for upload in request.FILES.getlist("photo"):
        try:
            attach_check_photo(case, upload, by=request.seat, at=now())
            taken += 1
        except Refused as refusal:
            messages.error(request, str(refusal))
    if taken:
        messages.success(request, f"已上传{taken}个文件")
    elif not request.FILES:
        messages.error(request, "请先选择照片或文件")
    return redirect("recommendations:city-check", number)


@for_city_offices
@require_POST
def photo_remove(request: SeatedRequest, number: str, key: int) -> HttpResponse:
    """Take a photo off."""
    case = case_with_second_look(request, number)
    subjects = [city_check_subject(check) for check in case.city_checks.all()]
    piece = get_object_or_404(Evidence, pk=key, subject__in=subjects, removed_at=None)
    try:
        remove_check_photo(case, piece, by=request.seat, at=now())
        messages.success(request, f"已移除“{piece.name}”")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("recommendations:city-check", number)
