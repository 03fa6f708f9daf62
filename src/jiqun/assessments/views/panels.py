"""Panels: the list, convening one, its progress while sealed, and its order of merit afterwards."""

from __future__ import annotations

from dataclasses import replace as replace_in
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments.defence import has_defence
from jiqun.assessments.forms import PanelForm
from jiqun.assessments.models import Panel
from jiqun.assessments.papers import expert_seed_source
from jiqun.assessments.progress import by_case, by_expert, orders_of_merit, sheet_columns
from jiqun.assessments.queries import (
    assignments_of,
    expert_seats,
    opened_sheets,
    panels_for,
    results_of,
    taking_part,
    to_convene,
    vacancies,
)
from jiqun.assessments.services.closing import close_panel
from jiqun.assessments.services.panels import Call, convene_panel
from jiqun.assessments.services.recusal import add_experts, recuse
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Purpose, Role, Tier
from jiqun.declarations.queries import visible_to
from jiqun.programmes.asked import round_if_any, round_tabs
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.ui.parts import Tab
from jiqun.ui.posted import key_in, keys_in
from jiqun.ui.refusals import into_form

PER_PAGE = 50
PANEL_STAFF = frozenset({Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY})


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def panels(request: SeatedRequest) -> HttpResponse:
    """All panels, open ones first."""
    page = Paginator(panels_for(request.seat), PER_PAGE).get_page(request.GET.get("page"))
    call = round_if_any(request)
    waiting = [(each, to_convene(request.seat, call, each).count()) for each in Purpose] if call else []
    context = {
        "page": page,
        "round": call,
        "round_tabs": round_tabs(request, call),
        "waiting": waiting,
        "may_convene": request.seat.role_term in PANEL_STAFF,
    }
    return render(request, "assessments/panels.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
def convene(request: SeatedRequest) -> HttpResponse:
    """Choose cases and experts, and draw."""
    call = round_if_any(request)
    if call is None:
        messages.info(request, "尚未开启批次，暂无可评审的事项")
        return redirect("assessments:panels")
    wanted = request.POST.get("purpose") or request.GET.get("purpose")
    purpose = next((each for each in Purpose if each == wanted), Purpose.DECLARATION)
    form = PanelForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return convene_page(request, call, purpose, form, ())
    chosen = keys_in(request.POST.getlist("cases")), keys_in(request.POST.getlist("experts"))
    cases = list(visible_to(request.seat).filter(pk__in=chosen[0]))
    seats = list(expert_seats().filter(pk__in=chosen[1]))
    form.is_valid()  # what cannot be read counts as not stated, so that the service names everything at once
    about = Call(form.cleaned_data.get("title", ""), purpose)
    try:
        made = convene_panel(call, about, cases, seats, by=request.seat, at=now())
    except Refused as refusal:
        rest = into_form(form, refusal.findings)
        return convene_page(request, call, purpose, form, rest, chosen=chosen, status=422)
    messages.success(request, f"“{made.title}”已组建，评审任务已分给专家；全部评分表提交后可结束评审")
    return redirect("assessments:panel", made.pk)


def convene_page(
    request: SeatedRequest,
    call: Round,
    purpose: Purpose,
    form: PanelForm,
    findings: Any,
    *,
    chosen: tuple[set[int], set[int]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page for convening; everything is ticked on first sight."""
    policy = policy_of(call)
    cases, seats = list(to_convene(request.seat, call, purpose)), list(expert_seats())
    ticked = chosen or ({case.pk for case in cases}, {seat.pk for seat in seats})
    context = {
        "round": call,
        "round_tabs": round_tabs(request, call),
        "purpose": purpose,
        "purposes": [Tab(each.label, f"?round={call.code}&purpose={each}", each == purpose) for each in Purpose],
        "form": form,
        "findings": findings,
        "cases": [(case, case.pk in ticked[0]) for case in cases],
        "experts": [(seat, seat.pk in ticked[1]) for seat in seats],
        "per_case": policy.scoring.experts_per_case.entry_on(policy.day),
    }
    return render(request, "assessments/convene.html", context, status=status)


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def panel(request: SeatedRequest, pk: int) -> HttpResponse:
    """One panel: who has still to submit while it is open, the order of merit once it is closed."""
    return panel_page(request, get_object_or_404(panels_for(request.seat), pk=pk))


def panel_page(
    request: SeatedRequest, shown: Panel, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page of a panel."""
    tasks = list(assignments_of(shown).filter(taking_part()))
    open_places = [] if shown.closed_at else list(vacancies(shown))
    there = set(shown.experts.values_list("pk", flat=True)) if open_places else set()
    policy = policy_of(shown.round)
    context = {
        "panel": shown,
        "seed_source": expert_seed_source(shown),
        "findings": [led_to(finding, bool(open_places)) for finding in findings],
        "experts": by_expert(tasks),
        "cases": by_case(tasks),
        "recused": assignments_of(shown).filter(recused_at__isnull=False),
        "vacancies": open_places,
        "more_experts": [seat for seat in expert_seats() if seat.pk not in there] if open_places else [],
        "orders": orders_of_merit(policy, results_of(shown)) if shown.closed_at else [],
        "drops": policy.scoring.drop_extremes.entry_on(policy.day),
        "towns": policy.towns_first.entry_on(policy.day),
        "may_act": request.seat.role_term in PANEL_STAFF and shown.closed_at is None,
        "follows": follows(shown),
        "may_issue": request.seat.role_term in PROVINCE_STAFF,
    }
    return render(request, "assessments/panel.html", context, status=status)


def led_to(finding: Finding, has_choice: bool) -> Finding:
    """The finding, leading only to what the page has: the choice of more experts while places are open."""
    return finding if finding.field == "experts" and has_choice else replace_in(finding, field="")


def follows(panel: Panel) -> str:
    """What the province does next with the cases of a panel that has closed."""
    return "安排答辩" if has_defence(panel.round) else "公告实地抽查抽取"


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def sheets(request: SeatedRequest, pk: int, number: str) -> HttpResponse:
    """The sheets on one case, beside one another; sealed until the review has closed."""
    shown = get_object_or_404(panels_for(request.seat), pk=pk)
    cases = visible_to(request.seat).filter(assignments__panel=shown).distinct()
    case = get_object_or_404(cases, case_number=number)
    opened = list(opened_sheets(shown, case))
    columns = sheet_columns(policy_of(shown.round).scoring, opened)
    result = results_of(shown).filter(declaration=case).first()
    context = {"panel": shown, "case": case, "sheets": opened, "lines": columns, "result": result}
    return render(request, "assessments/sheets.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
@require_POST
def close(request: SeatedRequest, pk: int) -> HttpResponse:
    """End the review."""
    shown = get_object_or_404(panels_for(request.seat), pk=pk)
    try:
        close_panel(shown, by=request.seat, at=now())
    except Refused as refusal:
        return panel_page(request, shown, refusal.findings, status=422)
    messages.success(request, f"“{shown.title}”评审已结束，评分表已启封；下一步{follows(shown)}")
    return redirect("assessments:panel", pk)


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
@require_POST
def add(request: SeatedRequest, pk: int) -> HttpResponse:
    """Add experts to the pool of a panel that has open places."""
    shown = get_object_or_404(panels_for(request.seat), pk=pk)
    seats = list(expert_seats().filter(pk__in=keys_in(request.POST.getlist("experts"))))
    try:
        filled = add_experts(shown, seats, by=request.seat, at=now())
    except Refused as refusal:
        return panel_page(request, shown, refusal.findings, status=422)
    messages.success(request, f"已补充{len(seats)}名专家，递补{len(filled)}个空缺")
    return redirect("assessments:panel", pk)


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
@require_POST
def replace(request: SeatedRequest, pk: int) -> HttpResponse:
    """Take an expert who cannot be reached off a case."""
    shown = get_object_or_404(panels_for(request.seat), pk=pk)
    task = get_object_or_404(shown.assignments, pk=key_in(request.POST.get("task", "")))
    try:
        stepping_in = recuse(task, reason=request.POST.get("reason", ""), by=request.seat, at=now())
    except Refused as refusal:
        return panel_page(request, shown, refusal.findings, status=422)
    if stepping_in is None:
        messages.warning(request, "已更换，但没有可递补的专家；请补充专家后由系统递补")
    else:
        messages.success(request, f"已由{stepping_in.expert.person.name}递补")
    return redirect("assessments:panel", pk)
