"""What each stage found about a case, as far as the reader may know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from jiqun.accounts.access import PROVINCE_STAFF
from jiqun.accounts.models import Seat
from jiqun.assessments.models import Defence, SpotCheckOutcome
from jiqun.assessments.queries import review_reasons
from jiqun.core.vocabulary import FINAL_STAGES, Extra, Stage, Tier
from jiqun.decisions.models import Outcome as MeetingOutcome
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.models import Conformity, SiteVisit
from jiqun.recommendations.queries import city_checks_of
from jiqun.ui.wording import chinese_date, number


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stage with what it found; ``url`` leads to more where there is more."""

    label: str
    text: str
    url: str = ""
    more: str = ""


def outcomes_of(case: Declaration, seat: Seat, at: datetime) -> list[Outcome]:
    """What is known of a case, in the order of the road.

    Points are the province's; counties and cities read the experts' reasons, without names, once the case has ended.
    """
    found = [*at_the_city(case), *formal_check(case)]
    inside = seat.tier == Tier.PROVINCE
    staff = inside and seat.role_term in PROVINCE_STAFF
    found += [*(review(case, leads_on=staff) if inside else ()), *defence(case, inside=inside, leads_on=staff)]
    found += spot_check(case, leads_on=staff)
    if not inside and case.stage_term in FINAL_STAGES:
        found += [Outcome(f"专家意见：{item}", text) for item, text in review_reasons(case)]
    return [*found, *decisions(case), *notices(case, at), *lists(case), *recognition(case)]


def concluded_visit(case: Declaration) -> SiteVisit | None:
    """The last visit that came to a conclusion."""
    visits = case.visits.filter(concluded_at__isnull=False).select_related("submission")
    return visits.order_by("-submission__number").first()


def at_the_city(case: Declaration) -> Iterator[Outcome]:
    """The visit on site, and the city's recommendation once it was sent."""
    visit = concluded_visit(case)
    if visit is not None:
        day = f"{chinese_date(visit.visited_on)}，" if visit.visited_on else ""
        yield Outcome("市级现场核查", f"{day}{visit.conclusion}（{visit.concluded_by}）")
    yield from second_looks(case)
    row = getattr(case, "recommendation", None)
    if row is not None and row.list.sent_at is not None:
        opinion = f"；{row.opinion}" if row.opinion else ""
        sent = f"{chinese_date(row.list.sent_at)}报送，{row.list.letter_number}"
        yield Outcome("市级推荐", f"排序第{row.rank}位，{sent}{opinion}")


def second_looks(case: Declaration) -> Iterator[Outcome]:
    """What other people of the city found, in a round that has the second look."""
    if Extra.CITY_SPOT_CHECK not in policy_of(case.round).extras:
        return
    for check in city_checks_of(case):
        report = f"：{check.report}" if check.report else ""
        found = f"{Conformity(check.outcome).label}{report}（{check.recorded_by}）"
        yield Outcome(Extra.CITY_SPOT_CHECK.label, f"{chinese_date(check.visited_on)}，{found}")


def formal_check(case: Declaration) -> Iterator[Outcome]:
    """Admitted, or refused with the reason."""
    check = getattr(case, "formal_check", None)
    if check is not None and check.decided_at is not None:
        words = "予以受理" if check.admitted else f"不予受理：{check.reason}"
        yield Outcome("形式审查", f"{chinese_date(check.decided_at)}{words}")


def review(case: Declaration, *, leads_on: bool) -> Iterator[Outcome]:
    """Score and place once the panel has closed; its page is open to the province's staff."""
    result = getattr(case, "review_result", None)
    if result is not None:
        url = reverse("assessments:panel", args=[result.panel_id]) if leads_on else ""
        text = f"综合得分{number(result.score, 2)}分，第{result.place}名，分差{number(result.spread, 2)}分"
        yield Outcome("专家评审", text, url, "查看评审情况")


def defence(case: Declaration, *, inside: bool, leads_on: bool) -> Iterator[Outcome]:
    """When and where the 答辩 is, then what came of it.

    What it advises is the province's; counties and cities read it once the case has ended.
    """
    turn = getattr(case, "defence", None)
    if turn is None:
        return
    url = reverse("assessments:defence", args=[turn.session_id, case.case_number]) if leads_on else ""
    if turn.recorded_at is None:
        text = f"{turn_words(turn)}，{turn.session.place}，第{turn.turn}个"
    else:
        text = f"{chinese_date(turn.session.held_on)}{'已到场' if turn.attended else '未到场'}"
        if inside or case.stage_term in FINAL_STAGES:
            text += f"，意见：{turn.result_words}" if turn.attended else ""
            text += f"；{turn.opinion}" if turn.opinion else ""
    yield Outcome(Extra.DEFENCE.label, text, url, "查看答辩情况")


def turn_words(turn: Defence) -> str:
    """The day and time of a turn: 2025年6月10日 09:30."""
    return f"{chinese_date(turn.session.held_on)} {turn.begins_at:%H:%M}"


def spot_check(case: Declaration, *, leads_on: bool) -> Iterator[Outcome]:
    """What the province's own look found; its page is open to the province's staff."""
    check = getattr(case, "spot_check", None)
    if check is not None:
        url = reverse("assessments:spot-check", args=[check.pk]) if leads_on else ""
        found = SpotCheckOutcome(check.outcome).label if check.outcome else "已抽中，尚未登记结果"
        day = f"{chinese_date(check.visited_on)}，" if check.visited_on else ""
        yield Outcome("实地抽查", f"{day}{found}", url, "查看抽查情况")


def decisions(case: Declaration) -> Iterator[Outcome]:
    """What meetings decided, oldest first."""
    for each in case.decisions.select_related("meeting").order_by("meeting__held_on", "pk"):
        reason = f"：{each.reason}" if each.reason else ""
        held = f"{chinese_date(each.meeting.held_on)}{each.meeting.title}"
        yield Outcome("会议研究", f"{held}，{MeetingOutcome(each.outcome).label}{reason}")


def notices(case: Declaration, at: datetime) -> Iterator[Outcome]:
    """The public notices that the case stood on; the public page is there from their first day on."""
    for each in case.public_notices.filter(opened_at__isnull=False).order_by("first_day", "pk"):
        period = f"{chinese_date(each.first_day)}至{chinese_date(each.last_day)}，{each.working_days}个工作日"
        posted = each.first_day <= localdate(at)
        yield Outcome("结果公示", period, reverse("portal:notice", args=[each.pk]) if posted else "", "查看公示")


def lists(case: Declaration) -> Iterator[Outcome]:
    """The list that the case was issued on."""
    for each in case.lists.filter(issued_at__isnull=False):
        url = reverse("portal:list", args=[each.pk])
        yield Outcome(each.kind_term.label, f"{each.number}，{chinese_date(each.issued_on)}", url, "查看名单")


def recognition(case: Declaration) -> Iterator[Outcome]:
    """The recognition with its number and validity."""
    held = getattr(case, "recognition", None)
    if held is not None:
        url = reverse("recognitions:recognition", args=[held.pk])
        validity = f"有效期{chinese_date(held.valid_from)}至{chinese_date(held.valid_until)}"
        state = "" if case.stage != Stage.REVOKED else "（已撤销）"
        yield Outcome("认定", f"{held.number}{state}，{validity}", url, "查看认定")
