"""修订影响: what differs between two policies in words, and for which open cases it makes a difference."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding
from jiqun.core.policy.difference import differences
from jiqun.insights.access import for_readers
from jiqun.insights.effect import effect_on
from jiqun.insights.question import edition_or_own
from jiqun.insights.standards import edition_choices
from jiqun.programmes.queries import current_round

SINCE, AGAINST = "since", "against"
MOST_WORDS = 200
"""Differences told on the page; more than that is another policy altogether."""


@require_safe
@for_readers
def effect(request: SeatedRequest) -> HttpResponse:
    """One edition against another, that of the round unless another is chosen; nothing is altered by looking."""
    call = current_round()
    if call is None:
        return render(request, "insights/no_round.html")
    findings: list[Finding] = []
    wished = request.GET.get(AGAINST, "")
    before = edition_or_own(request.GET.get(SINCE, ""), call, findings)
    after = edition_or_own(wished, call, findings)
    chosen = bool(wished) and after.key != before.key
    told = differences(before.policy, after.policy) if chosen else []
    context = {
        "call": call,
        "before": before,
        "after": after if chosen else None,
        "alike": bool(wished) and not chosen and not findings,
        "choices": edition_choices(),
        "findings": findings,
        "differences": told[:MOST_WORDS],
        "difference_count": len(told),
        "effect": effect_on(call, before, after, request.seat) if chosen else None,
    }
    return render(request, "insights/effect.html", context, status=422 if findings else 200)
