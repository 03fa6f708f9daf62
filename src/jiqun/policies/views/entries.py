"""Entries of a list of a draft: added, copied, moved up and down, deleted after a look at who uses them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.policies.editing.addresses import Spot, item_at
from jiqun.policies.editing.keys import key_of_item
from jiqun.policies.editing.making import blank_item, can_be_named, copy_of
from jiqun.policies.editing.shapes import item_of
from jiqun.policies.editing.traces import trace, unchanged_since
from jiqun.policies.editing.uses import users_of
from jiqun.policies.models import Draft
from jiqun.policies.services.writing import add_item, move_item, remove_item, save_part
from jiqun.policies.views.audience import draft_or_404, for_writers
from jiqun.policies.views.parts import Said, show, spot_or_404
from jiqun.ui.posted import key_in


@require_POST
@for_writers
def add(request: SeatedRequest, pk: int, address: str) -> HttpResponse:
    """Add an entry at the end of a list and open its page."""
    draft = draft_or_404(pk)
    spot = _list_or_404(draft, address)
    label = request.POST.get("label", "").strip()
    if can_be_named(spot) and not label:
        return show(request, draft, spot, None, Said([Finding("policies.name", "请填写名称后再新增")], spot.address))
    given = _given(request, spot)
    try:
        saved = add_item(draft, spot.steps, blank_item(spot, label), **given)
    except Refused as refusal:
        return show(request, draft_or_404(pk), spot, None, Said(refusal.findings, spot.address, label))
    made = item_at(spot_or_404(saved, address), len(spot.plain))
    messages.success(request, f"已新增“{made.name}”，请填写其内容")
    return redirect("policies:part", pk, made.address)


@require_POST
@for_writers
def copy(request: SeatedRequest, pk: int, address: str) -> HttpResponse:
    """Add the same again behind an entry, under a key of its own, and open its page."""
    draft = draft_or_404(pk)
    spot = _entry_or_404(draft, address)
    assert spot.above is not None  # noqa: S101 - an entry lies in a list
    made, step = copy_of(spot), spot.steps[-1]
    given = _given(request, spot.above)
    try:
        if isinstance(step, int):
            step += 1
            saved = add_item(draft, spot.above.steps, made, position=step, **given)
        else:
            step = key_of_item(spot.hint, made)
            saved = save_part(draft, (*spot.above.steps, step), made, **given)
    except Refused as refusal:
        return show(request, draft_or_404(pk), spot.above, None, Said(refusal.findings))
    entry = item_at(spot_or_404(saved, spot.above.address), step)
    messages.success(request, f"已复制为“{entry.name}”，请修改名称和内容")
    return redirect("policies:part", pk, entry.address)


@require_POST
@for_writers
def move(request: SeatedRequest, pk: int, address: str) -> HttpResponse:
    """Move an entry one place up or down."""
    draft = draft_or_404(pk)
    spot = _entry_or_404(draft, address)
    step = spot.steps[-1]
    if not isinstance(step, int) or spot.above is None:
        raise Http404
    to = step + (1 if request.POST.get("direction") == "down" else -1)
    try:
        move_item(draft, spot.steps, max(to, 0), **_given(request, spot.above))
    except Refused as refusal:
        return show(request, draft_or_404(pk), spot.above, None, Said(refusal.findings))
    messages.success(request, f"已将“{spot.name}”{'下' if to > step else '上'}移一位")
    back = request.POST.get("back", "")
    return redirect("policies:part", pk, back if back in _trail(spot) else spot.above.address)


@for_writers
def remove(request: SeatedRequest, pk: int, address: str) -> HttpResponse:
    """Ask before an entry is deleted, naming who uses it; then delete it."""
    draft = draft_or_404(pk)
    spot = _entry_or_404(draft, address)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            remove_item(draft, spot.steps, **_given(request, spot))
        except Refused as refusal:
            findings, draft = refusal.findings, draft_or_404(pk)
        else:
            messages.success(request, f"已删除“{spot.name}”")
            above = spot.above.address if spot.above else ""
            return redirect("policies:part", pk, above) if above else redirect("policies:draft", pk)
    context = {"draft": draft, "spot": spot, "seen": trace(spot), "users": users_of(spot), "findings": findings}
    return render(request, "policies/remove.html", context, status=422 if findings else 200)


def _list_or_404(draft: Draft, address: str) -> Spot:
    spot = spot_or_404(draft, address)
    if not isinstance(spot.plain, list):
        raise Http404
    return spot


def _entry_or_404(draft: Draft, address: str) -> Spot:
    spot = spot_or_404(draft, address)
    if spot.above is None or item_of(spot.above.hint) is None:
        raise Http404
    return spot


def _trail(spot: Spot) -> set[str]:
    return {each.address for each in spot.trail if each.steps}


def _given(request: SeatedRequest, seen: Spot) -> dict[str, Any]:
    """By whom, when, and whether the place is still as it was seen."""
    return {
        "version": key_in(request.POST.get("version", "")),
        "by": request.seat,
        "at": timezone.now(),
        "unchanged": unchanged_since(seen, request.POST.get("seen", "")),
    }
