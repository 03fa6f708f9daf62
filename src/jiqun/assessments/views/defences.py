"""答辩: sessions with their order, when and where they sit, and what came of each case."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments.defence import (
    HOW_TO_DRAW_THE_ORDER,
    defence_sessions_for,
    defences_of,
    has_defence,
    how_drawn,
    to_defend,
)
from jiqun.assessments.forms import DefenceForm, DefenceSessionForm, WhenAndWhereForm
from jiqun.assessments.models import Defence, DefenceSession
from jiqun.assessments.services.defence_sessions import Sitting, arrange_defence, change_defence
from jiqun.assessments.services.defences import Result, record_defence
from jiqun.assessments.services.duty import PANEL_STAFF
from jiqun.core.findings import Finding, Refused
from jiqun.core.sampling import lot
from jiqun.core.vocabulary import Stage, Tier
from jiqun.declarations.queries import visible_to
from jiqun.programmes.asked import round_if_any, round_tabs
from jiqun.programmes.models import Round
from jiqun.ui.posted import keys_in
from jiqun.ui.refusals import into_form

PER_PAGE = 50


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def defences(request: SeatedRequest) -> HttpResponse:
    """All sessions, and how many cases wait for one."""
    call = round_if_any(request)
    waiting = to_defend(request.seat, call).count() if call else 0
    page = Paginator(defence_sessions_for(request.seat), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "round": call,
        "round_tabs": round_tabs(request, call),
        "waiting": waiting,
        "may_arrange": request.seat.role_term in PANEL_STAFF and has_defence(call),
        "has_defence": has_defence(call),
        "today": localdate(),
    }
    return render(request, "assessments/defences.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
def arrange(request: SeatedRequest) -> HttpResponse:
    """Arrange a session and draw its order."""
    call = round_if_any(request)
    if call is None or not has_defence(call):
        messages.info(request, "本批次未设答辩环节")
        return redirect("assessments:defences")
    form = DefenceSessionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return arrange_page(request, call, form)
    chosen = keys_in(request.POST.getlist("cases"))
    form.is_valid()  # what cannot be read counts as not stated, so that the service names everything at once
    cases = list(visible_to(request.seat).filter(pk__in=chosen))
    title = form.cleaned_data.get("title", "")
    try:
        made = arrange_defence(call, cases, sitting_in(form), title=title, by=request.seat, at=now())
    except Refused as refusal:
        rest = into_form(form, refusal.findings)
        return arrange_page(request, call, form, rest, chosen=chosen)
    messages.success(request, f"“{made.title}”已安排，{len(cases)}项的顺序已抽定，县、市可以看到各自的时间和地点")
    return redirect("assessments:defence-session", made.pk)


def sitting_in(form: WhenAndWhereForm) -> Sitting:
    """What was stated of day, time and place."""
    stated = form.cleaned_data
    return Sitting(stated.get("held_on"), stated.get("starts_at"), stated.get("minutes_each"), stated.get("place", ""))


def arrange_page(
    request: SeatedRequest,
    call: Round,
    form: DefenceSessionForm,
    findings: Sequence[Finding] = (),
    *,
    chosen: set[int] | None = None,
) -> HttpResponse:
    """The page of an arrangement; every waiting case is ticked on first sight."""
    cases = list(to_defend(request.seat, call))
    ticked = {case.pk for case in cases} if chosen is None else chosen
    context = {
        "round": call,
        "round_tabs": round_tabs(request, call),
        "form": form,
        "findings": findings,
        "cases": [(case, case.pk in ticked) for case in cases],
        "how": HOW_TO_DRAW_THE_ORDER,
    }
    status = 422 if form.errors or findings else 200
    return render(request, "assessments/defence_arrange.html", context, status=status)


def session_of(request: SeatedRequest, pk: int) -> DefenceSession:
    """The session, else 404."""
    found: DefenceSession = get_object_or_404(defence_sessions_for(request.seat), pk=pk)
    return found


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def session(request: SeatedRequest, pk: int) -> HttpResponse:
    """One session: the order with the times, what is recorded, and how to draw the order again."""
    shown = session_of(request, pk)
    turns = list(defences_of(shown))
    acts = request.seat.role_term in PANEL_STAFF
    context = {
        "session": shown,
        "turns": [(each, lot(shown.seed, each.declaration.case_number)) for each in turns],
        "how": how_drawn(shown),
        "may_change": acts and not any(each.recorded_at for each in turns),
        "may_record": acts and shown.held_on <= localdate(),
        "today": localdate(),
    }
    return render(request, "assessments/defence_session.html", context)


@for_seats(tiers=[Tier.PROVINCE], roles=PANEL_STAFF)
def change(request: SeatedRequest, pk: int) -> HttpResponse:
    """Move a session to another day, time or place."""
    shown = session_of(request, pk)
    known = {name: getattr(shown, name) for name in WhenAndWhereForm.base_fields}
    form = WhenAndWhereForm(request.POST if request.method == "POST" else None, initial=known)
    findings: list[Finding] = []
    if request.method == "POST":
        form.is_valid()
        try:
            change_defence(shown, sitting_in(form), by=request.seat, at=now())
        except Refused as refusal:
            findings = into_form(form, refusal.findings)
        else:
            messages.success(request, f"“{shown.title}”的时间和地点已更新，县、市看到的是新的安排；请另行通知参加单位")
            return redirect("assessments:defence-session", pk)
    context = {"session": shown, "form": form, "findings": findings}
    status = 422 if form.errors or findings else 200
    return render(request, "assessments/defence_change.html", context, status=status)


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def defence(request: SeatedRequest, pk: int, number: str) -> HttpResponse:
    """One case of a session: recorded by officer or secretary, read by all of the province's staff."""
    turn = get_object_or_404(defences_of(session_of(request, pk)), declaration__case_number=number)
    form = DefenceForm(request.POST if request.method == "POST" else None)
    findings: list[Finding] = []
    if request.method == "POST":
        form.is_valid()
        try:
            record_defence(turn, result_in(form), by=request.seat, at=now())
        except Refused as refusal:
            findings = into_form(form, refusal.findings)
            turn.refresh_from_db()
        else:
            name = turn.declaration.dossier.cluster.name
            messages.success(request, f"“{name}”答辩结果已登记，转入抽查抽取")
            return redirect("assessments:defence-session", pk)
    return defence_page(request, turn, form, findings)


def result_in(form: DefenceForm) -> Result:
    """What was stated of the result."""
    stated = form.cleaned_data
    came = {"yes": True, "no": False}.get(stated.get("attended", ""))
    return Result(came, stated.get("minutes"), stated.get("advice", ""), stated.get("opinion", ""))


def defence_page(request: SeatedRequest, turn: Defence, form: DefenceForm, findings: Sequence[Finding]) -> HttpResponse:
    """The page of one defence."""
    waits = turn.recorded_at is None and turn.declaration.stage == Stage.DEFENCE
    context = {
        "turn": turn,
        "form": form,
        "findings": findings,
        "may_record": waits and request.seat.role_term in PANEL_STAFF and turn.session.held_on <= localdate(),
        "waits": waits,
    }
    return render(request, "assessments/defence.html", context, status=422 if form.errors or findings else 200)
