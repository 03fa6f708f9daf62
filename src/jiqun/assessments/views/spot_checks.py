"""Spot checks: draws and drawn cases, and what was found at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments.forms import LookForm
from jiqun.assessments.models import SpotCheck
from jiqun.assessments.queries import assessment_counts, public_draws, spot_checks_for, spot_subject
from jiqun.assessments.services.spot_check import Look, attach_photo, keep_look, record_spot_check, remove_photo
from jiqun.assessments.views.draws import OFFICER
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Tier
from jiqun.evidence.queries import evidence_for
from jiqun.ui.parts import FileLine
from jiqun.ui.refusals import into_form

PER_PAGE = 50
RECENT_DRAWS = 20


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def spot_checks(request: SeatedRequest) -> HttpResponse:
    """Draws, and the drawn cases with those still to be looked at first."""
    page = Paginator(spot_checks_for(request.seat), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "draws": public_draws()[:RECENT_DRAWS],
        "counts": assessment_counts(request.seat),
        "may_announce": request.seat.role_term in OFFICER,
    }
    return render(request, "assessments/spot_checks.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def spot_check(request: SeatedRequest, pk: int) -> HttpResponse:
    """One drawn case: recorded by the officer, read by all of the province's staff."""
    check = get_object_or_404(spot_checks_for(request.seat), pk=pk)
    if request.method != "POST":
        return spot_page(request, check, LookForm(initial=asdict(look_of(check))))
    form = LookForm(request.POST)
    form.is_valid()  # what cannot be read counts as not stated, so that the service names everything at once
    stated = form.cleaned_data
    look = Look(stated.get("visited_on"), stated.get("outcome", ""), stated.get("report", ""))
    uploads = request.FILES.getlist("photos")
    refused = take_in(request, check, uploads)
    if request.POST.get("act") == "upload":
        return only_uploaded(request, check, look, len(uploads), refused)
    if refused:
        return spot_page(request, check, form, into_form(form, refused))
    try:
        record_spot_check(check, look, by=request.seat, at=now())
    except Refused as refusal:
        return spot_page(request, check, form, into_form(form, refusal.findings))
    name = check.declaration.dossier.cluster.name
    messages.success(request, f"“{name}”抽查结果已登记，转入会议研究")
    return redirect("assessments:spot-checks")


def take_in(request: SeatedRequest, check: SpotCheck, uploads: Sequence[UploadedFile[Any]]) -> list[Finding]:
    """Keep the photos and files that can be kept; what is wrong with the others."""
    findings: list[Finding] = []
    for upload in uploads:
        try:
            attach_photo(check, upload, by=request.seat, at=now())
        except Refused as refusal:
            findings.extend(refusal.findings)
    return findings


def only_uploaded(
    request: SeatedRequest, check: SpotCheck, look: Look, count: int, refused: Sequence[Finding]
) -> HttpResponse:
    """Files were sent ahead: keep what was typed beside them, and go on with it."""
    findings = list(refused) if count else [Finding("spot_check.no_photo", "请选择要上传的照片或文件", field="photos")]
    try:
        keep_look(check, look, by=request.seat)
    except Refused as refusal:
        findings.extend(refusal.findings)
    if findings:
        return spot_page(request, check, LookForm(initial=asdict(look)), findings)
    messages.success(request, f"已上传{count}个文件，已填内容保留")
    return redirect("assessments:spot-check", check.pk)


def look_of(check: SpotCheck) -> Look:
    """What is kept of a look so far."""
    return Look(check.visited_on, check.outcome, check.report)


def spot_page(
    request: SeatedRequest, check: SpotCheck, form: LookForm, findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page of one check with its photos."""
    may_record = check.recorded_at is None and request.seat.role_term in OFFICER
    photos = [
        FileLine(
            each.name,
            reverse("assessments:photo", args=[check.pk, each.pk]),
            each.stored.size,
            each.uploaded_at,
            each.uploaded_by,
            remove_url=reverse("assessments:photo-remove", args=[check.pk, each.pk]) if may_record else "",
        )
        for each in evidence_for(spot_subject(check))
    ]
    context = {"check": check, "form": form, "findings": findings, "photos": photos, "may_record": may_record}
    status = 422 if form.errors or findings else 200
    return render(request, "assessments/spot_check.html", context, status=status)


@for_seats(tiers=[Tier.PROVINCE], roles=OFFICER)
@require_POST
def remove_one_photo(request: SeatedRequest, pk: int, evidence: int) -> HttpResponse:
    """Take one photo off again."""
    check = get_object_or_404(spot_checks_for(request.seat), pk=pk)
    piece = get_object_or_404(evidence_for(spot_subject(check)), pk=evidence)
    try:
        remove_photo(check, piece, by=request.seat, at=now())
    except Refused as refusal:
        return spot_page(request, check, LookForm(initial=asdict(look_of(check))), refusal.findings)
    messages.success(request, f"已移除“{piece.name}”")
    return redirect("assessments:spot-check", pk)
