"""Opening a round: read, check, freeze, record; and keeping the days off of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Authority
from jiqun.accounts.services.regions import load_region
from jiqun.audit.services import record
from jiqun.core.calendar import SATURDAY
from jiqun.core.canonical import digest
from jiqun.core.findings import Actor, Finding, Refused
from jiqun.core.policy.loader import to_plain
from jiqun.core.policy.registers import Workdays
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Tier
from jiqun.policyfiles.folder import read_region, region_names
from jiqun.programmes.models import PolicySnapshot, Round, WorkdayYear
from jiqun.programmes.workdays import calendar_of, known_years


@transaction.atomic
def open_round(policy: RoundPolicy, *, by: Actor, at: datetime, is_demo: bool = False, origin: str = "") -> Round:
    """Open a round under a policy and freeze its values with a digest; ``origin``: where the policy came from.

    Raises:
        Refused: a round of that code is open already.
    """
    if Round.objects.filter(code=policy.code).exists():
        message = f"批次“{policy.title}”已经开启，政策数据已固定；如需另开一批，请在政策中改用新的批次代码和名称"
        raise Refused(Finding("round.exists", message))
    plain = to_plain(policy)
    snapshot, _ = PolicySnapshot.objects.get_or_create(digest=digest(plain), defaults={"plain": plain})
    call = Round.objects.create(
        code=policy.code,
        title=policy.title,
        year=policy.year,
        opens_on=policy.opens_on.on(policy.day),
        closes_on=policy.closes_on.on(policy.day),
        sign_off=policy.sign_off.on(policy.day),
        decides_all=policy.decides_all,
        policy=snapshot,
        recommender_kinds=dict(Authority.objects.filter(tier=Tier.CITY).values_list("code", "kind")),
        is_demo=is_demo,
        opened_at=at,
    )
    record(
        "open_round",
        f"开启批次：{policy.title}",
        by=by,
        at=at,
        round_code=call.code,
        remark=origin,
        detail={"policy_digest": snapshot.digest, "closes_on": call.closes_on.isoformat()},
    )
    return call


@transaction.atomic
def bring_in_round(
    policy: RoundPolicy,
    *,
    by: Actor,
    at: datetime,
    is_demo: bool = False,
    origin: str = "",
    over_is_known: bool = False,
) -> Round:
    """Open a round on the page: the authorities of its region come with it.

    ``over_is_known``: whoever opens it knows that its last day has passed.

    Raises:
        PolicyError: the region of the policy is neither among those shipped nor that of an earlier round.
        Refused: a round of that code or title is open already, the last day has passed unknown to whoever opens it, or
            the region gives an authority another tier.
    """
    findings = list(title_findings(policy))
    closes = policy.closes_on.on(policy.day)
    if closes < localdate(at) and not over_is_known:
        message = (
            f"“{policy.title}”的报送截止日期{said([closes])}已过，开启后各级不能申报，且不能撤销；"
            "请核对所选政策，确需开启的勾选“知悉报送截止日期已过”"
        )
        findings.append(Finding("round.over", message))
    if findings:
        raise Refused(*findings)
    if policy.region in region_names() or not Round.objects.filter(policy__plain__region=policy.region).exists():
        load_region(read_region(policy.region), by=by, at=at)
    return open_round(policy, by=by, at=at, is_demo=is_demo, origin=origin)


def title_findings(policy: RoundPolicy) -> Iterator[Finding]:
    """An open round of the same title under another code: nobody could tell the two apart."""
    if Round.objects.filter(title=policy.title).exclude(code=policy.code).exists():
        message = f"已有名为“{policy.title}”的批次，名称相同无从区分；请在政策中改用其他名称"
        yield Finding("round.title", message)


@transaction.atomic
def switch_sign_off(call: Round, required: bool, *, by: Actor, at: datetime) -> None:
    """Switch the sign-off step of a round on or off."""
    fresh = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    if fresh.sign_off == required:
        return
    fresh.sign_off = required
    fresh.save(update_fields=["sign_off"])
    label = "启用负责人签发环节" if required else "停用负责人签发环节"
    record("switch_sign_off", label, by=by, at=at, round_code=fresh.code)


@transaction.atomic
def keep_workdays(given: Workdays, *, by: Actor, at: datetime) -> WorkdayYear:
    """Keep the days off of a year, in place of what was known of it; notices drawn up already keep their days.

    Raises:
        Refused: days of another year, a day twice, a make-up day that is no weekend day, or days that contradict those
            of the year before or after.
    """
    if findings := list(workday_findings(given)):
        raise Refused(*findings)
    try:
        calendar_of({**known_years(), given.year: given}.values())
    except ValueError:
        message = "与相邻年度的安排冲突：同一天既列为放假又列为调休上班，请核对上一年度12月和本年度1月的日期"
        raise Refused(Finding("workdays.neighbour", message, field="holidays")) from None
    plain = to_plain(given)
    kept, _ = WorkdayYear.objects.update_or_create(
        year=given.year, defaults={"plain": plain, "changed_at": at, "changed_by": by.name}
    )
    label = f"登记{given.year}年节假日安排"
    record("keep_workdays", label, by=by, at=at, subject=f"workdays:{given.year}", detail=plain)
    return kept


def workday_findings(given: Workdays) -> Iterator[Finding]:
    """What cannot be right in the days off of a year."""
    free = [day for days in given.holidays.values() for day in days]
    if not free:
        yield Finding("workdays.none", "请填写放假安排，每行一个节日", field="holidays")
    for field, days in (("holidays", free), ("makeup_days", [*given.makeup_days])):
        if stray := [day for day in days if not _belongs(day, given.year)]:
            message = f"{said(stray)}不在{given.year}年内（元旦假期可自上一年12月起）"
            yield Finding("workdays.year", message, field=field)
        if twice := sorted({day for day in days if days.count(day) > 1}):
            yield Finding("workdays.twice", f"{said(twice)}重复填写", field=field)
    if both := sorted(set(free) & set(given.makeup_days)):
        yield Finding("workdays.both", f"{said(both)}既列为放假又列为调休上班", field="makeup_days")
    if idle := [day for day in given.makeup_days if day.weekday() < SATURDAY]:
        yield Finding("workdays.weekday", f"{said(idle)}不是周末，无须列为调休上班", field="makeup_days")


def said(days: list[date]) -> str:
    """1月4日、2月14日."""
    return "、".join(f"{day.year}年{day.month}月{day.day}日" for day in days)


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, 12)
