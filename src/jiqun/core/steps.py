"""The road as a case page shows it: the milestones, how far the case has come, and who does what next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jiqun.core.route import Traveller, steps_from
from jiqun.core.vocabulary import FINAL_STAGES, Event, Extra, Level, Purpose, Role, Stage, Tier, stage_label

State = Literal["done", "current", "todo", "stopped"]
DONE: State = "done"
AHEAD: State = "todo"
STOPPED: State = "stopped"
CURRENT: State = "current"
S = Stage
NO_EXTRAS: frozenset[Extra] = frozenset()


@dataclass(frozen=True, slots=True)
class StageGroup:
    """One milestone: the stages in which it is being worked on, and those in which the case stopped at it."""

    label: str
    stages: tuple[Stage, ...]
    stops: tuple[Stage, ...] = ()


class NextStep(NamedTuple):
    """Who does what next, in words; ``who`` is empty when nothing is left to do."""

    who: str
    what: str

    @property
    def sentence(self) -> str:
        """The whole sentence for the page."""
        return f"下一步：由{self.who}{self.what}" if self.who else self.what


def way(
    purpose: Purpose, level: Level, sign_off: bool, *, extras: frozenset[Extra] = NO_EXTRAS
) -> tuple[StageGroup, ...]:
    """The milestones of the road in order; a county whose signatory signs has one stage more in the first.

    ``extras`` are the extra stages of the round: the city's second look belongs to its milestone, 答辩 is one more.
    """
    again = purpose == Purpose.RE_EVALUATION
    drafting = (S.DRAFT, S.SIGNING) if sign_off else (S.DRAFT,)
    defending = (StageGroup(Extra.DEFENCE.label, (S.DEFENCE,)),) if Extra.DEFENCE in extras else ()
    return (
        StageGroup("复核填报" if again else "申报填报", drafting, (S.VOIDED,)),
        _at_the_city(again, Extra.CITY_SPOT_CHECK in extras),
        StageGroup("形式审查", (S.RECOMMENDED,), (S.REFUSED,)),
        StageGroup("专家评审", (S.ADMITTED, S.UNDER_REVIEW)),
        *defending,
        StageGroup("实地抽查", (S.REVIEWED, S.SPOT_CHECK)),
        StageGroup("会议研究", (S.READY,), (S.DECLINED,)),
        StageGroup("结果公示", (S.PROPOSED, S.ON_NOTICE)),
        *_ending(again, level),
    )


def _at_the_city(again: bool, second_look: bool) -> StageGroup:
    if second_look:
        stages = (S.SUBMITTED, S.CITY_CHECK, S.VERIFIED)
        return StageGroup("市级初审抽查" if again else "市级核查抽查推荐", stages, (S.NOT_RECOMMENDED,))
    return StageGroup("市级初审" if again else "市级核查推荐", (S.SUBMITTED, S.VERIFIED), (S.NOT_RECOMMENDED,))


def _ending(again: bool, level: Level) -> tuple[StageGroup, ...]:
    if level == Level.PROVINCIAL:
        return (StageGroup("公布复核结果" if again else "公布名单", (S.CLEARED,)),)
    forwarding = StageGroup("上报工信部", (S.CLEARED,))
    if again:
        return forwarding, StageGroup("国家级复核结果", (S.FORWARDED,), (S.LAPSED,))
    return forwarding, StageGroup("国家级认定", (S.FORWARDED,), (S.NOT_RECOGNISED,))


def progress(
    stage: Stage,
    purpose: Purpose,
    level: Level,
    sign_off: bool,
    *,
    stood_at: Stage | None = None,
    extras: frozenset[Extra] = NO_EXTRAS,
) -> list[tuple[str, State]]:
    """Each milestone with how far it is; ``stood_at``: where a disqualified case stood before, if known.

    A revoked recognition has the whole road behind it and a stop of its own after it; so has a disqualified case of
    which nobody tells where it stood, with nothing shown as done.
    """
    groups = way(purpose, level, sign_off, extras=extras)
    if stage in (S.RECOGNISED, S.RENEWED):
        return [(group.label, DONE) for group in groups]
    if stage == S.REVOKED:
        return [*((group.label, DONE) for group in groups), (stage.label, STOPPED)]
    if stage == S.DISQUALIFIED and stood_at is None:
        return [*((group.label, AHEAD) for group in groups), (stage.label, STOPPED)]
    stands = stood_at if stage == S.DISQUALIFIED and stood_at is not None else stage
    here = _milestone(groups, stands)
    mark = STOPPED if stage in FINAL_STAGES else CURRENT
    return [(group.label, _mark(index, here, mark)) for index, group in enumerate(groups)]


def _milestone(groups: tuple[StageGroup, ...], stage: Stage) -> int:
    """Where a stage is worked on; one that this road does not have stands at its beginning or end.

    Such stages are real where the round's sign-off was switched while a county was signing.
    """
    for index, group in enumerate(groups):
        if stage in (*group.stages, *group.stops):
            return index
    return 0 if stage == S.SIGNING else len(groups) - 1


def _mark(index: int, here: int, mark: State) -> State:
    if index == here:
        return mark
    return DONE if index < here else AHEAD


NEXT_ACT: dict[Stage, tuple[Event, str]] = {
    S.DRAFT: (Event.SUBMIT, "填报并提交"),
    S.SIGNING: (Event.SIGN_OFF, "审核签发"),
    S.SUBMITTED: (Event.VERIFY, "实地核查"),
    S.CITY_CHECK: (Event.PASS_CITY_CHECK, "另派人员实地抽查"),
    S.VERIFIED: (Event.RECOMMEND, "推荐至省级"),
    S.RECOMMENDED: (Event.ADMIT, "形式审查"),
    S.ADMITTED: (Event.ASSIGN_EXPERTS, "组织专家评审"),
    S.UNDER_REVIEW: (Event.CLOSE_REVIEW, "汇总专家评分并结束评审"),
    S.DEFENCE: (Event.RECORD_DEFENCE, "组织答辩"),
    S.REVIEWED: (Event.DRAW, "抽取实地抽查名单"),
    S.SPOT_CHECK: (Event.RECORD_SPOT_CHECK, "实地抽查并登记结果"),
    S.READY: (Event.PROPOSE, "会议研究"),
    S.PROPOSED: (Event.OPEN_NOTICE, "公示拟定结果"),
    S.ON_NOTICE: (Event.CLOSE_NOTICE, "在公示期满后办结公示"),
}
"""The ordinary next act of a stage, and what it is called on the page; the ends of the road differ by way."""

RE_EVALUATION_WORDS = {S.SUBMITTED: "初审", S.VERIFIED: "报送省级复核"}
ROLE_WORDS = {frozenset({Role.HANDLER}): "经办人", frozenset({Role.SIGNATORY}): "负责人"}


def next_step(
    stage: Stage,
    purpose: Purpose,
    level: Level,
    sign_off: bool,
    offices: Mapping[Tier, str] | None = None,
    *,
    extras: frozenset[Extra] = NO_EXTRAS,
) -> NextStep:
    """Who does what next; ``offices`` gives the names of the county's, city's and province's office, where known."""
    if stage in FINAL_STAGES:
        return NextStep("", f"{stage_label(stage, purpose)}，本事项已办结")
    event, what = _next_act(stage, purpose, level)
    case = Traveller(stage, purpose, level, sign_off, extras)
    step = next((each for each in steps_from(case) if each.event == event), None)
    if step is None:
        return NextStep("", stage_label(stage, purpose))
    office = (offices or {}).get(step.tier) or f"{step.tier.label}主管部门"
    return NextStep(office + ROLE_WORDS.get(step.roles, ""), what)


def _next_act(stage: Stage, purpose: Purpose, level: Level) -> tuple[Event, str]:
    again = purpose == Purpose.RE_EVALUATION
    if stage == S.FORWARDED:
        return (Event.RENEW, "登记国家级复核结果") if again else (Event.MINISTRY_RECOGNISE, "登记国家级认定结果")
    if stage == S.CLEARED:
        if level == Level.NATIONAL:
            return Event.FORWARD, "上报工信部"
        return (Event.RENEW, "公布复核结果") if again else (Event.RECOGNISE, "公布认定名单")
    event, what = NEXT_ACT[stage]
    return event, RE_EVALUATION_WORDS.get(stage, what) if again else what
