"""Which round a page is about: two may run side by side, so a page says which and leads to the other."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round
from jiqun.ui.parts import Tab


def round_if_any(request: HttpRequest) -> Round | None:
    """The round named in the address, else the current one; None before the first is opened.

    Raises:
        Http404: a round is named that there is not.
    """
    if code := request.GET.get("round"):
        return get_object_or_404(Round, code=code)
    return current_round()


def round_asked(request: HttpRequest) -> Round:
    """The same for pages that mean nothing without a round: 404 where there is none."""
    call = round_if_any(request)
    if call is None:
        raise Http404
    return call


def round_tabs(request: HttpRequest, call: Round | None) -> list[Tab]:
    """This page for each round, newest first, the rest of the address kept; nothing while there is only one."""
    rounds = list(Round.objects.only("code", "title"))
    if len(rounds) < 2:
        return []
    return [Tab(each.title, same_page(request, each), each == call) for each in rounds]


def same_page(request: HttpRequest, call: Round) -> str:
    """The address of this page for another round, from its first sheet on."""
    query = request.GET.copy()
    query.pop("page", None)
    query["round"] = call.code
    return f"?{query.urlencode()}"
