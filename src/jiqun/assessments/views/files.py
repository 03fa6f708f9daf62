"""Papers to take away, and files an audience may open."""

from __future__ import annotations

import io

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from jiqun.accounts.access import PROVINCE_STAFF, SeatedRequest, for_seats
from jiqun.assessments import papers
from jiqun.assessments.queries import panels_for, public_draws, review_tasks, spot_checks_for, spot_subject
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.queries import latest_submission
from jiqun.documents.catalogue import MEDIA_TYPES, Format, file_name, make
from jiqun.documents.sheets import Sheet
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.evidence.services import IMAGES

SHOWN_IN_PAGE = IMAGES | {"application/pdf"}


def paper(key: str, form: Format, sheet: Sheet) -> HttpResponseBase:
    """A document as an attachment with its Chinese name."""
    content = io.BytesIO(make(key, form, sheet))
    return FileResponse(content, as_attachment=True, filename=file_name(sheet, form), content_type=MEDIA_TYPES[form])


def opened(piece: Evidence) -> HttpResponseBase:
    """A stored file: pictures and PDF in the browser, anything else as an attachment."""
    kind = piece.stored.content_type
    return FileResponse(
        piece.stored.file.open("rb"), as_attachment=kind not in SHOWN_IN_PAGE, filename=piece.name, content_type=kind
    )


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def score_summary(request: SeatedRequest, pk: int, kind: str) -> HttpResponseBase:
    """The score summary of a closed panel; while the sheets are sealed there is none."""
    panel = get_object_or_404(panels_for(request.seat).filter(closed_at__isnull=False), pk=pk)
    if kind not in (Format.PDF, Format.XLSX):
        raise Http404
    return paper("score_summary", Format(kind), papers.score_summary(panel))


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def panel_draw(request: SeatedRequest, pk: int) -> HttpResponseBase:
    """The record of the draw of experts."""
    panel = get_object_or_404(panels_for(request.seat), pk=pk)
    return paper("draw_record", Format.PDF, papers.panel_draw_record(panel))


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def draw_record(_request: SeatedRequest, pk: int) -> HttpResponseBase:
    """The announcement or the record of a spot-check draw."""
    draw = get_object_or_404(public_draws(), pk=pk)
    return paper("draw_record", Format.PDF, papers.draw_record(draw))


@for_seats(tiers=[Tier.PROVINCE], roles=[Role.EXPERT])
def review_evidence(request: SeatedRequest, pk: int, evidence: int) -> HttpResponseBase:
    """A file of the sealed submission that an expert has to score."""
    task = get_object_or_404(review_tasks(request.seat), pk=pk)
    submission = latest_submission(task.declaration)
    sealed = {each["id"] for each in submission.evidence} if submission else set()
    if evidence not in sealed:
        raise Http404
    return opened(get_object_or_404(Evidence.objects.select_related("stored"), pk=evidence))


@for_seats(tiers=[Tier.PROVINCE], roles=PROVINCE_STAFF)
def photo(request: SeatedRequest, pk: int, evidence: int) -> HttpResponseBase:
    """A photo of a look on site."""
    check = get_object_or_404(spot_checks_for(request.seat), pk=pk)
    return opened(get_object_or_404(evidence_for(spot_subject(check)), pk=evidence))
