"""Draws for the spot check: announced first, carried out with a seed from outside."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments.forms import DrawForm, SeedForm
from jiqun.assessments.models import SpotCheckDraw
from jiqun.assessments.papers import how_to_draw_cases
from jiqun.assessments.queries import draw_lots, public_draws, to_draw
from jiqun.assessments.services.draws import announce_draw, perform_draw, size_for
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.queries import visible_to
from jiqun.programmes.asked import round_if_any, round_tabs
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.ui.posted import keys_in
from jiqun.ui.refusals import into_form

OFFICER = frozenset({Role.PROVINCIAL_OFFICER})


@for_seats(tiers=[Tier.PROVINCE], roles=OFFICER)
def announce(request: SeatedRequest) -> HttpResponse:
    """Fix the candidates and where the seed will come from."""
    call = round_if_any(request)
    if call is None:
        messages.info(request, "尚未开启批次，暂无可抽取的事项")
        return redirect("assessments:spot-checks")
    form = DrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return announce_page(request, call, form)
    chosen = keys_in(request.POST.getlist("cases"))
    form.is_valid()  # what cannot be read counts as not stated, so that the service names everything at once
    said = form.cleaned_data
    stated = {"title": said.get("title", ""), "seed_source": said.get("seed_source", "")}
    cases = list(visible_to(request.seat).filter(pk__in=chosen))
    try:
        made = announce_draw(call, cases, **stated, seed_known_at=said.get("seed_known_at"), by=request.seat, at=now())
    except Refused as refusal:
        rest = into_form(form, refusal.findings)
        return announce_page(request, call, form, rest, chosen=chosen, status=422)
    messages.success(
        request, f"“{made.title}”已公告：候选{len(made.candidates)}个，抽取{made.size}个；种子产生后办理抽取"
    )
    return redirect("assessments:draw", made.pk)


def announce_page(
    request: SeatedRequest,
    call: Round,
    form: DrawForm,
    findings: Sequence[Finding] = (),
    *,
    chosen: set[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an announcement; every reviewed case is ticked on first sight."""
    cases = list(to_draw(request.seat, call))
    ticked = {case.pk for case in cases} if chosen is None else chosen
    policy = policy_of(call)
    context = {
        "round": call,
        "round_tabs": round_tabs(request, call),
        "form": form,
        "findings": findings,
        "cases": [(case, case.pk in ticked) for case in cases],
        "share": policy.spot_check.share_percent.entry_on(policy.day),
        "at_least": policy.spot_check.at_least.entry_on(policy.day),
        "size": size_for(call, len(cases)),
    }
    return render(request, "assessments/announce.html", context, status=status)


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def draw(request: SeatedRequest, pk: int) -> HttpResponse:
    """One draw: its candidates, then its seed and lots, and how to draw it again."""
    shown = get_object_or_404(public_draws(), pk=pk)
    form = SeedForm(request.POST if request.method == "POST" else None)
    findings: list[Finding] = []
    if request.method == "POST":
        form.is_valid()
        try:
            perform_draw(shown, seed=form.cleaned_data.get("seed", ""), by=request.seat, at=now())
        except Refused as refusal:
            findings = into_form(form, refusal.findings)
        else:
            messages.success(request, f"抽取完成，抽中{shown.checks.count()}项，可安排实地抽查；其余转入会议研究")
            return redirect("assessments:draw", pk)
    return draw_page(request, shown, form, findings)


def draw_page(request: SeatedRequest, shown: SpotCheckDraw, form: SeedForm, findings: list[Finding]) -> HttpResponse:
    """The page of a draw."""
    lots = draw_lots(shown)
    waits = shown.drawn_at is None and shown.seed_known_at is not None and now() < shown.seed_known_at
    context = {
        "draw": shown,
        "form": form,
        "findings": findings,
        "lots": lots,
        "how": how_to_draw_cases(shown.round),
        "example": lots[0] if lots else None,
        "waits": waits,
        "may_draw": shown.drawn_at is None and not waits and request.seat.role_term in OFFICER,
    }
    return render(request, "assessments/draw.html", context, status=422 if form.errors or findings else 200)
