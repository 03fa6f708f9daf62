"""Files of a case: its form, its folder, and single pieces of evidence."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from jiqun.accounts.access import CASE_READERS, SeatedRequest, for_seats
from jiqun.accounts.models import Seat
from jiqun.declarations.models import Declaration
from jiqun.declarations.papers import bundle_files, bundle_title, declaration_sheet, document_key
from jiqun.declarations.queries import dossier_subject, readable_answers, readable_evidence, visible_to
from jiqun.documents.bundle import Altered, safe_name, write_bundle
from jiqun.documents.catalogue import MEDIA_TYPES, Format, document, file_name, make
from jiqun.documents.sheets import DeclarationSheet, Sheet
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_list
from jiqun.evidence.services import IMAGES

SHOWN_INLINE = IMAGES | {"application/pdf"}
IN_MEMORY = 8 * 1024 * 1024
"""Bytes of a folder kept in memory before it goes to a temporary file."""


@require_GET
@for_seats(roles=CASE_READERS)
def evidence(request: SeatedRequest, pk: int) -> HttpResponseBase:
    """One file: pictures and PDF are shown, everything else is saved."""
    piece = readable_evidence(request.seat, pk)
    if piece is None:
        raise Http404
    return file_response(piece, save="save" in request.GET)


def file_response(piece: Evidence, *, save: bool = False) -> FileResponse:
    """A file under its own name, never to be taken for another type than the one it was checked to be."""
    stored = piece.stored
    answer = FileResponse(stored.file.open("rb"), content_type=stored.content_type)
    attached = save or stored.content_type not in SHOWN_INLINE
    answer["Content-Disposition"] = str(content_disposition_header(attached, piece.name))
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def handed_out(key: str, extension: str, sheet: Sheet, *, about: str = "") -> HttpResponse:
    """A document as a file to save, under its Chinese name; 404 for a format it is not made in.

    Raises:
        FontsMissing: the faces are not installed; the site says so on a page of its own.
    """
    if extension not in document(key).formats:
        raise Http404
    form = Format(extension)
    disposition = content_disposition_header(as_attachment=True, filename=file_name(sheet, form, about=about))
    return HttpResponse(
        make(key, form, sheet), content_type=MEDIA_TYPES[form], headers={"Content-Disposition": disposition or ""}
    )


def sheet_for(case: Declaration, seat: Seat) -> tuple[DeclarationSheet, Sequence[Mapping[str, Any]]]:
    """The form as the seat may read it, and the list of its evidence."""
    answers, submission = readable_answers(case, seat)
    proofs = submission.evidence if submission else evidence_list(dossier_subject(case.dossier_id))
    sheet = declaration_sheet(case, answers, proofs, submission=submission, today=timezone.localdate())
    return sheet, proofs


@require_GET
@for_seats(roles=CASE_READERS)
def declaration(request: SeatedRequest, case_number: str, form: str) -> HttpResponse:
    """The form of a case as PDF or Word document."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    sheet, _ = sheet_for(case, request.seat)
    return handed_out(document_key(case), form, sheet, about=case.dossier.cluster.name)


@require_GET
@for_seats(roles=CASE_READERS)
def bundle(request: SeatedRequest, case_number: str) -> HttpResponseBase:
    """The folder of a case as a ZIP with its list."""
    case = get_object_or_404(visible_to(request.seat), case_number=case_number)
    sheet, proofs = sheet_for(case, request.seat)
    title = bundle_title(case)
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the answer
    try:
        write_bundle(target, bundle_files(case, sheet, proofs), title=title, dated=sheet.dated)
    except Altered as problem:
        target.close()
        messages.error(request, str(problem))
        return redirect("declarations:reading", case_number)
    target.seek(0)
    answer = FileResponse(target, content_type="application/zip")
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{safe_name(title)}.zip"))
    return answer
