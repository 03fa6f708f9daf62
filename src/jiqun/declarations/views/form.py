"""Filling in: one section at a time, kept in the background while somebody types, checked as figures change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.core.addresses import post_name
from jiqun.core.answers import read_section
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.declarations.forms.posted import Filled, Posted, read_post
from jiqun.declarations.models import Declaration, Dossier
from jiqun.declarations.progress import disagreements, stored_findings
from jiqun.declarations.queries import standing_return, visible_to
from jiqun.declarations.services.answering import READ_ONLY, Saved, save_section
from jiqun.declarations.services.proving import attach_evidence, remove_evidence
from jiqun.declarations.twins import drafted_twin
from jiqun.declarations.views.page import FormPage, form_page
from jiqun.declarations.wayfinding import track_name
from jiqun.evidence.models import Evidence
from jiqun.ui.posted import key_in

for_handlers = for_seats(tiers=(Tier.COUNTY,), roles=(Role.HANDLER,))
FILE = "file-"


@for_handlers
def form(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The first section on which something is left to do; a case no longer open is read instead."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    if case.stage != Stage.DRAFT:
        return closed(request, case)
    page = form_page(request.seat, case_number)
    first = next((state.section for state in page.states if not state.done), page.sections[0])
    return redirect(page.url(first.id))


@never_cache
@for_handlers
def section(request: SeatedRequest, case_number: str, section_id: str) -> HttpResponse:
    """One section: shown, kept, or kept in the background (header ``X-Autosave``)."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    if case.stage != Stage.DRAFT:
        return closed(request, case)
    page = form_page(request.seat, case_number, section_id)
    if request.method != "POST":
        findings = stored_findings(page.policy, page.section, page.tracks, page.answers)
        return show(request, page, Filled(page.answers, findings=findings))
    posted = read_post(request.POST)
    if "X-Autosave" in request.headers:
        return keep_quietly(request, page, posted)
    if more := request.POST.get("add_row", ""):
        return show(request, page, Filled(page.answers, posted, more_rows=more))
    return keep(request, page, posted)


def closed(request: SeatedRequest, case: Declaration) -> HttpResponse:
    """A case that was submitted is not written to any more; the form of its other level is another page."""
    if "X-Autosave" in request.headers:
        return HttpResponse(status=409)
    if request.method == "GET" and (twin := drafted_twin(case)) is not None:
        message = (
            f"{track_name(case)}申报现为“{case.stage_words}”，所提交的内容不可修改；"
            f"现转到尚未提交的{track_name(twin)}申报，在此修改的内容不改变{track_name(case)}已提交的内容"
        )
        messages.warning(request, message)
        return redirect("declarations:form", twin.case_number)
    messages.warning(request, READ_ONLY.message)
    return redirect("declarations:reading", case.case_number)


def keep_quietly(request: SeatedRequest, page: FormPage, posted: Posted) -> HttpResponse:
    """Keep what can be read; the answer is the self-check, with the new version of the page in its header."""
    try:
        saved = store(request, page, posted)
    except Refused:
        return HttpResponse(status=409)
    page.dossier.refresh_from_db()
    unreadable = [each for each in saved.findings if each.code == "form.unreadable"]
    answer = rail(request, page, page.answers, unreadable, status=422 if saved.kept else 200)
    answer["X-Version"] = str(saved.revision)
    answer["X-Stale"] = ",".join(post_name(address) for address in saved.stale)
    return answer


def keep(request: SeatedRequest, page: FormPage, posted: Posted) -> HttpResponse:
    """Keep answers and files of a section, take a file off, and lead on; what could not be kept stays on the page."""
    try:
        saved = store(request, page, posted)
    except Refused as refusal:
        page.dossier.refresh_from_db()
        return show(request, page, Filled(page.answers, posted, refusal.findings), status=422)
    file_errors = store_files(request, page)
    page = form_page(request.seat, page.case.case_number, page.section.id)
    if saved.kept or file_errors:
        findings = [*saved.findings, *of_section(page, disagreements(page.policy, page.tracks, page.answers))]
        return show(request, page, Filled(page.answers, posted, findings), file_errors, status=422)
    return lead_on(request, page)


def store(request: SeatedRequest, page: FormPage, posted: Posted) -> Saved:
    """Keep the readable answers of a section."""
    seen = key_in(request.POST.get("version", ""))
    return save_section(page.dossier, page.section, posted, seen=seen, by=request.seat, at=timezone.now())


