"""The record: read, verified, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.core.chain import ChainReport
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.declarations.queries import visible_to
from jiqun.desk.forms import RecordsForm
from jiqun.desk.queries import entries_wanted
from jiqun.desk.records import RECIPE, as_lines, names_of_people, subject_words, verify_record

PER_PAGE = 50
CHUNK = 2000
for_keepers = for_seats(tiers=[Tier.PROVINCE], roles=[Role.AUDITOR, Role.SECURITY_ADMIN])


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it; ``readable``: the reader may open the case."""

    entry: Entry
    subject: str
    readable: bool

    @property
    def moved(self) -> str:
        """From which stage to which; empty where nothing moved."""
        if not self.entry.before or not self.entry.after:
            return ""
        return f"{Stage(self.entry.before).label}→{Stage(self.entry.after).label}"


@for_keepers
def records(request: SeatedRequest) -> HttpResponse:
    """The entries that are asked for."""
    return show(request)


@require_POST
@for_keepers
def verify(request: SeatedRequest) -> HttpResponse:
    """Recompute the whole chain now and say what holds."""
    return show(request, verify_record())


def show(request: SeatedRequest, report: ChainReport | None = None) -> HttpResponse:
    """The page, with what a verification found."""
    form = RecordsForm(request.GET)
    page = Paginator(entries_wanted(form.asked()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(list(page), request.seat),
        "report": report,
        "recipe": RECIPE,
        "narrowed": any(form.data.values()) and request.method == "GET",
    }
    return render(request, "desk/records.html", context)


def lines_of(entries: Sequence[Entry], seat: Seat) -> list[Line]:
    """The entries of a page; which of their cases may be opened is asked once."""
    subjects = {entry.subject for entry in entries}
    readable = set(visible_to(seat).filter(case_number__in=subjects).values_list("case_number", flat=True))
    names = names_of_people(subjects)
    return [Line(entry, subject_words(entry.subject, names), entry.subject in readable) for entry in entries]


@for_keepers
def export(_request: SeatedRequest) -> HttpResponseBase:
    """The whole record, oldest first, as lines of JSON; always whole, since a part cannot be verified."""
    rows = Entry.objects.order_by("sequence").iterator(chunk_size=CHUNK)
    name = content_disposition_header(as_attachment=True, filename=f"办理记录_{localdate():%Y%m%d}.jsonl")
    return StreamingHttpResponse(
        as_lines(rows), content_type="application/jsonl", headers={"Content-Disposition": name or "attachment"}
    )
