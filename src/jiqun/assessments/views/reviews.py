"""What an expert sees: own tasks, the sealed dossier, and one sheet; nothing of other experts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.assessments.forms import posted_points, posted_remarks
from jiqun.assessments.models import Assignment, Scoresheet
from jiqun.assessments.queries import open_review_count, review_tasks
from jiqun.assessments.services import recusal
from jiqun.assessments.services.scoring import Filled, read_points, save_sheet, submit_sheet
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import ScoreItem, Scoring
from jiqun.core.scoring import sheet_total
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.reading import ReadView, read_view
from jiqun.declarations.selfcheck import assess_answers
from jiqun.programmes.queries import policy_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One item of the sheet as the page shows it."""

    item: ScoreItem
    points: str
    remark: str
    findings: list[Finding]


@for_seats(tiers=[Tier.PROVINCE], roles=[Role.EXPERT])
def reviews(request: SeatedRequest) -> HttpResponse:
    """My review tasks, those still owed first."""
    page = Paginator(review_tasks(request.seat), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "owed": open_review_count(request.seat)}
    return render(request, "assessments/reviews.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=[Role.EXPERT])
def review(request: SeatedRequest, pk: int) -> HttpResponse:
    """One case to score: the dossier as it was sealed, and my sheet."""
    task = get_object_or_404(review_tasks(request.seat), pk=pk)
    sheet: Scoresheet = task.sheet
    if request.method == "POST":
        return fill_in(request, task)
    return review_page(request, task, Filled(sheet.scores, sheet.remarks, sheet.opinion))


def fill_in(request: SeatedRequest, task: Assignment) -> HttpResponse:
    """Save or submit as the button says; the autosave of the page saves quietly."""
    scoring = policy_of(task.panel.round).scoring
    filled = Filled(
        posted_points(request.POST, scoring),
        posted_remarks(request.POST, scoring),
        request.POST.get("opinion", ""),
    )
    quietly = "X-Autosave" in request.headers
    submitting = request.POST.get("act") == "submit" and not quietly
    try:
        (submit_sheet if submitting else save_sheet)(task, filled, by=request.seat, at=now())
    except Refused as refusal:
        if quietly:
            return total_part(request, filled, scoring, status=422)
        fresh = get_object_or_404(review_tasks(request.seat), pk=task.pk)
        return review_page(request, fresh, filled, refusal.findings, status=422)
    if quietly:
        return total_part(request, filled, scoring)
    name = task.declaration.dossier.cluster.name
    if not submitting:
        messages.success(request, "评分表已保存，尚未提交")
        return redirect("assessments:review", task.pk)
    owed = open_review_count(request.seat)
    messages.success(
        request, f"“{name}”评分表已提交封存；" + (f"还有{owed}项待评审" if owed else "您的评审任务已全部完成")
    )
    return redirect("assessments:reviews")


def total_part(request: SeatedRequest, filled: Filled, scoring: Scoring, status: int = 200) -> HttpResponse:
    """The total alone, for the autosave."""
    return render(request, "assessments/_total.html", totals(filled, scoring), status=status)


def totals(filled: Filled, scoring: Scoring) -> dict[str, object]:
    """What the sheet adds up to so far, how many items are scored, and the points of a full sheet."""
    points, _ = read_points(filled, scoring)
    full = sum((item.points for item in scoring.items), Decimal(0))
    return {"total": sheet_total(points), "scored": len(points), "items": len(scoring.items), "full": full}


def review_page(
    request: SeatedRequest,
    task: Assignment,
    filled: Filled,
    findings: Sequence[Finding] = (),
    *,
    recusal_error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one task."""
    scoring = policy_of(task.panel.round).scoring
    lines = [
        SheetLine(
            item,
            filled.points.get(item.id, ""),
            filled.remarks.get(item.id, ""),
            [finding for finding in findings if finding.field == item.id],
        )
        for item in scoring.items
    ]
    context = {
        "task": task,
        "case": task.declaration,
        "view": dossier_of(task),
        "lines": lines,
        "opinion": filled.opinion,
        "findings": findings,
        "recusal_error": recusal_error,
        "may_score": task.sheet.submitted_at is None and task.panel.closed_at is None,
        **totals(filled, scoring),
    }
    return render(request, "assessments/review.html", context, status=status)


def dossier_of(task: Assignment) -> ReadView | None:
    """What was sealed at the last submission, with the self-check; its files are served through the task."""
    case = task.declaration
    submission = latest_submission(case)
    if submission is None:
        return None
    return read_view(
        policy_of(case.round),
        case.track,
        submission.answers,
        submission.evidence,
        assess_answers(case, submission.answers),
        link=lambda evidence: reverse("assessments:review-evidence", args=[task.pk, evidence]),
    )


@for_seats(tiers=[Tier.PROVINCE], roles=[Role.EXPERT])
@require_POST
def recuse(request: SeatedRequest, pk: int) -> HttpResponse:
    """Declare a conflict of interest and step back."""
    task = get_object_or_404(review_tasks(request.seat), pk=pk)
    try:
        recusal.recuse(task, reason=request.POST.get("reason", ""), by=request.seat, at=now())
    except Refused as refusal:
        sheet: Scoresheet = task.sheet
        kept = Filled(sheet.scores, sheet.remarks, sheet.opinion)
        return review_page(request, task, kept, recusal_error=str(refusal), status=422)
    messages.success(request, f"已回避“{task.declaration.dossier.cluster.name}”的评审，系统将另行安排专家")
    return redirect("assessments:reviews")