def store_files(request: SeatedRequest, page: FormPage) -> dict[str, list[str]]:
    """Attach the files chosen on the page and take off the one asked for; sentences by question where refused."""
    at, wrong = timezone.now(), {}
    for asked in page.section.fields:
        uploads = request.FILES.getlist(f"{FILE}{asked.key}")
        if not uploads and request.POST.get("upload") == asked.key:
            wrong[asked.key] = ["请先选择文件，再上传"]
        elif uploads:
            try:
                pieces = attach_evidence(page.dossier, asked, uploads, by=request.seat, at=at)
                told_again(request, uploads, pieces, at)
            except Refused as refusal:
                wrong[asked.key] = [finding.message for finding in refusal.findings]
    if removed := key_in(request.POST.get("remove", "")):
        remove_evidence(page.dossier, removed, by=request.seat, at=at)
    return wrong


def told_again(
    request: SeatedRequest, uploads: Sequence[UploadedFile[Any]], pieces: Sequence[Evidence], at: datetime
) -> None:
    """Say of each file whose bytes hang on the question already that it was not taken in twice."""
    for upload, piece in zip(uploads, pieces, strict=True):
        if piece.uploaded_at != at:
            messages.warning(request, f"“{upload.name}”与“{piece.name}”内容相同，未重复上传")


def of_section(page: FormPage, findings: Sequence[Finding]) -> list[Finding]:
    """The findings about answers of this section."""
    own = {asked.key for asked in page.section.fields}
    return [each for each in findings if each.field.partition(".")[0] in own]


def lead_on(request: SeatedRequest, page: FormPage) -> HttpResponse:
    """Where to go after everything was kept, saying what is left to do here."""
    if anchor := request.POST.get("upload"):
        # Said even though the page scrolls past it: the copy kept in the browser goes only when told of the saving.
        messages.success(request, "本页所填内容和所选文件已保存")
        return redirect(f"{page.url()}#ask-{anchor}")
    left, leaves = page.open_count, request.POST.get("act") == "next"
    here = "该页" if leaves else "本页"
    state = f"{here}还有{left}项待完善" if left else f"{here}已填写完整"
    if leaves and page.following is None:
        state = f"{state}；全表待完善事项如下"
    messages.success(request, f"已保存“{page.section.label}”，{state}")
    if not leaves:
        return redirect(page.url())
    following = page.following
    return redirect(page.url(following.id)) if following else redirect("declarations:submit", page.case.case_number)


@never_cache
@require_POST
@for_handlers
def check(request: SeatedRequest, case_number: str, section_id: str) -> HttpResponse:
    """The self-check over what is typed and not yet kept; nothing is stored."""
    page = form_page(request.seat, case_number, section_id)
    reading = read_section(page.section.fields, read_post(request.POST), years=page.policy.years)
    unreadable = [each for each in reading.findings if each.code == "form.unreadable"]
    return rail(request, page, reading.merged_into(page.answers), unreadable)


def rail(
    request: SeatedRequest,
    page: FormPage,
    answers: Mapping[str, Any],
    unreadable: Sequence[Finding],
    status: int = 200,
) -> HttpResponse:
    """The self-check as a fragment."""
    context = {"checks": page.checks(answers), "unreadable": unreadable}
    return render(request, "declarations/_selfcheck.html", context, status=status)


def show(
    request: SeatedRequest,
    page: FormPage,
    filled: Filled,
    file_errors: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with a typed but unsaved figure already counted in the self-check."""
    reading = read_section(page.section.fields, filled.posted or {}, years=page.policy.years)
    returned = {each.pk: standing_return(each) for each in siblings(page.dossier)}
    of_files = [(key, sentence) for key, sentences in (file_errors or {}).items() for sentence in sentences]
    context = {
        "page": page,
        "case": page.case,
        "wrong": filled.findings,
        "wrong_count": len(filled.findings) + len(of_files),
        "placed": page.placed(filled, file_errors or {}),
        "file_errors": of_files,
        "checks": page.checks(reading.merged_into(page.answers)),
        "returned": [entry for entry in returned.values() if entry],
        "today": timezone.localdate(),
    }
    return render(request, "declarations/form.html", context, status=status)


def siblings(dossier: Dossier) -> list[Declaration]:
    """The cases of a dossier."""
    return list(dossier.cases.order_by("case_number"))
