"""The acts on a city's list: draw it up, take it back, send it; and the list as it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Purpose, Tier
from jiqun.programmes.asked import round_asked, round_tabs
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.forms import PostedList, posted_list, posted_moment
from jiqun.recommendations.models import RecommendationList
from jiqun.recommendations.papers import package_of, papers_of
from jiqun.recommendations.queries import lists_visible_to, rows_of
from jiqun.recommendations.services.listing import cancel_list, prepare_list
from jiqun.recommendations.services.sending import send_list
from jiqun.recommendations.views.list_sheet import list_context, verified_cases
from jiqun.recommendations.views.visit import for_city_offices
from jiqun.ui.parts import Tab
from jiqun.ui.posted import text_in


def purposes_of(call: Round) -> list[Purpose]:
    """What the round is for: declarations, re-evaluations, or both."""
    tracks = policy_of(call).tracks
    return [each for each in Purpose if any(track.purpose is each for track in tracks)]


def purpose_asked(request: SeatedRequest, call: Round) -> Purpose:
    """What the address names, or else the first that the round is for."""
    asked, offered = request.GET.get("purpose", ""), purposes_of(call)
    return Purpose(asked) if asked in offered else offered[0]


def list_address(call: Round, purpose: str) -> str:
    """The page of the list of one purpose in one round."""
    return f"{reverse('recommendations:list')}?round={call.code}&purpose={purpose}"


@for_city_offices
def list_page(request: SeatedRequest) -> HttpResponse:
    """Look at the list, or draw it up."""
    call = round_asked(request)
    purpose = purpose_asked(request, call)
    if request.method != "POST":
        return show(request, call, purpose, suggest="suggest" in request.GET)
    cases = verified_cases(request.seat, call, purpose)
    typed = posted_list(request.POST, cases)
    if unticked := typed.unticked(cases):
        return show(request, call, purpose, typed=typed, findings=unticked)
    try:
        names = prepare_list(call, purpose, typed.places(cases), by=request.seat, at=now(), seen=typed.seen)
    except Refused as refusal:
        return show(request, call, purpose, typed=typed, findings=refusal.findings)
    number = names.rows.values("declaration__dossier__cluster").distinct().count()
    follows = "待负责人签发报送" if call.sign_off else "核对无误后即可报送省级"
    messages.success(request, f"已拟定名单，共{number}项，{follows}{closed_up(names, typed)}")
    return redirect(list_address(call, purpose))


def closed_up(names: RecommendationList, typed: PostedList) -> str:
    """Which ranks were closed up, because gaps were typed; empty for none."""
    ranks = {row.declaration.dossier.cluster: row.rank for row in rows_of(names)}
    moved = [
        f"“{cluster.name}”由第{typed.ranks[cluster.pk]}位改为第{rank}位"
        for cluster, rank in ranks.items()
        if str(rank) != typed.ranks.get(cluster.pk, str(rank)).lstrip("0")
    ]
    return f"。推荐排序须连续，已按先后调整：{'、'.join(moved)}" if moved else ""


def show(
    request: SeatedRequest, call: Round, purpose: Purpose, *, findings: Sequence[Finding] = (), **given: Any
) -> HttpResponse:
    """The page of the list; ``letter_number`` and ``typed`` are what a refused act had been given."""
    letter_number = given.pop("letter_number", "")
    context = {
        **list_context(request.seat, call, purpose, **given),
        "tabs": [Tab(each.label, list_address(call, each), each is purpose) for each in purposes_of(call)],
        "round_tabs": round_tabs(request, call) if request.method == "GET" else [],
        "address": list_address(call, purpose),
        "cancel_address": f"{reverse('recommendations:list-cancel')}?round={call.code}&purpose={purpose}",
        "findings": findings,
        "letter_number": letter_number,
        "today": localdate(),
    }
    return render(request, "recommendations/list.html", context, status=422 if findings else 200)


@for_city_offices
@require_POST
def list_cancel(request: SeatedRequest) -> HttpResponse:
    """Take the open list back."""
    call = round_asked(request)
    purpose = purpose_asked(request, call)
    cancel_list(call, purpose, by=request.seat, at=now())
    messages.success(request, "名单已撤下，各事项仍为核查通过，可重新拟定")
    return redirect(list_address(call, purpose))


@for_city_offices
@require_POST
def list_send(request: SeatedRequest, key: int) -> HttpResponse:
    """Sign and send the list as it was seen."""
    names = get_object_or_404(lists_visible_to(request.seat), pk=key)
    number, seen = text_in(request.POST, "letter_number"), posted_moment(request.POST)
    if names.sent_at is not None:
        messages.info(request, f"该名单已由{names.sent_by}签发报送，无须重复办理")
        return redirect("recommendations:list-sent", key)
    try:
        send_list(names, letter_number=number, seen=seen, by=request.seat, at=now())
    except Refused as refusal:
        return show(request, names.round, Purpose(names.purpose), findings=refusal.findings, letter_number=number)
    messages.success(request, "名单已报送省级，下一步由省级形式审查；请按要求寄送纸质材料")
    return redirect("recommendations:list-sent", key)


@for_seats(tiers=[Tier.CITY, Tier.PROVINCE], roles=CASE_READERS)
def list_sent(request: SeatedRequest, key: int) -> HttpResponse:
    """A list with its documents: before it is sent a draft for the city, afterwards as it left."""
    names = get_object_or_404(lists_visible_to(request.seat), pk=key)
    rows = list(rows_of(names))
    context = {
        "names": names,
        "back": list_address(names.round, names.purpose) if request.seat.tier == Tier.CITY else "",
        "purpose": Purpose(names.purpose),
        "rows": rows,
        "package": package_of(names, rows),
        "papers": papers_of(names),
    }
    return render(request, "recommendations/list_sent.html", context)
