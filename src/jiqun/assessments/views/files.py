"""Papers to take away, and files an audience may open."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments import papers
from jiqun.assessments.queries import panels_for, public_draws, review_tasks, spot_checks_for, spot_subject
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.views.papers import file_response, handed_out
from jiqun.documents.catalogue import Format
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def score_summary(request: SeatedRequest, pk: int, kind: str) -> HttpResponseBase:
    """The score summary of a closed panel; while the sheets are sealed there is none."""
    panel = get_object_or_404(panels_for(request.seat).filter(closed_at__isnull=False), pk=pk)
    return handed_out("score_summary", kind, papers.score_summary(panel))


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def panel_draw(request: SeatedRequest, pk: int) -> HttpResponseBase:
    """The record of the draw of experts."""
    panel = get_object_or_404(panels_for(request.seat), pk=pk)
    return handed_out("draw_record", Format.PDF, papers.panel_draw_record(panel))


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def draw_record(_request: SeatedRequest, pk: int) -> HttpResponseBase:
    """The announcement or the record of a spot-check draw."""
    draw = get_object_or_404(public_draws(), pk=pk)
    return handed_out("draw_record", Format.PDF, papers.draw_record(draw))


@for_seats(tiers=[Tier.PROVINCE], roles=[Role.EXPERT])
def review_evidence(request: SeatedRequest, pk: int, evidence: int) -> HttpResponseBase:
    """A file of the sealed submission that an expert has to score."""
    task = get_object_or_404(review_tasks(request.seat), pk=pk)
    submission = latest_submission(task.declaration)
    sealed = {each["id"] for each in submission.evidence} if submission else set()
    if evidence not in sealed:
        raise Http404
    return file_response(get_object_or_404(Evidence.objects.select_related("stored"), pk=evidence))


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def photo(request: SeatedRequest, pk: int, evidence: int) -> HttpResponseBase:
    """A photo of a look on site."""
    check = get_object_or_404(spot_checks_for(request.seat), pk=pk)
    return file_response(get_object_or_404(evidence_for(spot_subject(check)), pk=evidence))
