"""The ministry's answer to forwarded cases: recognised or not, renewed or lapsed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Level, Purpose
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.recognitions.models import Recognition, RecognitionState
from jiqun.recognitions.services.granting import grant


@transaction.atomic
def record_ministry_result(
    case: Declaration,
    *,
    passed: bool,
    document: str,
    issued_on: date,
    reason: str = "",
    by: Seat,
    at: datetime,
) -> Recognition | None:
    """Write down what the ministry decided on a forwarded case, with the document that says so.

    Returns:
        The new recognition, or None when there is none.

    Raises:
        Refused: no document is named, or the case is not with the ministry.
    """
    if not document.strip():
        raise Refused(Finding("ministry.document", "请填写国家公布文件的文号", field="document"))
    if issued_on > at.date():
        raise Refused(Finding("ministry.future", "公布日期晚于今天，请核对", field="issued_on"))
    event = ministry_event(case, passed)
    advance(
        case,
        event,
        by=by,
        at=at,
        reason=reason.strip(),
        detail={"document": document.strip()},
    )
    previous = recognition_under_re_evaluation(case)
    if not passed:
        if previous is not None:
            previous.state = RecognitionState.LAPSED
            previous.save(update_fields=["state"])
        return None
    recognition = grant(case, issued_on, previous=previous)
    recognition.source = document.strip()
    recognition.save(update_fields=["source"])
    return recognition


def ministry_event(case: Declaration, passed: bool) -> Event:
    """The step that the ministry's answer means for this purpose."""
    if case.purpose == Purpose.RE_EVALUATION:
        return Event.RENEW if passed else Event.LAPSE
    return Event.MINISTRY_RECOGNISE if passed else Event.MINISTRY_DECLINE


def recognition_under_re_evaluation(case: Declaration) -> Recognition | None:
    """The recognition that a re-evaluation case is about."""
    if case.purpose != Purpose.RE_EVALUATION:
        return None
    held = Recognition.objects.filter(
        cluster_id=case.dossier.cluster_id,
        level=Level.NATIONAL,
        declaration__isnull=True,
    )
    return held.order_by("-batch").first() or (
        Recognition.objects.filter(cluster_id=case.dossier.cluster_id, level=Level.NATIONAL)
        .exclude(declaration=case)
        .order_by("-batch")
        .first()
    )
