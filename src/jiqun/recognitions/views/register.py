"""The register of recognitions, one of them from end to end, and its revocation (N21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Tier
from jiqun.declarations.queries import visible_to
from jiqun.recognitions.forms import RegisterForm
from jiqun.recognitions.models import Recognition, RecognitionState
from jiqun.recognitions.queries import Standing, batches, history_of, register, standing_of
from jiqun.recognitions.services.revocation import REVOKERS, revoke

PER_PAGE = 50
TONES = {
    Standing.AHEAD: "primary",
    Standing.VALID: "met",
    Standing.EXPIRED: "unknown",
    Standing.LAPSED: "not-met",
    Standing.REVOKED: "seal",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One recognition with whether it holds today."""

    recognition: Recognition
    standing: Standing
    tone: str


def row_of(recognition: Recognition, today: date) -> Row:
    """A recognition as a list shows it."""
    standing = standing_of(recognition, today)
    return Row(recognition, standing, TONES[standing])


@for_seats(roles=CASE_READERS)
def register_page(request: SeatedRequest) -> HttpResponse:
    """All recognitions, filtered."""
    today, form = localdate(), RegisterForm(batches(), request.GET)
    page = Paginator(register(form.wanted(), today), PER_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(each, today) for each in page]
    return render(request, "recognitions/register.html", {"form": form, "page": page, "rows": rows})


@for_seats(roles=CASE_READERS)
def recognition_page(request: SeatedRequest, key: int) -> HttpResponse:
    """One recognition: validity, source, what came before and after."""
    return show(request, get_object_or_404(recognitions(), pk=key))


@require_POST
@for_seats(tiers=[Tier.PROVINCE], roles=REVOKERS)
def revoke_recognition(request: SeatedRequest, key: int) -> HttpResponse:
    """Revoke it, with the reason."""
    recognition = get_object_or_404(recognitions(), pk=key)
    if recognition.state == RecognitionState.REVOKED:
        messages.info(request, "该认定已撤销，无须重复办理")
        return redirect("recognitions:recognition", key)
    try:
        revoke(recognition, reason=request.POST.get("reason", ""), by=request.seat, at=now())
    except Refused as refusal:
        return show(request, recognition, error=str(refusal))
    messages.success(request, f"“{recognition.name}”的认定已撤销，理由已记入办理记录，公开名录同时注明")
    return redirect("recognitions:recognition", key)


def recognitions() -> QuerySet[Recognition]:
    """Recognitions with everything their page names."""
    return Recognition.objects.select_related("cluster__county__parent", "declaration", "list", "previous")


def show(request: SeatedRequest, recognition: Recognition, *, error: str = "") -> HttpResponse:
    """The page of one recognition."""
    today, case = localdate(), recognition.declaration
    standing = standing_of(recognition, today)
    revocable = recognition.cluster_id is not None and recognition.state != RecognitionState.REVOKED
    seat = request.seat
    context = {
        "recognition": recognition,
        "standing": standing,
        "tone": TONES[standing],
        "days": (recognition.valid_until - today).days + 1,
        "case": case if case and visible_to(seat).filter(pk=case.pk).exists() else None,
        "history": [row_of(each, today) for each in history_of(recognition)],
        "may_revoke": revocable and seat.tier == Tier.PROVINCE and seat.role_term in REVOKERS,
        "error": error,
    }
    return render(request, "recognitions/recognition.html", context, status=422 if error else 200)
