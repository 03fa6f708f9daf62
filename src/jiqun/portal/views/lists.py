"""Published lists, and the register of all recognitions."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now

from jiqun.accounts.access import for_public
from jiqun.core.vocabulary import Level, Mark
from jiqun.decisions.papers import issuer
from jiqun.declarations.views.papers import handed_out
from jiqun.portal import queries
from jiqun.portal.forms import RegisterForm
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList
from jiqun.recognitions.papers import list_sheet, opening, paper_of
from jiqun.recognitions.queries import batches, listed_cases, standing_of
from jiqun.recognitions.queries import register as recognised
from jiqun.ui.wording import chinese_date

PER_PAGE = 50


@for_public
def lists(request: HttpRequest) -> HttpResponse:
    """All lists in force, newest first."""
    page = Paginator(queries.public_lists(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, ListKind(each.kind).label) for each in page]
    return render(request, "portal/lists.html", {"page": page, "rows": rows})


@for_public
def list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list with its number, its day and the clusters on it."""
    made = get_object_or_404(queries.public_lists(), pk=pk)
    clusters, provincial = queries.listed(made), made.kind == ListKind.PROVINCIAL
    facts = [
        ("文号", made.number),
        ("公布单位", issuer(made.round)),
        ("公布日期", chinese_date(made.issued_on)),
        ("名单类别", ListKind(made.kind).label),
        ("批次", made.round.title),
    ]
    context = {
        "list": made,
        "clusters": clusters,
        "opening": opening(made, len(clusters)) if provincial else forwarded(made, len(clusters)),
        "validity": validity(clusters),
        "facts": facts,
        "recognised": provincial,
    }
    return render(request, "portal/list.html", context)


def forwarded(made: RecognitionList, count: int) -> str:
    """What the page of a list sent to the ministry says."""
    return text_of(policy_of(made.round), "pages", "forwarded", count=count)


@for_public
def list_paper(_: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """A list as a document to save."""
    made = get_object_or_404(queries.public_lists(), pk=pk)
    return handed_out(paper_of(made).key, extension, list_sheet(made, list(listed_cases(made))))


@for_public
def register(request: HttpRequest) -> HttpResponse:
    """Every recognition known, also those of other provinces and earlier years."""
    form, today = RegisterForm(request.GET, batches(), queries.provinces()), localdate(now())
    found = recognised(form.wanted(), today)
    if province := form.wanted_province():
        found = found.filter(province=province)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [register_row(each, today) for each in page]
    return render(request, "portal/register.html", {"form": form, "page": page, "rows": rows})


def register_row(each: Recognition, today: date) -> dict[str, object]:
    """One recognition as the register shows it."""
    return {
        "it": each,
        "level": Level(each.level).label,
        "standing": standing_of(each, today),
        "mark": Mark(each.mark),
        "validity_mark": Mark(each.validity_mark),
        "web": each.source.startswith(("http://", "https://")),
    }


def validity(clusters: list[queries.ListedCluster]) -> str:
    """How long the recognitions of a list hold, where all hold alike; nothing otherwise."""
    terms = {(each.valid_from, each.valid_until) for each in clusters if each.valid_from}
    if len(terms) != 1:
        return ""
    first, last = terms.pop()
    return f"有效期自{chinese_date(first)}至{chinese_date(last)}。"
