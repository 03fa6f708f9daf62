"""The on-site verification of one case: what was declared on the left, what was found beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import OFFICES, SeatedRequest, for_seats
from jiqun.core.addresses import key_of
from jiqun.core.assessment import Assessment
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.core.wording import wording_of
from jiqun.declarations.models import Declaration, FieldRemark, Submission
from jiqun.declarations.queries import latest_submission, visible_to
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.submitted import NOTHING, Proof, read_submission
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.conformity import LINE_OPEN, Line, line_address
from jiqun.recommendations.forms import (
    LineInputs,
    VisitForm,
    kept_lines,
    line_inputs,
    posted_lines,
    report_of,
)
from jiqun.recommendations.models import Conformity, SiteVisit
from jiqun.recommendations.queries import PHOTO, visit_of, visit_subject
from jiqun.recommendations.services.visiting import CHANGED, attach_photo, conclude_visit, remove_photo, save_visit
from jiqun.recommendations.views.inbox import inbox_of
from jiqun.ui.parts import FileLine
from jiqun.ui.posted import key_in
from jiqun.ui.wording import chinese_date

DECIDABLE = (Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED)
"""Where the city may still end a case."""

for_city_offices = for_seats(tiers=[Tier.CITY], roles=OFFICES)


def case_of(request: SeatedRequest, number: str) -> Declaration:
    """The case of that number in the seat's territory, else 404."""
    return get_object_or_404(visible_to(request.seat), case_number=number)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is looked at: a case, what it submitted last, and what the criteria say of that."""

    case: Declaration
    submission: Submission
    assessment: Assessment


@for_city_offices
def visit_page(request: SeatedRequest, number: str) -> HttpResponse:
    """Read or write one visit."""
    case = case_of(request, number)
    submission = latest_submission(case)
    if submission is None:
        raise Http404
    submission.declaration = case
    matter = Matter(case, submission, assess_answers(case, submission.answers))
    if request.method == "POST":
        return write(request, matter)
    visit = visit_of(case)
    return page(request, matter, VisitForm.of(visit), kept_lines(visit), version=newest(case))


def write(request: SeatedRequest, matter: Matter) -> HttpResponse:
    """Save the draft, or conclude; a refusal shows everything as it was typed."""
    lines = posted_lines(request.POST, matter.assessment.results)
    form, seen = VisitForm.of(None, request.POST), key_in(request.POST.get("version", ""))
    quietly = "X-Autosave" in request.headers
    if not form.is_valid():
        return page(request, matter, form, lines, version=seen, status=422)
    report = report_of(form, lines)
    try:
        if request.POST.get("act") == "conclude":
            conclude_visit(matter.case, report, seen=seen, by=request.seat, at=now())
        else:
            kept = save_visit(matter.case, report, seen=seen, by=request.seat, at=now())
            if quietly:
                return HttpResponse(headers={"X-Version": str(kept.revision)})
    except Refused as refusal:
        if quietly:
            return HttpResponse(status=409)
        matter.case.refresh_from_db(fields=["stage"])
        version = newest(matter.case) if CHANGED in refusal.findings else seen
        return page(request, matter, form, lines, version=version, findings=refusal.findings, status=422)
    return done(request, matter.case)


def newest(case: Declaration) -> int:
    """The revision of the visit as it stands: who was told of a colleague's change may save over it."""
    visit = visit_of(case)
    return visit.revision if visit else 0


def done(request: SeatedRequest, case: Declaration) -> HttpResponse:
    """Say what holds now and what comes next."""
    if request.POST.get("act") != "conclude":
        messages.success(request, "核查记录已保存，可稍后继续填写")
        return redirect("recommendations:visit", case.case_number)
    closes = case.round.closes_on
    case.refresh_from_db(fields=["stage"])
    follows = "由其他人员抽查，抽查符合后" if case.stage == Stage.CITY_CHECK else ""
    message = f"“{case.dossier.cluster.name}”已核查通过，请在{closes.month}月{closes.day}日前{follows}列入推荐名单"
    messages.success(request, message)
    return redirect(inbox_of(case.round))


