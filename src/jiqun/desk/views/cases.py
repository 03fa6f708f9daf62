"""All visible cases: filtered, sorted, exported."""

from __future__ import annotations

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.desk.casetable import as_csv, as_sheet
from jiqun.desk.forms import CasesForm
from jiqun.desk.paging import KeyedPaginator
from jiqun.desk.queries import Order, cases_wanted
from jiqun.documents import xlsx
from jiqun.documents.catalogue import MEDIA_TYPES, Format

PER_PAGE = 50


@for_seats(roles=CASE_READERS)
def cases(request: SeatedRequest) -> HttpResponse:
    """The list."""
    form = CasesForm(request.seat, asked(request))
    page = KeyedPaginator(cases_wanted(request.seat, form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    narrowed = any(value for name, value in query.items() if name != "sort")
    context = {"form": form, "page": page, "query": query.urlencode(), "narrowed": narrowed}
    return render(request, "desk/cases.html", context)


def asked(request: SeatedRequest) -> QueryDict:
    """What the address asks, sorted by place unless it says otherwise."""
    query = request.GET.copy()
    if not query.get("sort"):
        query["sort"] = Order.PLACE.value
    return query


@for_seats(roles=CASE_READERS)
def export(request: SeatedRequest, extension: str) -> HttpResponse:
    """The same list, whole, as a file; 404 for a format it is not made in."""
    if extension not in ("csv", Format.XLSX):
        raise Http404
    wanted = CasesForm(request.seat, request.GET).wanted()
    found = list(cases_wanted(request.seat, wanted))
    today = localdate()
    if extension == "csv":
        content, kind = as_csv(found).encode(), "text/csv; charset=utf-8"
    else:
        demo = any(case.round.is_demo for case in found)
        sheet = as_sheet(found, office=request.seat.authority.name, today=today, demo=demo)
        content, kind = xlsx.render(sheet), MEDIA_TYPES[Format.XLSX]
    name = content_disposition_header(as_attachment=True, filename=f"事项清单_{today:%Y%m%d}.{extension}")
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name or "attachment"})
