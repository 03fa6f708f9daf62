"""What comes next for a case, by when, and what a seat may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.route import steps_for
from jiqun.core.vocabulary import Event, Extra, Purpose, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import traveller
from jiqun.programmes.queries import policy_of

BEFORE_CLOSING = frozenset({Stage.DRAFT, Stage.SIGNING, Stage.SUBMITTED, Stage.CITY_CHECK, Stage.VERIFIED})

AHEAD: dict[Stage, str] = {
    Stage.SIGNING: "由县级负责人签发后报送{city}",
    Stage.SUBMITTED: "由{city}现场核查",
    Stage.CITY_CHECK: "由{city}另派人员实地抽查",
    Stage.VERIFIED: "由{city}在名额内推荐至省级",
    Stage.NOT_RECOMMENDED: "本批次办理结束",
    Stage.RECOMMENDED: "由省级形式审查",
    Stage.REFUSED: "本批次办理结束",
    Stage.ADMITTED: "由省级组织专家评审",
    Stage.UNDER_REVIEW: "专家评审结束后确定是否实地抽查",
    Stage.DEFENCE: "由省级组织答辩",
    Stage.REVIEWED: "由省级抽取实地抽查对象",
    Stage.SPOT_CHECK: "由省级实地抽查",
    Stage.READY: "由省级会议研究",
    Stage.DECLINED: "本批次办理结束",
    Stage.PROPOSED: "由省级公示拟定结果",
    Stage.ON_NOTICE: "公示期满无异议后公布",
    Stage.CLEARED: "由省级公布结果或上报工信部",
    Stage.FORWARDED: "等待工信部公布结果",
    Stage.RECOGNISED: "有效期届满当年参加复核",
    Stage.RENEWED: "有效期届满当年再次参加复核",
}

RE_EVALUATION_AHEAD: dict[Stage, str] = {
    Stage.SUBMITTED: "由{city}初审",
    Stage.VERIFIED: "由{city}报送省级复核",
}
"""A re-evaluation knows neither quota nor recommendation (N14)."""

PAGES: dict[Event, tuple[str, str]] = {
    Event.SUBMIT: ("declarations:form", "继续填报"),
    Event.SIGN_OFF: ("declarations:sign", "签发"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """Something the seat may do, and the page where it is done."""

    label: str
    url: str


def what_next(case: Declaration) -> str:
    """One phrase: who does what with the case next; empty where the road has ended without more to come."""
    if case.stage == Stage.DRAFT:
        checked = "初审" if case.purpose == Purpose.RE_EVALUATION else "核查"
        signer = "提交后由县级负责人签发" if case.round.sign_off else f"提交后由{case.city.place}{checked}"
        return f"由县级经办人填报，{signer}"
    if case.stage == Stage.UNDER_REVIEW and Extra.DEFENCE in policy_of(case.round).extras:
        return "专家评审结束后由省级组织答辩"
    ahead = {**AHEAD, **RE_EVALUATION_AHEAD} if case.purpose == Purpose.RE_EVALUATION else AHEAD
    return ahead.get(case.stage_term, "").format(city=case.city.place)


def due(case: Declaration) -> date | None:
    """The last day of the round while the case still has to reach the province."""
    return case.round.closes_on if case.stage_term in BEFORE_CLOSING else None


def acts(case: Declaration, seat: Seat) -> list[Act]:
    """What the seat may do with the case at the county stage, the main act first."""
    events = [step.event for step in steps_for(traveller(case), seat.tier, seat.role_term)]
    found = [
        Act(label, reverse(page, args=[case.case_number])) for event, (page, label) in PAGES.items() if event in events
    ]
    return [*found, Act("查看", reverse("desk:case", args=[case.case_number]))]


def may(case: Declaration, seat: Seat, event: Event) -> bool:
    """Whether the road lets the seat do this with the case now."""
    return event in {step.event for step in steps_for(traveller(case), seat.tier, seat.role_term)}


def track_name(case: Declaration) -> str:
    """省级, 国家级, or for a re-evaluation 国家级复核."""
    level = case.level_term.label
    return level if case.purpose == Purpose.DECLARATION else f"{level}{case.purpose_term.label}"
