"""Lists: drawn up by the officer, issued with number and date by the signatory (N10, N11, N15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Level, Purpose, Role, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.programmes.models import Round
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList
from jiqun.recognitions.services.granting import grant

MAKERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})


def belongs(case: Declaration, kind: ListKind) -> bool:
    """Which list a cleared case goes on: provincial results are recognised, national ones forwarded."""
    if kind == ListKind.PROVINCIAL:
        return case.level == Level.PROVINCIAL
    wanted = Purpose.RE_EVALUATION if kind == ListKind.RE_EVALUATION else Purpose.DECLARATION
    return case.level == Level.NATIONAL and case.purpose == wanted


def event_for(case: Declaration) -> Event:
    """What issuing a list does with a case."""
    if case.level == Level.NATIONAL:
        return Event.FORWARD
    return Event.RENEW if case.purpose == Purpose.RE_EVALUATION else Event.RECOGNISE


@transaction.atomic
def prepare_list(
    call: Round,
    kind: ListKind,
    cases: Sequence[Declaration],
    *,
    title: str,
    number: str,
    issued_on: date,
    by: Seat,
    at: datetime,
) -> RecognitionList:
    """Draw up a list of cleared cases; it has no effect before it is issued.

    Raises:
        Refused: wrong seat, missing number or title, a number used before, or a case that does not belong on it.
    """
    if by.tier != Tier.PROVINCE or by.role_term not in MAKERS:
        raise Refused(Finding("list.wrong_seat", "名单由省级经办人拟定"))
    findings = []
    if not title.strip():
        findings.append(Finding("list.title", "请填写名单标题", field="title"))
    if not number.strip():
        findings.append(
            Finding(
                "list.number",
                "请填写文号，例如“晋工信企业字〔2025〕1号”的格式",
                field="number",
            )
        )
    elif RecognitionList.objects.filter(number=number.strip()).exists():
        findings.append(
            Finding(
                "list.number_used",
                f"文号“{number.strip()}”已用于另一份名单，请核对",
                field="number",
            )
        )
    if not cases:
        findings.append(Finding("list.empty", "请至少选择一个集群", field="cases"))
    for case in cases:
        if case.stage != Stage.CLEARED or not belongs(case, kind) or case.lists.filter(issued_at=None).exists():
            message = f"“{case.dossier.cluster.name}”不能列入本名单：公示未期满，或已列入另一份名单"
            findings.append(Finding("list.case", message, field="cases"))
    if findings:
        raise Refused(*findings)
    made = RecognitionList.objects.create(
        round=call,
        kind=kind,
        title=title.strip(),
        number=number.strip(),
        issued_on=issued_on,
        prepared_at=at,
        prepared_by=by.person.name,
    )
    made.cases.set(cases)
    record(
        "prepare_list",
        f"拟定名单：{made.title}",
        by=by.actor,
        at=at,
        subject=f"list:{made.pk}",
        round_code=call.code,
        detail={"kind": str(kind), "number": made.number, "cases": len(cases)},
    )
    return made


@transaction.atomic
def cancel_list(made: RecognitionList, *, by: Seat, at: datetime) -> None:
    """Drop a list that was never issued."""
    fresh = RecognitionList.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if fresh.issued_at is not None:
        raise Refused(Finding("list.issued", "名单已签发，不能取消"))
    if by.tier != Tier.PROVINCE or by.role_term not in MAKERS:
        raise Refused(Finding("list.wrong_seat", "名单由省级经办人拟定或取消"))
    subject = f"list:{fresh.pk}"
    record(
        "cancel_list",
        f"取消拟定的名单：{fresh.title}",
        by=by.actor,
        at=at,
        subject=subject,
    )
    fresh.delete()


@transaction.atomic
def issue_list(made: RecognitionList, *, by: Seat, at: datetime) -> list[Recognition]:
    """Issue the list: provincial cases are recognised and numbered, national ones forwarded to the ministry.

    Returns:
        The recognitions that came into being; none for forwarded cases, on which the ministry decides.
    """
    fresh = RecognitionList.objects.select_for_update(of=("self",)).select_related("round").get(pk=made.pk)
    if fresh.issued_at is not None:
        raise Refused(Finding("list.issued", "该名单已签发，无须重复办理"))
    granted = []
    cases = fresh.cases.select_related("dossier__cluster", "county", "city").order_by("case_number")
    for case in cases:
        moved = advance(case, event_for(case), by=by, at=at, detail={"list": fresh.number})
        if moved.stage in (Stage.RECOGNISED, Stage.RENEWED):
            granted.append(grant(case, fresh.issued_on, issued_in=fresh))
    fresh.issued_at, fresh.issued_by = at, by.person.name
    fresh.save(update_fields=["issued_at", "issued_by"])
    record(
        "issue_list",
        f"签发名单：{fresh.title}",
        by=by.actor,
        at=at,
        subject=f"list:{fresh.pk}",
        round_code=fresh.round.code,
        detail={"number": fresh.number, "recognised": len(granted)},
    )
    return granted
