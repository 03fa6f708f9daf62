"""标准测算: what other thresholds would do."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.accounts.access import SeatedRequest
from jiqun.insights.access import for_readers
from jiqun.insights.comparing import compare
from jiqun.insights.prepared import shelf
from jiqun.insights.question import Question, question_of
from jiqun.insights.thresholds import Slider, sliders, tried, wrong
from jiqun.programmes.queries import current_round


@require_safe
@for_readers
def whatif(request: SeatedRequest) -> HttpResponse:
    """The question and its answer; asked by the sliders, only the answer."""
    call = current_round()
    if call is None:
        return render(request, "insights/no_round.html")
    asked = {name: str(value) for name, value in request.GET.items()}
    question = question_of(asked, call)
    prepared = shelf.take(question.whom, question.standard, call, request.seat)
    found = sliders(question.standard, asked)
    findings = [*question.findings, *wrong(found)]
    context = {
        "question": question,
        "sliders": found,
        "findings": findings,
        "comparison": compare(prepared, found, tried(found)),
        "tries": [each for each in found if each.changed and not each.error],
    }
    partial = request.headers.get("HX-Request") == "true"
    page = "insights/_comparison.html" if partial else "insights/whatif.html"
    answer = render(request, page, context, status=422 if findings else 200)
    if partial:
        answer["HX-Replace-Url"] = address_of(question, found)
    return answer


def address_of(question: Question, found: list[Slider]) -> str:
    """The page as it now stands, so that it can be kept or sent on."""
    typed = [(each.name, each.typed) for each in found if each.changed or each.error]
    return f"{reverse('insights:whatif')}?{urlencode([*question.hidden, *typed])}"
