"""Objections: filed by name, accepted or not, upheld or dismissed; an upheld one brings the case back to the table."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.canonical import digest
from jiqun.core.findings import PUBLIC, Actor, Citation, Finding, Refused
from jiqun.core.vocabulary import Event, Stage
from jiqun.decisions.models import Objection, ObjectionState, PublicNotice
from jiqun.decisions.queries import objection_clause, takes_objections
from jiqun.decisions.services.duty import refuse_unless_decider
from jiqun.decisions.services.notice import locked
from jiqun.decisions.services.objectors import person_findings
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance

RECEIPT_LENGTH = 12
LABELS = {
    "name": "姓名",
    "unit": "单位",
    "contact": "联系方式",
    "statement": "异议内容",
    "facts": "事实与证据",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What an objector says; anonymous ones, or those without evidence or contact, are not accepted."""

    name: str
    unit: str
    contact: str
    statement: str
    facts: str

    def trimmed(self) -> dict[str, str]:
        """The texts by name, without blanks around them."""
        return {each.name: getattr(self, each.name).strip() for each in fields(self)}


def statement_findings(said: Statement, citation: Citation | None) -> list[Finding]:
    """Which of the texts are missing, and whether name and contact lead to anybody."""
    given = said.trimmed()
    message = "请填写{}；匿名、无事实依据或无联系方式的异议不予受理"
    missing = [
        Finding("objection.incomplete", message.format(LABELS[name]), citation, name)
        for name in LABELS
        if not given[name]
    ]
    return missing + person_findings(given["name"], given["contact"], citation)


def filing_findings(notice: PublicNotice, case: Declaration, said: Statement, at: datetime) -> list[Finding]:
    """Why an objection from the public page cannot be filed now."""
    citation = objection_clause(notice.round).citation
    return [
        *statement_findings(said, citation),
        *period_findings(notice, case, citation, at),
    ]


@transaction.atomic
def file_objection(notice: PublicNotice, case: Declaration, said: Statement, *, at: datetime) -> Objection:
    """Take in an objection from the public page and answer with a receipt; the same one again is the same receipt.

    Raises:
        Refused: outside the period, not on this notice, or not with real name, unit, contact and evidence.
    """
    if standing := Objection.objects.filter(receipt=receipt_of(notice, case, said)).first():
        return standing
    fresh = locked(notice)  # what is posted in the last second must be seen by whoever closes the notice
    if findings := filing_findings(fresh, case, said, at):
        raise Refused(*findings)
    objection = kept(notice, case, said, at)
    if objection.filed_at == at:
        note_filed(objection, PUBLIC, at)
    return objection


def receipt_of(notice: PublicNotice, case: Declaration, said: Statement) -> str:
    """The receipt number: a digest of what is objected, so that the same objection has the same."""
    return digest({"notice": notice.pk, "case": case.pk, **said.trimmed()})[:RECEIPT_LENGTH].upper()


def kept(notice: PublicNotice, case: Declaration, said: Statement, at: datetime, **how: Any) -> Objection:
    """The row of the objection, made once."""
    facts = {"notice": notice, "declaration": case, "filed_at": at, **said.trimmed(), **how}
    return Objection.objects.get_or_create(receipt=receipt_of(notice, case, said), defaults=facts)[0]


def note_filed(objection: Objection, by: Actor, at: datetime, **detail: str) -> None:
    """The entry that an objection came in; what it says stays out of the record, but for its digest."""
    facts = {name: getattr(objection, name) for name in LABELS}
    record(
        "file_objection",
        "提出异议" if by is PUBLIC else "登记异议",
        by=by,
        at=at,
        subject=objection.declaration.case_number,
        round_code=objection.notice.round.code,
        detail={"receipt": objection.receipt, "digest": digest(facts), **detail},
    )


def period_findings(notice: PublicNotice, case: Declaration, citation: Citation, at: datetime) -> list[Finding]:
    """Why an objection cannot be filed now, or not against this case."""
    if not takes_objections(notice, at):
        return [Finding("objection.closed", "现不在公示期内，不能对本次公示提出异议", citation)]
    return standing_findings(notice, case)