def page(
    request: SeatedRequest,
    matter: Matter,
    form: VisitForm,
    lines: Mapping[str, Line],
    *,
    version: int,
    findings: Sequence[Finding] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of one visit."""
    case, visit = matter.case, visit_of(matter.case)
    waits, writes = case.stage == Stage.SUBMITTED, request.seat.role_term == Role.HANDLER
    sections = read_submission(matter.submission)
    inputs = line_inputs(matter.assessment.results, lines, proofs_by_question(matter.submission))
    context: dict[str, Any] = {
        "case": case,
        "submission": matter.submission,
        "sections": sections,
        "demands": answered_demands(case),
        "aspects": by_aspect(matter.assessment, inputs),
        "answered": sum(1 for each in inputs if each.line.conformity and each.result.applies),
        "total": sum(1 for each in inputs if each.result.applies),
        "form": form,
        "visit": visit,
        "version": version,
        "facts": visit_facts(visit),
        "photos": photo_lines(case, visit, removable=waits and writes),
        "conformities": Conformity.choices(),
        **told_apart(matter.assessment, findings),
        "today": localdate(),
        "writable": waits and writes,
        "decidable": case.stage in DECIDABLE,
        "returnable": waits,
    }
    return render(request, "recommendations/visit.html", context, status=status)


def told_apart(assessment: Assessment, findings: Sequence[Finding]) -> dict[str, Any]:
    """What was refused: lines nobody has looked at yet together, by their conditions; the rest one by one."""
    labels = {line_address(each.criterion.id): each.criterion.label for each in assessment.results}
    unopened = [each.field for each in findings if each.code == LINE_OPEN]
    return {
        "wrong_count": len(findings),
        "unopened": [(labels[field], field) for field in unopened],
        "findings": [each for each in findings if each.code != LINE_OPEN],
        "refused": bool(findings),
    }


def answered_demands(case: Declaration) -> list[tuple[str, FieldRemark]]:
    """What was asked to be corrected before, with what the county says to it."""
    wording = wording_of(policy_of(case.round).form)
    return [(wording.label(each.address), each) for each in case.remarks.filter(answered=True)]


def visit_facts(visit: SiteVisit | None) -> list[tuple[str, str]]:
    """The visit as it is read."""
    if visit is None:
        return [("核查情况", "尚未填写")]
    return [
        ("核查日期", chinese_date(visit.visited_on)),
        ("核查地点", visit.place or NOTHING),
        ("参加人员", visit.participants or NOTHING),
        ("核查结论", visit.conclusion or NOTHING),
        ("核查人", visit.concluded_by or NOTHING),
    ]


def proofs_by_question(submission: Submission) -> dict[str, list[Proof]]:
    """The sealed files by the key of the field they prove."""
    proofs: dict[str, list[Proof]] = {}
    for number, each in enumerate(submission.evidence):
        proofs.setdefault(key_of(str(each["address"])), []).append(
            Proof(number, str(each["name"]), int(each["size"]), "")
        )
    return proofs


def by_aspect(assessment: Assessment, inputs: Sequence[LineInputs]) -> list[tuple[str, list[LineInputs]]]:
    """The lines by aspect, in the order of the criteria."""
    groups = []
    for aspect in assessment.aspects:
        mine = [each for each in inputs if each.result.aspect_id == aspect.aspect.id]
        if mine:
            groups.append((aspect.aspect.label, mine))
    return groups


def photo_lines(case: Declaration, visit: SiteVisit | None, *, removable: bool) -> list[FileLine]:
    """The photos of the visit."""
    if visit is None:
        return []
    number = case.case_number
    return [
        FileLine(
            piece.name,
            reverse("recommendations:photo", args=[number, piece.pk]),
            piece.stored.size,
            piece.uploaded_at,
            piece.uploaded_by,
            remove_url=reverse("recommendations:photo-remove", args=[number, piece.pk]) if removable else "",
        )
        for piece in evidence_for(visit_subject(visit))
        if piece.address == PHOTO
    ]


@for_city_offices
@require_POST
def photo_add(request: SeatedRequest, number: str) -> HttpResponse:
    """Take in photos; those that cannot be taken are named, the others stay."""
    case, taken = case_of(request, number), 0
    for upload in request.FILES.getlist("photo"):
        try:
            attach_photo(case, upload, by=request.seat, at=now())
            taken += 1
        except Refused as refusal:
            messages.error(request, str(refusal))
    if taken:
        messages.success(request, f"已上传{taken}个文件，将附在符合性说明之后")
    elif not request.FILES:
        messages.error(request, "请先选择照片或文件")
    return redirect("recommendations:visit", number)


@for_city_offices
@require_POST
def photo_remove(request: SeatedRequest, number: str, key: int) -> HttpResponse:
    """Take a photo off."""
    case = case_of(request, number)
    visit = visit_of(case)
    subject = visit_subject(visit) if visit else ""
    piece = get_object_or_404(Evidence, pk=key, subject=subject, removed_at=None)
    try:
        remove_photo(case, piece, by=request.seat, at=now())
        messages.success(request, f"已移除“{piece.name}”")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("recommendations:visit", number)
