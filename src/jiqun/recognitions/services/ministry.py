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
from jiqun.recognitions.services.granting import Published, grant, recognition_renewed_by

SHORTEST_NUMBER = 6
"""Characters: no document number of a ministry is shorter."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ministry says of one case; a re-evaluation that did not pass has a reason.

    ``number``: the one that the ministry's list gives, mostly none.
    """

    case: Declaration
    passed: bool
    reason: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The list in which the ministry published its results, with the term that it gives; without one the policy's."""

    number: str
    issued_on: date
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def record_ministry_results(
    answers: Sequence[Answer], document: Document, *, by: Seat, at: datetime
) -> list[Recognition]:
    """Write down what one document of the ministry decided, all of it or none of it.

    Returns:
        The recognitions that came into being.

    Raises:
        Refused: no document or answer, days out of order, a reason missing, or a case that is not with the ministry.
    """
    findings = [*document_findings(document, at), *answer_findings(answers, document, by=by)]
    if findings:
        raise Refused(*findings)
    granted = (carry_out(each, document, by=by, at=at) for each in answers)
    return [recognition for recognition in granted if recognition is not None]


def document_findings(document: Document, at: datetime) -> list[Finding]:
    """What is missing or impossible in the document named."""
    found = []
    if len(document.number.strip()) < SHORTEST_NUMBER or not any(map(str.isdigit, document.number)):
        message = "请填写国家公布文件的完整文号，例如“工信部企业函〔2025〕300号”"
        found.append(Finding("ministry.document", message, field="document"))
    if document.issued_on > localdate(at):
        found.append(Finding("ministry.future", "公布日期晚于今天，请核对", field="issued_on"))
    first, last = document.valid_from, document.valid_until
    if first is not None and last is not None and (last <= first or last <= document.issued_on):
        message = "有效期止日应晚于起日和公布日期，请按公布文件核对"
        found.append(Finding("ministry.term", message, field="valid_until"))
    return found


def answer_findings(answers: Sequence[Answer], document: Document, *, by: Seat) -> list[Finding]:
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
        elif document.issued_on < (sent := localdate(each.case.stage_since)):
            message = f"“{name}”于{sent.year}年{sent.month}月{sent.day}日上报，公布日期不能早于该日，请核对公布日期"
            found.append(Finding("ministry.too_early", message, field="issued_on"))
        elif event_of(each) == Event.LAPSE and not each.reason.strip():
            message = f"“{name}”复核未通过的，须写明理由"
            found.append(Finding("ministry.reason", message, field=f"reason-{each.case.pk}"))
    return found


def event_of(answer: Answer) -> Event:
    """The step that the ministry's answer means for this purpose."""
    if answer.case.purpose == Purpose.RE_EVALUATION:
        return Event.RENEW if answer.passed else Event.LAPSE
    return Event.MINISTRY_RECOGNISE if answer.passed else Event.MINISTRY_DECLINE


def carry_out(answer: Answer, document: Document, *, by: Seat, at: datetime) -> Recognition | None:
    """Move the case; make its recognition, or end the one that was not renewed."""
    detail = {"document": document.number.strip(), "issued_on": document.issued_on.isoformat()}
    case = advance(answer.case, event_of(answer), by=by, at=at, reason=answer.reason.strip(), detail=detail)
    if answer.passed:
        said = Published(document.number.strip(), answer.number.strip(), document.valid_from, document.valid_until)
        return grant(case, document.issued_on, published=said)
    previous = recognition_renewed_by(case)
    if previous is not None:
        previous.state, previous.note = RecognitionState.LAPSED, answer.reason.strip()[:300]
        previous.save(update_fields=["state", "note"])
    return None
