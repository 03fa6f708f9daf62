"""Public notice: prepared by the officer, opened by the signatory, closed after whole working days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.calendar import closing_moment, last_day_of_notice
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role, Stage, Tier
from jiqun.decisions.models import ObjectionState, PublicNotice
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.workdays import work_calendar


def notice_period(call: Round, first_day: date) -> tuple[date, int]:
    """Last day of a notice posted on ``first_day``, and the number of whole working days it stands.

    Raises:
        Refused: the holidays of that year are not known yet.
    """
    policy = policy_of(call)
    days = policy.public_notice.working_days.on(policy.day)
    try:
        return last_day_of_notice(first_day, days, work_calendar()), days
    except LookupError:
        message = f"尚无{first_day.year}年节假日安排，无法推算公示期；请系统管理员补充该年度工作日数据"
        raise Refused(Finding("notice.calendar", message, field="first_day")) from None


@transaction.atomic
def prepare_notice(
    call: Round,
    cases: Sequence[Declaration],
    *,
    title: str,
    first_day: date,
    contact: str,
    by: Seat,
    at: datetime,
) -> PublicNotice:
    """Draw up a public notice of proposed results; it does not stand before it is opened."""
    if by.tier != Tier.PROVINCE or by.role_term not in (
        Role.PROVINCIAL_OFFICER,
        Role.SIGNATORY,
    ):
        raise Refused(Finding("notice.wrong_seat", "公示由省级经办人拟定"))
    findings = []
    if not title.strip():
        findings.append(Finding("notice.title", "请填写公示标题", field="title"))
    if not contact.strip():
        findings.append(Finding("notice.contact", "请填写受理异议的单位、电话和地址", field="contact"))
    if not cases:
        findings.append(Finding("notice.empty", "请至少选择一个拟公示的集群", field="cases"))
    for case in cases:
        if case.stage != Stage.PROPOSED or case.public_notices.filter(closed_at=None).exists():
            message = f"“{case.dossier.cluster.name}”不在待公示环节，或已列入另一份公示"
            findings.append(Finding("notice.not_proposed", message, field="cases"))
    if findings:
        raise Refused(*findings)
    last_day, days = notice_period(call, first_day)
    notice = PublicNotice.objects.create(
        round=call,
        title=title.strip(),
        first_day=first_day,
        last_day=last_day,
        working_days=days,
        contact=contact.strip(),
        prepared_at=at,
        prepared_by=by.person.name,
    )
    notice.cases.set(cases)
    record(
        "prepare_notice",
        f"拟定公示：{notice.title}",
        by=by.actor,
        at=at,
        subject=f"notice:{notice.pk}",
        round_code=call.code,
        detail={
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "cases": len(cases),
        },
    )
    return notice


@transaction.atomic
def cancel_notice(notice: PublicNotice, *, by: Seat, at: datetime) -> None:
    """Drop a notice that was drawn up but never opened."""
    fresh = PublicNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if fresh.opened_at is not None:
        raise Refused(Finding("notice.opened", "公示已发布，不能取消"))
    if by.tier != Tier.PROVINCE or by.role_term not in (
        Role.PROVINCIAL_OFFICER,
        Role.SIGNATORY,
    ):
        raise Refused(Finding("notice.wrong_seat", "公示由省级经办人拟定或取消"))
    record(
        "cancel_notice",
        f"取消拟定的公示：{fresh.title}",
        by=by.actor,
        at=at,
        subject=f"notice:{fresh.pk}",
        round_code=fresh.round.code,
    )
    fresh.delete()


@transaction.atomic
def open_notice(notice: PublicNotice, *, by: Seat, at: datetime) -> PublicNotice:
    """Post the notice: its period runs from its first day, and the public may object."""
    fresh = PublicNotice.objects.select_for_update(of=("self",)).select_related("round").get(pk=notice.pk)
    if fresh.opened_at is not None:
        raise Refused(Finding("notice.opened", "该公示已发布，无须重复签发"))
    if at.date() > fresh.first_day:
        message = "公示日期已过，须自签发之日起算足工作日；请取消后按新的日期重新拟定"
        raise Refused(Finding("notice.late", message, field="first_day"))
    for case in fresh.cases.all():
        advance(
            case,
            Event.OPEN_NOTICE,
            by=by,
            at=at,
            detail={"notice": f"notice:{fresh.pk}"},
        )
    fresh.opened_at, fresh.opened_by = at, by.person.name
    fresh.save(update_fields=["opened_at", "opened_by"])
    return fresh


@transaction.atomic
def close_notice(notice: PublicNotice, *, by: Seat, at: datetime) -> PublicNotice:
    """End the notice after its last day, when every objection is answered; the cases still on it are clear.

    Raises:
        Refused: the period has not run out, or objections are open.
    """
    fresh = PublicNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if fresh.opened_at is None or fresh.closed_at is not None:
        raise Refused(Finding("notice.state", "该公示尚未发布或已经结束"))
    findings = []
    if at < closing_moment(fresh.last_day):
        last = fresh.last_day
        message = f"公示期至{last.year}年{last.month}月{last.day}日（含当日），期满后方可办结"
        findings.append(Finding("notice.running", message))
    pending = fresh.objections.filter(state__in=[ObjectionState.FILED, ObjectionState.ACCEPTED]).count()
    if pending:
        findings.append(
            Finding(
                "notice.objections",
                f"尚有{pending}件异议未处理完毕，请先处理后再办结公示",
            )
        )
    if findings:
        raise Refused(*findings)
    for case in fresh.cases.filter(stage=Stage.ON_NOTICE):
        advance(
            case,
            Event.CLOSE_NOTICE,
            by=by,
            at=at,
            detail={"notice": f"notice:{fresh.pk}"},
        )
    fresh.closed_at = at
    fresh.save(update_fields=["closed_at"])
    return fresh
