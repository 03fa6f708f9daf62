"""Evidence of a dossier: attached and taken off by the county's handler while a case is a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.policy.schema import Field
from jiqun.declarations.models import Dossier
from jiqun.declarations.queries import dossier_subject
from jiqun.declarations.services.answering import READ_ONLY, may_edit
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.evidence.services import attach, remove


def refuse_unless_editable(dossier: Dossier, by: Seat) -> None:
    """Raise Refused unless the seat may change the dossier now; holds its lock until the act is done."""
    fresh = Dossier.objects.select_for_update(of=("self",), no_key=True).select_related("cluster").get(pk=dossier.pk)
    if not may_edit(fresh, by):
        raise Refused(READ_ONLY)


@transaction.atomic
def attach_evidence(
    dossier: Dossier, field: Field, uploads: Iterable[UploadedFile[Any]], *, by: Seat, at: datetime
) -> list[Evidence]:
    """Attach files to one question, all of them or none.

    Raises:
        Refused: not a draft of this seat, or a file is not taken; every such file is named.
    """
    refuse_unless_editable(dossier, by)
    pieces, findings = [], []
    for upload in uploads:
        try:
            pieces.append(attach(dossier_subject(dossier.pk), field.key, upload, by=by.actor, at=at))
        except Refused as refusal:
            findings += [Finding(each.code, each.message, each.citation, field.key) for each in refusal.findings]
    if findings:
        raise Refused(*findings)
    return pieces


@transaction.atomic
def remove_evidence(dossier: Dossier, pk: int, *, by: Seat, at: datetime) -> None:
    """Take one file off its question; one that is off already is left so.

    Raises:
        Refused: not a draft of this seat.
    """
    refuse_unless_editable(dossier, by)
    piece = evidence_for(dossier_subject(dossier.pk)).filter(pk=pk).first()
    if piece is not None:
        remove(piece, by=by.actor, at=at)
