"""The ministry's answer to forwarded cases: recognised or not, renewed or lapsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Purpose, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.advance import advance
from jiqun.recognitions.models import Recognition, RecognitionState
from jiqun.recognitions.services.granting import grant, recognition_renewed_by


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ministry says of one case; a re-evaluation that did not pass has a reason."""

    case: Declaration
    passed: bool
    reason: str = ""


@transaction.atomic
def record_ministry_results(
    answers: Sequence[Answer], *, document: str, issued_on: date, by: Seat, at: datetime
) -> list[Recognition]:
    """Write down what one document of the ministry decided, all of it or none of it.

    Returns:
        The recognitions that came into being.

    Raises:
        Refused: no document or answer, a day in the future, a reason missing, or a case that is not with the ministry.
    """
    findings = [*document_findings(document, issued_on, at), *answer_findings(answers, by=by)]
    if findings:
        raise Refused(*findings)
    granted = (carry_out(each, document.strip(), issued_on, by=by, at=at) for each in answers)
    return [recognition for recognition in granted if recognition is not None]


def document_findings(document: str, issued_on: date, at: datetime) -> list[Finding]:
    """What is missing or impossible in the document named."""
    found = []
    if not document.strip():
        found.append(Finding("ministry.document", "请填写国家公布文件的文号", field="document"))
    if issued_on > localdate(at):
        found.append(Finding("ministry.future", "公布日期晚于今天，请核对", field="issued_on"))
    return found


def answer_findings(answers: Sequence[Answer], *, by: Seat) -> list[Finding]:
    """Why answers cannot be written down: nothing chosen, a reason missing, or a case not with the ministry."""
    if not answers:
        return [Finding("ministry.empty", "请至少对一项事项选择国家公布的结果")]
    chosen = visible_to(by).filter(pk__in=[each.case.pk for each in answers], stage=Stage.FORWARDED)
    forwarded = set(chosen.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    found = []
    for each in answers:
        name = each.case.dossier.cluster.name
        if each.case.pk not in forwarded:
            message = f"“{name}”不在“{Stage.FORWARDED.label}”环节，或结果已登记，请刷新后查看"
            found.append(Finding("ministry.not_forwarded", message))
        elif event_of(each) == Event.LAPSE and not each.reason.strip():
            message = f"“{name}”复核未通过的，须写明理由"
            found.append(Finding("ministry.reason", message, field=f"reason-{each.case.pk}"))
    return found


def event_of(answer: Answer) -> Event:
    """The step that the ministry's answer means for this purpose."""
    if answer.case.purpose == Purpose.RE_EVALUATION:
        return Event.RENEW if answer.passed else Event.LAPSE
    return Event.MINISTRY_RECOGNISE if answer.passed else Event.MINISTRY_DECLINE


def carry_out(answer: Answer, document: str, issued_on: date, *, by: Seat, at: datetime) -> Recognition | None:
    """Move the case; make its recognition, or end the one that was not renewed."""
    detail = {"document": document, "issued_on": issued_on.isoformat()}
    case = advance(answer.case, event_of(answer), by=by, at=at, reason=answer.reason.strip(), detail=detail)
    if answer.passed:
        return grant(case, issued_on, source=document)
    previous = recognition_renewed_by(case)
    if previous is not None:
        previous.state, previous.note = RecognitionState.LAPSED, answer.reason.strip()[:300]
        previous.save(update_fields=["state", "note"])
    return None
