"""Files handed out: the city's papers, the photos of a visit, and the evidence that was submitted."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.core.vocabulary import Tier
from jiqun.declarations.queries import latest_submission
from jiqun.documents.catalogue import MEDIA_TYPES, Format, document, file_name, make
from jiqun.documents.sheets import Sheet
from jiqun.evidence.models import Evidence, StoredFile
from jiqun.recommendations.papers import CONFORMITY, SUMMARY, conformity_sheet, letter_sheet, papers_of, summary_sheet
from jiqun.recommendations.queries import lists_visible_to, rows_of, visit_subject
from jiqun.recommendations.views.visit import case_of


def handed_out(key: str, extension: str, sheet: Sheet, about: str) -> HttpResponse:
    """A document as a file to save, under its Chinese name; 404 for a format it is not made in."""
    if extension not in document(key).formats:
        raise Http404
    form = Format(extension)
    name = file_name(sheet, form, about=about)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        make(key, form, sheet), content_type=MEDIA_TYPES[form], headers={"Content-Disposition": disposition or ""}
    )


@for_seats(roles=CASE_READERS)
def conformity_paper(request: SeatedRequest, number: str, extension: str) -> HttpResponse:
    """The conformity statement of the last concluded visit of a case."""
    case = case_of(request, number)
    visits = case.visits.filter(concluded_at__isnull=False).select_related("submission")
    visit = visits.order_by("-submission__number").first()
    if visit is None:
        raise Http404
    visit.declaration = case
    return handed_out(CONFORMITY, extension, conformity_sheet(visit), case.dossier.cluster.name)


@for_seats(tiers=[Tier.CITY, Tier.PROVINCE], roles=CASE_READERS)
def list_paper(request: SeatedRequest, key: int, paper: str, extension: str) -> HttpResponse:
    """A paper of a list: summary table or official letter."""
    names = get_object_or_404(lists_visible_to(request.seat), pk=key)
    if paper not in {each.key for each in papers_of(names)}:
        raise Http404
    rows = list(rows_of(names))
    sheet: Sheet = summary_sheet(names, rows) if paper == SUMMARY else letter_sheet(names, rows)
    return handed_out(paper, extension, sheet, names.city.place)


@for_seats(roles=CASE_READERS)
def photo(request: SeatedRequest, number: str, key: int) -> FileResponse:
    """One photo of a visit to this case."""
    subjects = [visit_subject(visit) for visit in case_of(request, number).visits.all()]
    piece = get_object_or_404(Evidence.objects.select_related("stored"), pk=key, subject__in=subjects, removed_at=None)
    return opened(piece.stored, piece.name)


@for_seats(roles=CASE_READERS)
def submitted_file(request: SeatedRequest, number: str, place: int) -> FileResponse:
    """One file of what was submitted last, as sealed then."""
    submission = latest_submission(case_of(request, number))
    sealed = submission.evidence if submission else []
    if place >= len(sealed):
        raise Http404
    return opened(get_object_or_404(StoredFile, pk=sealed[place]["sha256"]), str(sealed[place]["name"]))


def opened(stored: StoredFile, name: str) -> FileResponse:
    """A stored file shown in the browser where it can be, under the name it was handed in with."""
    return FileResponse(stored.file.open("rb"), filename=name, content_type=stored.content_type)
