"""Files handed out: the city's papers, the photos of a visit, and the evidence that was submitted."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.core.vocabulary import Tier
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.views.papers import file_response, handed_out
from jiqun.documents.sheets import Sheet
from jiqun.evidence.models import Evidence
from jiqun.recommendations.papers import CONFORMITY, conformity_sheet, letter_sheet, papers_of
from jiqun.recommendations.queries import city_check_subject, lists_visible_to, rows_of, visit_subject
from jiqun.recommendations.summary import SUMMARY, summary_sheet
from jiqun.recommendations.views.visit import case_of


@for_seats(roles=CASE_READERS)
def conformity_paper(request: SeatedRequest, number: str, extension: str) -> HttpResponse:
    """The conformity statement of the last concluded visit of a case."""
    case = case_of(request, number)
    visits = case.visits.filter(concluded_at__isnull=False).select_related("submission")
    visit = visits.order_by("-submission__number").first()
    if visit is None:
        raise Http404
    visit.declaration = case
    return handed_out(CONFORMITY, extension, conformity_sheet(visit), about=case.dossier.cluster.name)


@for_seats(tiers=[Tier.CITY, Tier.PROVINCE], roles=CASE_READERS)
def list_paper(request: SeatedRequest, key: int, paper: str, extension: str) -> HttpResponse:
    """A paper of a list: summary table or official letter."""
    names = get_object_or_404(lists_visible_to(request.seat), pk=key)
    if paper not in {each.key for each in papers_of(names)}:
        raise Http404
    rows = list(rows_of(names))
    sheet: Sheet = summary_sheet(names, rows) if paper == SUMMARY else letter_sheet(names, rows)
    return handed_out(paper, extension, sheet, about=names.city.place)


@for_seats(roles=CASE_READERS)
def photo(request: SeatedRequest, number: str, key: int) -> FileResponse:
    """One photo of a visit to this case; until the visit is concluded it is the city's own."""
    visits = case_of(request, number).visits.all()
    if request.seat.tier != Tier.CITY:
        visits = visits.filter(concluded_at__isnull=False)
    subjects = [visit_subject(visit) for visit in visits]
    files = Evidence.objects.select_related("stored")
    return file_response(get_object_or_404(files, pk=key, subject__in=subjects, removed_at=None))


@for_seats(roles=CASE_READERS)
def city_check_photo(request: SeatedRequest, number: str, key: int) -> FileResponse:
    """One photo of a second look at this case; until the look is recorded it is the city's own."""
    checks = case_of(request, number).city_checks.all()
    if request.seat.tier != Tier.CITY:
        checks = checks.filter(recorded_at__isnull=False)
    subjects = [city_check_subject(check) for check in checks]
    files = Evidence.objects.select_related("stored")
    return file_response(get_object_or_404(files, pk=key, subject__in=subjects, removed_at=None))


@for_seats(roles=CASE_READERS)
def submitted_file(request: SeatedRequest, number: str, place: int) -> FileResponse:
    """One file of what was submitted last, as sealed then, whatever became of it in the dossier."""
    submission = latest_submission(case_of(request, number))
    sealed = submission.evidence if submission else []
    if place >= len(sealed):
        raise Http404
    return file_response(get_object_or_404(Evidence.objects.select_related("stored"), pk=sealed[place]["id"]))
