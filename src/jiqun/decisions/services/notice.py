"""Public notice: prepared by the officer, opened by the signatory, closed after whole working days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.accounts.services.separation import refuse_own_draft
from jiqun.audit.services import record
from jiqun.core.calendar import closing_moment
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Stage
from jiqun.decisions.models import ObjectionState, PublicNotice
from jiqun.decisions.period import Period, notice_period
from jiqun.decisions.queries import on_open_notice
from jiqun.decisions.services.duty import refuse_unless_decider
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.declarations.services.advance import advance, hold
from jiqun.programmes.models import Round

PENDING = (ObjectionState.FILED, ObjectionState.ACCEPTED)


def planned_period(call: Round, first_day: date) -> Period:
    """How long a notice of the round stands that is posted on ``first_day``.

    Raises:
        Refused: the holidays of a year on the way are not known yet.
    """
    try:
        return notice_period(call, first_day)
    except LookupError as unknown:
        message = f"{unknown}，无法推算公示期；请省级系统管理员在“批次与政策—节假日安排”中登记"
        raise Refused(Finding("notice.calendar", message, field="first_day")) from None


@transaction.atomic
def prepare_notice(
    call: Round, cases: Sequence[Declaration], *, title: str, first_day: date, contact: str, by: Seat, at: datetime
) -> PublicNotice:
    """Draw up a public notice of proposed results; it does not stand before it is opened.

    Raises:
        Refused: wrong seat, something missing, a day that has passed, or a case that is not waiting for it.
    """
    refuse_unless_decider(by, "拟定公示")
    findings = [
        *wording_findings(call, title, first_day, contact, at),
        *case_findings(call, cases, by=by),
    ]
    if findings:
        raise Refused(*findings)
    period = planned_period(call, first_day)
    notice = PublicNotice.objects.create(
        round=call,
        title=title.strip(),
        first_day=first_day,
        last_day=period.last_day,
        working_days=period.working_days,
        contact=contact.strip(),
        prepared_at=at,
        prepared_by=by.person.name,
    )
    notice.cases.set(cases)
    detail: dict[str, str | int] = {
        "first_day": first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "cases": len(cases),
    }
    note("prepare_notice", "拟定公示", notice, by=by, at=at, **detail)
    return notice


def wording_findings(call: Round, title: str, first_day: date, contact: str, at: datetime) -> list[Finding]:
    """What is missing or impossible in the notice itself."""
    found = []
    if not title.strip():
        found.append(Finding("notice.title", "请填写公示标题", field="title"))
    elif PublicNotice.objects.filter(round=call, title=title.strip()).exists():
        message = f"本批次已有标题为“{title.strip()}”的公示，请在标题中写明批次或对象，以便区分"
        found.append(Finding("notice.same_title", message, field="title"))
    if not contact.strip():
        found.append(Finding("notice.contact", "请填写受理异议的单位、电话和地址", field="contact"))
    if first_day < localdate(at):
        found.append(Finding("notice.past", "公示日期早于今天，请改为今天或以后的日期", field="first_day"))
    return found


def case_findings(call: Round, cases: Sequence[Declaration], *, by: Seat) -> list[Finding]:
    """Why cases cannot go on a notice of this round: not proposed, or on another notice that is not over."""
    if not cases:
        return [Finding("notice.empty", "请至少选择一个拟公示的事项", field="cases")]
    chosen = visible_to(by).filter(pk__in=[case.pk for case in cases], round=call)
    proposed = set(
        chosen.filter(stage=Stage.PROPOSED).select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)
    )
    listed = set(chosen.filter(on_open_notice()).values_list("pk", flat=True))
    found = []
    for case in cases:
        name = case.dossier.cluster.name
        if case.pk not in proposed:
            found.append(Finding("notice.not_proposed", f"“{name}”不在待公示环节，请刷新后重新选择", field="cases"))
        elif case.pk in listed:
            message = f"“{name}”已列入另一份尚未办结的公示，待其取消或办结后再列入"
            found.append(Finding("notice.listed", message, field="cases"))
    return found


@transaction.atomic
def cancel_notice(notice: PublicNotice, *, by: Seat, at: datetime) -> None:
    """Drop a notice that was drawn up but never opened; its cases wait for another one."""
    refuse_unless_decider(by, "取消拟定的公示")
    fresh = locked(notice)
    if fresh.opened_at is not None:
        raise Refused(Finding("notice.opened", "公示已发布，不能取消"))
    note("cancel_notice", "取消拟定的公示", fresh, by=by, at=at)
    fresh.delete()


@transaction.atomic
def open_notice(notice: PublicNotice, *, by: Seat, at: datetime) -> PublicNotice:
    """Sign the notice: it stands from its first day on, and the public may object.

    Raises:
        Refused: wrong seat, signed already, its first day has passed, a case has left the road meanwhile, or the
            signatory drew it up.
    """
    fresh = locked(notice)
    if fresh.opened_at is not None:
        raise Refused(Finding("notice.opened", "该公示已发布，无须重复签发"))
    hold(fresh.cases.all())
    cases = list(fresh.cases.select_related("dossier__cluster").order_by("case_number"))
    findings = []
    if localdate(at) > fresh.first_day:
        message = "公示日期已过，须自公布之日起算足工作日；请取消后按新的日期重新拟定"
        findings.append(Finding("notice.late", message, field="first_day"))
    for case in cases:
        if case.stage != Stage.PROPOSED:
            message = f"“{case.dossier.cluster.name}”现为“{case.stage_words}”，请取消后重新拟定"
            findings.append(Finding("notice.not_proposed", message))
    if findings:
        raise Refused(*findings)
    for case in cases:
        advance(case, Event.OPEN_NOTICE, by=by, at=at, detail={"notice": subject_of(fresh)})
    if fresh.round.sign_off:
        refuse_own_draft(subject_of(fresh), "prepare_notice", "该公示", by=by)
    fresh.opened_at, fresh.opened_by = at, by.person.name
    fresh.save(update_fields=["opened_at", "opened_by"])
    note("open_notice", "签发公示", fresh, by=by, at=at, cases=len(cases))
    return fresh


@transaction.atomic
def recall_notice(notice: PublicNotice, *, reason: str, by: Seat, at: datetime) -> PublicNotice:
    """Take a signature back before the first day, when nobody has seen the notice yet; it can be cancelled then.

    Raises:
        Refused: wrong seat, not signed, public already, or no reason.
    """
    refuse_unless_decider(by, "撤回公示")
    if not reason.strip():
        raise Refused(Finding("notice.no_reason", "撤回公示须写明理由", field="reason"))
    fresh = locked(notice)
    if fresh.opened_at is None:
        raise Refused(Finding("notice.state", "该公示尚未签发，无须撤回"))
    if localdate(at) >= fresh.first_day:
        raise Refused(Finding("notice.public", "公示已经公开，不能撤回；有异议的按异议处理"))
    hold(fresh.cases.all())
    for case in fresh.cases.filter(stage=Stage.ON_NOTICE).order_by("case_number"):
        advance(case, Event.RECALL_NOTICE, by=by, at=at, reason=reason, detail={"notice": subject_of(fresh)})
    fresh.opened_at, fresh.opened_by = None, ""
    fresh.save(update_fields=["opened_at", "opened_by"])
    note("recall_notice", "撤回公示", fresh, by=by, at=at, reason=reason.strip())
    return fresh


@transaction.atomic
def close_notice(notice: PublicNotice, *, by: Seat, at: datetime) -> PublicNotice:
    """End the notice after its last day, when every objection is answered; the cases still on it are clear.

    Raises:
        Refused: wrong seat, the period has not run out, or objections are open.
    """
    refuse_unless_decider(by, "办结公示")
    fresh = locked(notice)
    if fresh.opened_at is None or fresh.closed_at is not None:
        raise Refused(Finding("notice.state", "该公示尚未发布或已经办结"))
    findings = []
    if at < closing_moment(fresh.last_day):
        last = fresh.last_day
        message = f"公示期至{last.year}年{last.month}月{last.day}日（含当日），期满后方可办结"
        findings.append(Finding("notice.running", message))
    if pending := fresh.objections.filter(state__in=PENDING).count():
        message = f"尚有{pending}件异议未处理完毕，请先处理后再办结公示"
        findings.append(Finding("notice.objections", message))
    if findings:
        raise Refused(*findings)
    hold(fresh.cases.all())
    standing = list(fresh.cases.filter(stage=Stage.ON_NOTICE).order_by("case_number"))
    for case in standing:
        advance(case, Event.CLOSE_NOTICE, by=by, at=at, detail={"notice": subject_of(fresh)})
    fresh.closed_at = at
    fresh.save(update_fields=["closed_at"])
    note("close_notice", "办结公示", fresh, by=by, at=at, cleared=len(standing))
    return fresh


def locked(notice: PublicNotice) -> PublicNotice:
    """The notice as it is now, under lock; refused when it was cancelled meanwhile."""
    rows = PublicNotice.objects.select_for_update(of=("self",), no_key=True).select_related("round")
    fresh = rows.filter(pk=notice.pk).first()
    if fresh is None:
        raise Refused(Finding("notice.gone", "该公示已被取消，请返回公示列表查看"))
    return fresh


def subject_of(notice: PublicNotice) -> str:
    """The name under which the record keeps a notice."""
    return f"notice:{notice.pk}"


def note(act: str, label: str, notice: PublicNotice, *, by: Seat, at: datetime, **detail: str | int) -> None:
    """One entry about a notice as a whole."""
    record(
        act,
        f"{label}：{notice.title}",
        by=by.actor,
        at=at,
        subject=subject_of(notice),
        round_code=notice.round.code,
        detail=detail,
    )
