"""Lists: drawn up by the officer, issued with number and date by the signatory (N10, N11, N15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from jiqun.accounts.models import Seat
from jiqun.accounts.services.separation import refuse_own_draft
from jiqun.audit.services import record
from jiqun.core.document_number import read_document_number
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Level, Purpose, Role, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance, hold
from jiqun.programmes.models import Round
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList
from jiqun.recognitions.queries import waiting_for_list
from jiqun.recognitions.services.granting import grant

MAKERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})
PREPARE = "prepare_recognition_list"
"""The act that keeps a draft; whoever did it does not sign the list."""


def event_for(case: Declaration) -> Event:
    """What issuing a list does with a case."""
    if case.road == Level.NATIONAL:
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
    refuse_unless_maker(by)
    findings = [*head_findings(title, number, issued_on, cases), *case_findings(call, kind, cases, by=by)]
    if findings:
        raise Refused(*findings)
    made = RecognitionList.objects.create(
        round=call,
        kind=kind,
        title=title.strip(),
        number=read_document_number(number),
        issued_on=issued_on,
        prepared_at=at,
        prepared_by=by.person.name,
    )
    made.cases.set(cases)
    note(PREPARE, "拟定名单", made, by=by, at=at, kind=str(kind), number=made.number, cases=len(cases))
    return made


def refuse_unless_maker(by: Seat) -> None:
    """Lists are the province's; nobody else draws them up or drops them."""
    if by.tier != Tier.PROVINCE or by.role_term not in MAKERS:
        raise Refused(Finding("list.wrong_seat", "名单由省级经办人拟定或取消，请联系相应人员"))


def head_findings(title: str, number: str, issued_on: date, cases: Sequence[Declaration]) -> list[Finding]:
    """What is missing or impossible above the list."""
    found = []
    written = read_document_number(number)
    if not title.strip():
        found.append(Finding("list.title", "请填写名单标题", field="title"))
    if not written:
        message = f"文号应由机关代字、年份、序号组成，例如“晋工信企业函〔{issued_on.year}〕1号”"
        found.append(Finding("list.number", message, field="number"))
    elif RecognitionList.objects.filter(number=written).exists():
        message = f"文号“{written}”已用于另一份名单，请核对"
        found.append(Finding("list.number_used", message, field="number"))
    noticed = Declaration.objects.filter(pk__in=[case.pk for case in cases])
    over = noticed.aggregate(day=Max("public_notices__last_day"))["day"]
    if over is not None and issued_on <= over:
        message = f"公布日期应晚于公示截止日（{over.year}年{over.month}月{over.day}日），请核对"
        found.append(Finding("list.too_early", message, field="issued_on"))
    return found


def case_findings(call: Round, kind: ListKind, cases: Sequence[Declaration], *, by: Seat) -> list[Finding]:
    """Why cases cannot go on this list: not cleared, of another kind or round, or on another list already."""
    if not cases:
        return [Finding("list.empty", "请至少选择一个事项", field="cases")]
    hold(cases)  # first: what another list took meanwhile is only seen after waiting for it
    waiting = waiting_for_list(by, call, kind).filter(pk__in=[case.pk for case in cases])
    fit = set(waiting.values_list("pk", flat=True))
    return [
        Finding(
            "list.case",
            f"“{case.dossier.cluster.name}”不能列入本名单：公示未期满、类别不符，或已列入另一份名单",
            field="cases",
        )
        for case in cases
        if case.pk not in fit
    ]


@transaction.atomic
def cancel_list(made: RecognitionList, *, by: Seat, at: datetime) -> None:
    """Drop a list that was never issued; its cases wait for another one."""
    refuse_unless_maker(by)
    fresh = locked(made)
    if fresh.issued_at is not None:
        raise Refused(Finding("list.issued", "名单已签发，不能取消"))
    note("cancel_recognition_list", "取消拟定的名单", fresh, by=by, at=at)
    fresh.delete()


@transaction.atomic
def issue_list(made: RecognitionList, *, by: Seat, at: datetime) -> list[Recognition]:
    """Issue the list: provincial cases are recognised and numbered, national ones forwarded to the ministry.

    Returns:
        The recognitions that came into being; none for forwarded cases, on which the ministry decides.

    Raises:
        Refused: issued already, wrong seat, a case that has left the road meanwhile, or the signatory drew it up.
    """
    fresh = locked(made)
    if fresh.issued_at is not None:
        raise Refused(Finding("list.issued", "该名单已签发，无须重复办理"))
    hold(fresh.cases.all())
    rows = fresh.cases.select_related("dossier__cluster", "county", "city__parent", "round").order_by("case_number")
    cases = list(rows)
    if gone := [each for each in cases if each.stage != Stage.CLEARED]:
        raise Refused(*map(left_the_road, gone))
    granted = []
    for case in cases:
        moved = advance(case, event_for(case), by=by, at=at, detail={"list_number": fresh.number})
        if moved.stage in (Stage.RECOGNISED, Stage.RENEWED):
            granted.append(grant(case, fresh.issued_on, issued_in=fresh))
    if fresh.round.sign_off:
        refuse_own_draft(list_subject(fresh), PREPARE, "该名单", by=by)
    fresh.issued_at, fresh.issued_by = at, by.person.name
    fresh.save(update_fields=["issued_at", "issued_by"])
    note("issue_list", "签发名单", fresh, by=by, at=at, number=fresh.number, recognised=len(granted))
    return granted


def left_the_road(case: Declaration) -> Finding:
    """Why a case keeps the list from being issued."""
    name, stage = case.dossier.cluster.name, case.stage_words
    return Finding("list.case_gone", f"“{name}”现为“{stage}”，不能再列入名单；请取消本名单后重新拟定")


def locked(made: RecognitionList) -> RecognitionList:
    """The list as it is now, under lock; refused when it was cancelled meanwhile."""
    rows = RecognitionList.objects.select_for_update(of=("self",), no_key=True).select_related("round")
    fresh = rows.filter(pk=made.pk).first()
    if fresh is None:
        raise Refused(Finding("list.gone", "该名单已被取消，请返回名单列表查看"))
    return fresh


def list_subject(made: RecognitionList) -> str:
    """The name under which the record keeps a list; cities have lists of their own."""
    return f"recognition_list:{made.pk}"


def note(act: str, label: str, made: RecognitionList, *, by: Seat, at: datetime, **detail: str | int) -> None:
    """One entry about a list as a whole."""
    about, code = list_subject(made), made.round.code
    record(act, f"{label}：{made.title}", by=by.actor, at=at, subject=about, round_code=code, detail=detail)
