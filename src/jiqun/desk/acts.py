"""What a seat may do with a case now, and the page where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.route import steps_for
from jiqun.core.vocabulary import Event, Role, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import traveller

Way = Callable[[Declaration], str | None]


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a link."""

    label: str
    url: str


def to(page: str) -> Way:
    """A page without an argument."""
    return lambda _case: reverse(page)


def by_number(page: str) -> Way:
    """A page of the case."""
    return lambda case: reverse(page, args=[case.case_number])


def recommending(case: Declaration) -> str:
    """The list of the case's round and purpose."""
    return f"{reverse('recommendations:list')}?round={case.round.code}&purpose={case.purpose}"


def convening(case: Declaration) -> str:
    """Convening a panel for the purpose of the case."""
    return f"{reverse('assessments:convene')}?round={case.round.code}&purpose={case.purpose}"


def panel(case: Declaration) -> str | None:
    """The panel that has the case."""
    task = case.assignments.filter(panel__closed_at=None).first()
    return reverse("assessments:panel", args=[task.panel_id]) if task else None


def defending(case: Declaration) -> str:
    """The turn of the case in its session, or the page where sessions are arranged."""
    turn = getattr(case, "defence", None)
    if turn is None:
        return f"{reverse('assessments:defences')}?round={case.round.code}"
    return reverse("assessments:defence", args=[turn.session_id, case.case_number])


def spot_check(case: Declaration) -> str | None:
    """The province's own look at the case."""
    check = getattr(case, "spot_check", None)
    return reverse("assessments:spot-check", args=[check.pk]) if check else None


def notice(case: Declaration) -> str | None:
    """The notice that the case stands on, drawn up or standing."""
    found = case.public_notices.filter(closed_at=None).first()
    return reverse("decisions:notice", args=[found.pk]) if found else None


def notice_or_all(case: Declaration) -> str:
    """The notice drawn up with the case, or the page where one is drawn up."""
    return notice(case) or reverse("decisions:notices")


def list_or_all(case: Declaration) -> str:
    """The list drawn up with the case, or the page where one is drawn up."""
    made = case.lists.filter(issued_at=None).first()
    return reverse("recognitions:list", args=[made.pk]) if made else reverse("recognitions:lists")


def recognition(case: Declaration) -> str | None:
    """The recognition that the case led to."""
    found = getattr(case, "recognition", None)
    return reverse("recognitions:recognition", args=[found.pk]) if found else None


def result_or_list(case: Declaration) -> str:
    """Renewal: the ministry's result for a forwarded case, the list for a provincial one."""
    return reverse("recognitions:ministry") if case.stage == Stage.FORWARDED else list_or_all(case)


WAYS: dict[Event, tuple[str, Way]] = {
    Event.SUBMIT: ("继续填报", by_number("declarations:form")),
    Event.SIGN_OFF: ("审核签发", by_number("declarations:sign")),
    Event.VERIFY: ("现场核查", by_number("recommendations:visit")),
    Event.PASS_CITY_CHECK: ("登记市级抽查", by_number("recommendations:city-check")),
    Event.RECOMMEND: ("推荐名单", recommending),
    Event.RETURN: ("退回补正", by_number("recommendations:return")),
    Event.NOT_RECOMMEND: ("不予推荐", by_number("recommendations:decline")),
    Event.ADMIT: ("形式审查", by_number("assessments:formal-check")),
    Event.ASSIGN_EXPERTS: ("组建评审组", convening),
    Event.CLOSE_REVIEW: ("评审进度", panel),
    Event.RECORD_DEFENCE: ("安排和登记答辩", defending),
    Event.DRAW: ("实地抽查抽取", to("assessments:spot-checks")),
    Event.RECORD_SPOT_CHECK: ("登记抽查结果", spot_check),
    Event.PROPOSE: ("登记会议研究", to("decisions:meetings")),
    Event.OPEN_NOTICE: ("签发公示", notice_or_all),
    Event.CLOSE_NOTICE: ("公示和异议", notice),
    Event.RECOGNISE: ("签发名单", list_or_all),
    Event.FORWARD: ("签发名单", list_or_all),
    Event.RENEW: ("登记复核结果", result_or_list),
    Event.MINISTRY_RECOGNISE: ("登记国家结果", to("recognitions:ministry")),
    Event.REVOKE: ("查看认定", recognition),
}
"""Acts that have a page of their own; those that mean the same page are named once."""

PREPARING: dict[tuple[Stage, Tier, Role], tuple[str, Way]] = {
    (Stage.VERIFIED, Tier.CITY, Role.HANDLER): ("列入推荐名单", recommending),
    (Stage.PROPOSED, Tier.PROVINCE, Role.PROVINCIAL_OFFICER): ("拟定公示", to("decisions:notices")),
    (Stage.CLEARED, Tier.PROVINCE, Role.PROVINCIAL_OFFICER): ("拟定名单", to("recognitions:lists")),
}
"""What a seat prepares for another's signature: no step of the road by itself."""


def events_of(case: Declaration, seat: Seat) -> set[Event]:
    """The steps of the road that the seat may take with the case now."""
    return {step.event for step in steps_for(traveller(case), seat.tier, seat.role_term)}


def acts_of(case: Declaration, seat: Seat, events: set[Event]) -> list[Act]:
    """The acts in the order of the road, each page once."""
    ways = [WAYS[event] for event in WAYS if event in events]
    if not any(event in events for event in (Event.RECOMMEND, Event.OPEN_NOTICE, Event.RECOGNISE, Event.FORWARD)):
        preparing = PREPARING.get((case.stage_term, seat.tier, seat.role_term))
        ways = [preparing, *ways] if preparing else ways
    found: dict[str, Act] = {}
    for label, way in ways:
        url = way(case)
        if url is not None:
            found.setdefault(url, Act(label, url))
    return list(found.values())
