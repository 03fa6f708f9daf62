"""Objections: filed by name, accepted or not, upheld or dismissed; an upheld one brings the case back to the table."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.calendar import closing_moment
from jiqun.core.canonical import digest
from jiqun.core.findings import PUBLIC, Finding, Refused
from jiqun.core.vocabulary import Event, Role, Stage, Tier
from jiqun.decisions.models import Objection, ObjectionState, PublicNotice
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.programmes.queries import policy_of

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


@transaction.atomic
def file_objection(notice: PublicNotice, case: Declaration, said: Statement, *, at: datetime) -> Objection:
    """Take in an objection from the public page and answer with a receipt.

    Raises:
        Refused: outside the period, not on this notice, or not with real name, unit, contact and evidence.
    """
    policy = policy_of(notice.round)
    citation = policy.public_notice.objection_rules.entry_on(policy.day).source.citation
    findings = [
        Finding(
            "objection.incomplete",
            f"请填写{LABELS[each.name]}；匿名、无事实证据或无联系方式的异议不予受理",
            citation,
            each.name,
        )
        for each in fields(said)
        if not getattr(said, each.name).strip()
    ]
    if notice.opened_at is None or notice.closed_at is not None or at >= closing_moment(notice.last_day):
        findings.append(Finding("objection.closed", "公示期已结束，不再受理对本次公示的异议", citation))
    if not notice.cases.filter(pk=case.pk).exists():
        findings.append(Finding("objection.case", "请选择本次公示中的集群", field="case"))
    if findings:
        raise Refused(*findings)
    facts = {each.name: getattr(said, each.name).strip() for each in fields(said)}
    key = digest({"notice": notice.pk, "case": case.pk, **facts})[:10].upper()
    standing = Objection.objects.filter(receipt=key).first()
    if standing is not None:
        return standing
    objection = Objection.objects.create(notice=notice, declaration=case, receipt=key, filed_at=at, **facts)
    record(
        "file_objection",
        "提出异议",
        by=PUBLIC,
        at=at,
        subject=case.case_number,
        round_code=notice.round.code,
        detail={"receipt": key, "digest": digest(facts)},
    )
    return objection


def _locked(objection: Objection, by: Seat, states: tuple[ObjectionState, ...]) -> Objection:
    """The objection under lock, when the seat may handle it and it still stands in one of the states."""
    if by.tier != Tier.PROVINCE or by.role_term not in (
        Role.PROVINCIAL_OFFICER,
        Role.SIGNATORY,
    ):
        raise Refused(Finding("objection.wrong_seat", "异议由省级经办人或负责人处理"))
    fresh = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if fresh.state not in states:
        raise Refused(
            Finding(
                "objection.state",
                f"该异议现为“{ObjectionState(fresh.state).label}”，请刷新页面查看",
            )
        )
    return fresh


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


@transaction.atomic
def accept_objection(objection: Objection, *, by: Seat, at: datetime) -> Objection:
    """Take an objection up for investigation."""
    fresh = _locked(objection, by, (ObjectionState.FILED,))
    return _settle(fresh, ObjectionState.ACCEPTED, "", by=by, at=at)


@transaction.atomic
def reject_objection(objection: Objection, *, answer: str, by: Seat, at: datetime) -> Objection:
    """Do not accept an objection, with the reason."""
    _need(answer, "不予受理须写明理由")
    fresh = _locked(objection, by, (ObjectionState.FILED,))
    return _settle(fresh, ObjectionState.NOT_ACCEPTED, answer, by=by, at=at)


@transaction.atomic
def dismiss_objection(objection: Objection, *, answer: str, by: Seat, at: datetime) -> Objection:
    """Find an objection unfounded after investigation; the case stays on notice."""
    _need(answer, "请写明调查情况和结论")
    fresh = _locked(objection, by, (ObjectionState.ACCEPTED,))
    return _settle(fresh, ObjectionState.DISMISSED, answer, by=by, at=at)


@transaction.atomic
def uphold_objection(objection: Objection, *, answer: str, by: Seat, at: datetime) -> Objection:
    """Find an objection founded: the case leaves the notice and is deliberated again."""
    _need(answer, "请写明调查情况和结论")
    fresh = _locked(objection, by, (ObjectionState.ACCEPTED,))
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


def _need(answer: str, sentence: str) -> None:
    """Refuse when nothing is said."""
    if not answer.strip():
        raise Refused(Finding("objection.answer", sentence, field="answer"))
