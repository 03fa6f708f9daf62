"""The formal check: inbox by tab, and one case line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments.forms import posted_lines
from jiqun.assessments.models import FormalCheck
from jiqun.assessments.queries import FORMAL_CHECK_TABS, check_items, formal_check_cases, formal_check_counts
from jiqun.assessments.services.formal_check import CHANGED, Lines, admit, refuse, save_check
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import CheckItem
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission, visible_to
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import town_words
from jiqun.recommendations.models import Recommendation
from jiqun.ui.parts import Tab
from jiqun.ui.posted import key_in
from jiqun.ui.wording import chinese_date, chinese_moment

PER_PAGE = 50
TAB_LABELS = {"pending": "待审查", "admitted": "已受理", "refused": "不予受理"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check as the page shows it."""

    item: CheckItem
    ok: str
    remark: str
    finding: Finding | None = None


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def formal_checks(request: SeatedRequest) -> HttpResponse:
    """The inbox of the formal check."""
    tab = request.GET.get("tab", "pending")
    tab = tab if tab in FORMAL_CHECK_TABS else "pending"
    counts = formal_check_counts(request.seat)
    tabs = [Tab(TAB_LABELS[code], f"?tab={code}", code == tab, str(counts[code])) for code in FORMAL_CHECK_TABS]
    page = Paginator(formal_check_cases(request.seat, tab), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/formal_checks.html", {"tab": tab, "tabs": tabs, "page": page})


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def formal_check(request: SeatedRequest, number: str) -> HttpResponse:
    """One case: read by all of the province's staff, decided by the officer."""
    case = get_object_or_404(visible_to(request.seat).select_related("formal_check"), case_number=number)
    check: FormalCheck | None = getattr(case, "formal_check", None)
    if check is None and case.stage != Stage.RECOMMENDED:
        return not_reached(request, case)
    if request.method == "POST":
        return decide(request, case)
    lines, reason = (check.lines, check.reason) if check else ({}, "")
    return check_page(request, case, lines, (), version=newest(case), reason=reason)


def decide(request: SeatedRequest, case: Declaration) -> HttpResponse:
    """Save, admit or refuse as the button says; a refusal of the act keeps what was typed."""
    lines, reason = posted_lines(request.POST, check_items(case)), request.POST.get("reason", "")
    seen = key_in(request.POST.get("version", ""))
    name, act = case.dossier.cluster.name, request.POST.get("act")
    try:
        if act == "admit":
            admit(case, lines, seen=seen, by=request.seat, at=now())
            messages.success(request, f"“{name}”已受理，下一步组织专家评审")
        elif act == "refuse":
            refuse(case, lines, reason=reason, seen=seen, by=request.seat, at=now())
            messages.success(request, f"“{name}”不予受理，理由已记入办理记录，推荐单位和申报主体可以看到")
        else:
            save_check(case, lines, seen=seen, by=request.seat, at=now())
            messages.success(request, "审查记录已保存，可稍后继续")
    except Refused as refusal:
        case.refresh_from_db()
        version = newest(case) if CHANGED in refusal.findings else seen
        refusing, found = act == "refuse", refusal.findings
        return check_page(request, case, lines, found, version=version, reason=reason, refusing=refusing, status=422)
    if act in ("admit", "refuse"):
        return redirect("assessments:formal-checks")
    return redirect("assessments:formal-check", case.case_number)


def newest(case: Declaration) -> int:
    """The revision of the check as it stands: who was told of a colleague's change may save over it."""
    check = FormalCheck.objects.filter(declaration=case).first()
    return check.revision if check else 0


def check_page(
    request: SeatedRequest,
    case: Declaration,
    lines: Lines,
    findings: tuple[Finding, ...],
    *,
    version: int,
    reason: str,
    refusing: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of one check."""
    by_line = {finding.field: finding for finding in findings}
    shown = [
        Line(item, line.get("ok", ""), line.get("remark", ""), by_line.get(item.id))
        for item in check_items(case)
        for line in [lines.get(item.id, {})]
    ]
    context: dict[str, Any] = {
        "case": case,
        "check": FormalCheck.objects.filter(declaration=case).first(),
        "lines": shown,
        "version": version,
        "findings": findings,
        "reason": reason,
        "refusing": refusing,
        "facts": facts_of(case),
        "answered": sum(1 for line in shown if line.ok),
        "may_decide": case.stage == Stage.RECOMMENDED and request.seat.role_term == Role.PROVINCIAL_OFFICER,
    }
    return render(request, "assessments/formal_check.html", context, status=status)


def facts_of(case: Declaration) -> list[tuple[str, str]]:
    """What the records say of the recommendation, beside the lines to be checked."""
    recommendation: Recommendation | None = (
        Recommendation.objects.filter(declaration=case).select_related("list").first()
    )
    visit = case.visits.filter(concluded_at__isnull=False).order_by("-concluded_at").first()
    submission = latest_submission(case)
    facts = [
        *([("细分领域", case.dossier.cluster.niche)] if case.dossier.cluster.niche else []),
        ("推荐单位", case.city.name),
        ("申报主体", case.county.name),
        ("类别", f"{case.level_term.label}{case.purpose_term.label}"),
    ]
    if recommendation is not None:
        facts += [
            ("推荐排序", f"第{recommendation.rank}位"),
            ("推荐文件", recommendation.list.letter_number or "未填文号"),
            ("报送省级时间", chinese_moment(recommendation.list.sent_at)),
        ]
    facts.append(("市级现场核查", f"{chinese_date(visit.visited_on)}完成" if visit else "无记录"))
    if submission is not None:
        facts.append(("县级报送", f"第{submission.number}次，{chinese_moment(submission.submitted_at)}"))
        facts.append(("佐证材料", f"{len(submission.evidence)}个文件"))
        if town := town_words(policy_of(case.round), case.county.code, submission.answers):
            facts.append(("重点专业镇", town))
    return facts


def not_reached(request: HttpRequest, case: Declaration) -> HttpResponse:
    """A case that has not come to the province yet has nothing to check."""
    messages.info(request, f"“{case.dossier.cluster.name}”现为“{case.stage_words}”，尚无形式审查记录")
    return redirect("assessments:formal-checks")
