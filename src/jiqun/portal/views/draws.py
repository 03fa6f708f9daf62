"""Draws that anybody can check: candidates and seed source before, seed and lots after."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jiqun.accounts.access import for_public
from jiqun.assessments.queries import draw_lots, public_draws
from jiqun.portal.recipe import STEPS, shell_line
from jiqun.ui.wording import chinese_moment

PER_PAGE = 50
LEFT_OUT = "未参加抽取"


@for_public
def draws(request: HttpRequest) -> HttpResponse:
    """All draws announced, newest first."""
    page = Paginator(public_draws(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/draws.html", {"page": page})


@for_public
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw with all that is needed to draw it again."""
    announced = get_object_or_404(public_draws(), pk=pk)
    lots = draw_lots(announced)
    facts = [
        ("批次", announced.round.title),
        ("公告时间", chinese_moment(announced.announced_at)),
        ("候选", f"{len(lots)}项"),
        ("抽取数量", f"{announced.size}项"),
        ("种子来源", announced.seed_source),
    ]
    if announced.seed_known_at:
        facts.append(("种子产生时间", chinese_moment(announced.seed_known_at)))
    if announced.drawn_at:
        facts += [("种子", announced.seed), ("抽取时间", chinese_moment(announced.drawn_at))]
    taking_part = sorted(each.case_number for each in lots if each.outcome != LEFT_OUT)
    context = {
        "draw": announced,
        "lots": lots,
        "facts": facts,
        "recipe": STEPS,
        "line": shell_line(announced, taking_part) if announced.drawn_at else "",
    }
    return render(request, "portal/draw.html", context)
