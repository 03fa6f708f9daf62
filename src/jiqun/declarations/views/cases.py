"""The list of declarations, and how a new one starts."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.accounts.queries import recommenders_of
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Event, Role, Stage, Tier
from jiqun.declarations import wayfinding
from jiqun.declarations.forms.opening import NAMES, NewDeclarationForm
from jiqun.declarations.models import Cluster, Declaration
from jiqun.declarations.queries import dossier_subject, dossiers_of, readable_answers, visible_to
from jiqun.declarations.reading import read_view
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.services.opening import open_declarations
from jiqun.declarations.services.window import window_findings
from jiqun.evidence.queries import evidence_list
from jiqun.programmes.asked import round_if_any, round_tabs
from jiqun.programmes.queries import policy_of
from jiqun.ui.refusals import into_form

PER_PAGE = 50


@for_seats(roles=CASE_READERS)
def cases(request: SeatedRequest) -> HttpResponse:
    """The dossiers the seat may see, each with its cases, what comes next and what may be done."""
    wanted = request.GET.get("q", "").strip()
    page = Paginator(dossiers_of(request.seat, wanted=wanted), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (dossier, [line(case, request.seat) for case in dossier.shown_cases])  # type: ignore[attr-defined]
        for dossier in page
    ]
    call = round_if_any(request)
    context = {
        "page": page,
        "rows": rows,
        "wanted": wanted,
        "call": call,
        "round_tabs": round_tabs(request, call),
        "may_open": may_open(request.seat),
        "closed": window_findings(call, timezone.now()) if call else [],
        "today": timezone.localdate(),
    }
    return render(request, "declarations/cases.html", context)


def line(case: Declaration, seat: Seat) -> dict[str, object]:
    """One case in the list."""
    return {
        "case": case,
        "track": wayfinding.track_name(case),
        "next": wayfinding.what_next(case),
        "due": wayfinding.due(case),
        "acts": wayfinding.acts(case, seat),
    }


def may_open(seat: Seat) -> bool:
    """Whether the seat starts declarations."""
    return seat.tier == Tier.COUNTY and seat.role_term == Role.HANDLER


@for_seats(tiers=(Tier.COUNTY,), roles=(Role.HANDLER,))
def new(request: SeatedRequest) -> HttpResponse:
    """Start a declaration of one cluster on one or both levels."""
    call = round_if_any(request)
    if call is None:
        return render(request, "declarations/no_round.html")
    at = timezone.now()
    clusters = Cluster.objects.filter(county=request.seat.authority).order_by("name")
    form = NewDeclarationForm(policy_of(call), clusters, recommenders_of(request.seat.authority), request.POST or None)
    findings = window_findings(call, at)
    if form.is_valid():
        facts = {name: form.cleaned_data.get(name, "") for name in NAMES}
        recommender = form.cleaned_data.get("recommender")
        try:
            opened = open_declarations(
                call, **facts, tracks=form.chosen_tracks, recommender=recommender, by=request.seat, at=at
            )
        except Refused as refusal:
            findings = into_form(form, refusal.findings)
        else:
            names = "、".join(wayfinding.track_name(case) for case in opened)
            closes = f"{call.closes_on.month}月{call.closes_on.day}日"
            messages.success(request, f"已建立“{facts['name']}”{names}申报，请逐页填报，{closes}前报送")
            return redirect("declarations:form", opened[0].case_number)
    context = {
        "form": form,
        "findings": findings,
        "call": call,
        "round_tabs": round_tabs(request, call),
        "today": timezone.localdate(),
    }
    return render(request, "declarations/new.html", context, status=422 if form.is_bound else 200)


def unsubmitted_twins(case: Declaration, seat: Seat) -> list[tuple[Declaration, str]]:
    """The same cluster's cases at the other level that this seat has still to submit, with the name of their track."""
    if case.stage == Stage.DRAFT:
        return []
    twins = case.dossier.cases.filter(stage=Stage.DRAFT)
    return [(each, wayfinding.track_name(each)) for each in twins if wayfinding.may(each, seat, Event.SUBMIT)]


@for_seats(roles=CASE_READERS)
def reading(request: SeatedRequest, case_number: str) -> HttpResponse:
    """The declaration as it may be read: the county's draft, for everybody else what was submitted last."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    answers, submission = readable_answers(case, request.seat)
    evidence = submission.evidence if submission else evidence_list(dossier_subject(case.dossier_id))
    view = read_view(policy_of(case.round), case.track, answers, evidence, assess_answers(case, answers))
    context = {
        "case": case,
        "view": view,
        "check": replace(view.check, url=reverse("declarations:explained", args=[case_number])) if view.check else None,
        "submission": submission,
        "track": wayfinding.track_name(case),
        "next": wayfinding.what_next(case),
        "due": wayfinding.due(case),
        "acts": wayfinding.acts(case, request.seat),
        "may_void": case.first_submitted_at is None and wayfinding.may(case, request.seat, Event.VOID),
        "may_withdraw": wayfinding.may(case, request.seat, Event.WITHDRAW)
        and not window_findings(case.round, timezone.now()),
        "may_submit": wayfinding.may(case, request.seat, Event.SUBMIT),
        "others": unsubmitted_twins(case, request.seat),
        "today": timezone.localdate(),
    }
    return render(request, "declarations/reading.html", context)