def standing_findings(notice: PublicNotice, case: Declaration) -> list[Finding]:
    """Why nobody can object to the case: it is not on the notice, or no longer."""
    if not notice.cases.filter(pk=case.pk).exists():
        return [Finding("objection.case", "请选择本次公示中的一项", field="case")]
    if not notice.cases.filter(pk=case.pk, stage=Stage.ON_NOTICE).exists():
        message = f"“{case.dossier.cluster.name}”已退出本次公示，无须再提出异议"
        return [Finding("objection.left", message, field="case")]
    return []


@transaction.atomic
def accept_objection(objection: Objection, *, answer: str = "", by: Seat, at: datetime) -> Objection:
    """Take an objection up for investigation; what is said to the objector meanwhile is kept."""
    fresh = _locked(objection, by, (ObjectionState.FILED,))
    return _settle(fresh, ObjectionState.ACCEPTED, answer, by=by, at=at)


@transaction.atomic
def reject_objection(objection: Objection, *, answer: str, by: Seat, at: datetime) -> Objection:
    """Do not accept an objection, with the reason."""
    fresh = _locked(objection, by, (ObjectionState.FILED,))
    _need(answer, "不予受理须写明理由")
    return _settle(fresh, ObjectionState.NOT_ACCEPTED, answer, by=by, at=at)


@transaction.atomic
def dismiss_objection(objection: Objection, *, answer: str, by: Seat, at: datetime) -> Objection:
    """Find an objection unfounded after investigation; the case stays on notice."""
    fresh = _locked(objection, by, (ObjectionState.ACCEPTED,))
    _need(answer, "请写明调查情况和结论")
    return _settle(fresh, ObjectionState.DISMISSED, answer, by=by, at=at)


@transaction.atomic
def uphold_objection(objection: Objection, *, answer: str, by: Seat, at: datetime) -> Objection:
    """Find an objection founded: the case leaves the notice and is deliberated again."""
    fresh = _locked(objection, by, (ObjectionState.ACCEPTED,))
    _need(answer, "请写明调查情况和结论")
    if fresh.declaration.stage == Stage.ON_NOTICE:
        advance(
            fresh.declaration,
            Event.UPHOLD_OBJECTION,
            by=by,
            at=at,
            reason=answer.strip(),
            detail={"receipt": fresh.receipt},
        )
    return _settle(fresh, ObjectionState.UPHELD, answer, by=by, at=at)


def _locked(objection: Objection, by: Seat, states: tuple[ObjectionState, ...]) -> Objection:
    """The objection under lock, when the seat may handle it and it still stands in one of the states."""
    refuse_unless_decider(by, "异议处理")
    rows = Objection.objects.select_for_update(of=("self",), no_key=True).select_related("declaration", "notice__round")
    fresh = rows.get(pk=objection.pk)
    if fresh.state not in states:
        raise Refused(moved_on(fresh))
    return fresh


def moved_on(objection: Objection) -> Finding:
    """What has become of an objection that somebody else handled meanwhile."""
    label = ObjectionState(objection.state).label
    who = ""
    if objection.resolved_at is not None:
        then = localtime(objection.resolved_at)
        who = f"已由{objection.resolved_by}于{then.month}月{then.day}日{then:%H:%M}办理，"
    return Finding("objection.state", f"该异议{who}现为“{label}”，请按最新情况办理")


def _settle(fresh: Objection, state: ObjectionState, answer: str, *, by: Seat, at: datetime) -> Objection:
    """Write the new state and its entry."""
    fresh.state, fresh.answer = state, answer.strip()
    fresh.resolved_at, fresh.resolved_by = at, by.person.name
    fresh.save(update_fields=["state", "answer", "resolved_at", "resolved_by"])
    record(
        f"objection_{state}",
        f"异议处理：{state.label}",
        by=by.actor,
        at=at,
        subject=fresh.declaration.case_number,
        round_code=fresh.notice.round.code,
        remark=fresh.answer,
        detail={"receipt": fresh.receipt},
    )
    return fresh


def _need(answer: str, sentence: str) -> None:
    """Refuse when nothing is said."""
    if not answer.strip():
        raise Refused(Finding("objection.answer", sentence, field="answer"))
