"""The steps bar agrees with the road, and says in words who does what next."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from jiqun.core.route import Traveller, steps_from
from jiqun.core.steps import next_step, progress, way
from jiqun.core.vocabulary import FINAL_STAGES, Event, Extra, Level, Purpose, Stage, Tier

WAYS = list(product(Purpose, Level, (True, False)))
EXTRAS = [frozenset(each) for size in range(len(Extra) + 1) for each in combinations(Extra, size)]
NONE: frozenset[Extra] = frozenset()
OFFICES = {
    Tier.COUNTY: "定襄县工业和信息化局",
    Tier.CITY: "忻州市工业和信息化局",
    Tier.PROVINCE: "山西省工业和信息化厅",
}
DECLARING = (Purpose.DECLARATION, Level.PROVINCIAL, True)
LEADING_BACK = {Event.WITHDRAW, Event.SEND_BACK, Event.RETURN, Event.UPHOLD_OBJECTION, Event.DISQUALIFY}


def reached(purpose: Purpose, level: Level, sign_off: bool, extras: frozenset[Extra] = NONE) -> set[Stage]:
    found, waiting = {Stage.DRAFT}, [Stage.DRAFT]
    while waiting:
        ends = {step.end for step in steps_from(Traveller(waiting.pop(), purpose, level, sign_off, extras))} - found
        found |= ends
        waiting += ends
    return found


def marks(stage: Stage, *, stood_at: Stage | None = None) -> str:
    return " ".join(state for _, state in progress(stage, *DECLARING, stood_at=stood_at))


@pytest.mark.parametrize(
    ("purpose", "level", "labels"),
    [
        (Purpose.DECLARATION, Level.PROVINCIAL, ["申报填报", "市级核查推荐", "公布名单"]),
        (Purpose.DECLARATION, Level.NATIONAL, ["申报填报", "市级核查推荐", "上报工信部", "国家级认定"]),
        (Purpose.RE_EVALUATION, Level.PROVINCIAL, ["复核填报", "市级初审", "公布复核结果"]),
        (Purpose.RE_EVALUATION, Level.NATIONAL, ["复核填报", "市级初审", "上报工信部", "国家级复核结果"]),
    ],
)
def test_the_milestones_are_those_of_the_notice(purpose: Purpose, level: Level, labels: list[str]):
    five = ["形式审查", "专家评审", "实地抽查", "会议研究", "结果公示"]

    assert [group.label for group in way(purpose, level, True)] == [*labels[:2], *five, *labels[2:]]


@pytest.mark.parametrize("road", WAYS)
def test_every_stage_of_a_road_has_one_milestone(road: tuple[Purpose, Level, bool]):
    shown = [stage for group in way(*road) for stage in (*group.stages, *group.stops)]
    beyond = {Stage.RECOGNISED, Stage.RENEWED, Stage.DISQUALIFIED, Stage.REVOKED}

    assert len(shown) == len(set(shown))
    assert set(shown) == reached(*road) - beyond


@pytest.mark.parametrize("road", WAYS)
def test_the_road_never_leads_back_over_the_bar_but_by_returning(road: tuple[Purpose, Level, bool]):
    order = {stage: index for index, group in enumerate(way(*road)) for stage in (*group.stages, *group.stops)}

    for stage, place in order.items():
        for step in steps_from(Traveller(stage, *road)):
            if step.event not in LEADING_BACK and step.end in order:
                assert order[step.end] >= place, step


@pytest.mark.parametrize("road", WAYS)
def test_an_open_case_stands_at_one_milestone(road: tuple[Purpose, Level, bool]):
    for stage in reached(*road) - FINAL_STAGES:
        states = [state for _, state in progress(stage, *road)]
        here = states.index("current")
        assert states == ["done"] * here + ["current"] + ["todo"] * (len(states) - here - 1)


def test_the_bar_shows_where_a_case_stopped():
    assert marks(Stage.DRAFT) == "current todo todo todo todo todo todo todo"
    assert marks(Stage.ON_NOTICE) == "done done done done done done current todo"
    assert marks(Stage.RECOGNISED) == "done done done done done done done done"
    assert marks(Stage.REFUSED) == "done done stopped todo todo todo todo todo"
    assert marks(Stage.DISQUALIFIED, stood_at=Stage.SPOT_CHECK) == "done done done done stopped todo todo todo"


def test_an_end_outside_the_road_is_a_stop_of_its_own():
    assert progress(Stage.REVOKED, *DECLARING)[-2:] == [("公布名单", "done"), ("已撤销认定", "stopped")]
    assert progress(Stage.DISQUALIFIED, *DECLARING)[-2:] == [("公布名单", "todo"), ("已取消资格", "stopped")]


@pytest.mark.parametrize(
    ("stage", "road", "sentence"),
    [
        (Stage.DRAFT, DECLARING, "下一步：由定襄县工业和信息化局经办人填报并提交"),
        (Stage.SIGNING, DECLARING, "下一步：由定襄县工业和信息化局负责人审核签发"),
        (Stage.SUBMITTED, DECLARING, "下一步：由忻州市工业和信息化局经办人实地核查"),
        (
            Stage.SUBMITTED,
            (Purpose.RE_EVALUATION, Level.NATIONAL, True),
            "下一步：由忻州市工业和信息化局经办人初审",
        ),
        (Stage.VERIFIED, DECLARING, "下一步：由忻州市工业和信息化局负责人推荐至省级"),
        (Stage.READY, DECLARING, "下一步：由山西省工业和信息化厅会议研究"),
        (Stage.CLEARED, DECLARING, "下一步：由山西省工业和信息化厅负责人公布认定名单"),
        (
            Stage.CLEARED,
            (Purpose.DECLARATION, Level.NATIONAL, False),
            "下一步：由山西省工业和信息化厅上报工信部",
        ),
        (
            Stage.FORWARDED,
            (Purpose.RE_EVALUATION, Level.NATIONAL, True),
            "下一步：由山西省工业和信息化厅登记国家级复核结果",
        ),
        (Stage.RECOGNISED, DECLARING, "已认定，本事项已办结"),
        (Stage.REVOKED, DECLARING, "已撤销认定，本事项已办结"),
    ],
)
def test_the_next_step_in_words(stage: Stage, road: tuple[Purpose, Level, bool], sentence: str):
    assert next_step(stage, *road, OFFICES).sentence == sentence


def test_an_office_without_name_is_called_by_its_tier():
    assert next_step(Stage.DRAFT, *DECLARING).who == "县级主管部门经办人"


@pytest.mark.parametrize("road", WAYS)
@pytest.mark.parametrize("stage", list(Stage))
def test_the_bar_and_the_words_stand_for_any_stage_whatever_the_road(stage: Stage, road: tuple[Purpose, Level, bool]):
    states = [state for _, state in progress(stage, *road)]
    stopped = stage in FINAL_STAGES - {Stage.RECOGNISED, Stage.RENEWED}

    assert (states.count("stopped"), states.count("current")) == (int(stopped), int(stage not in FINAL_STAGES))
    assert next_step(stage, *road).what


@pytest.mark.parametrize("stood_at", list(Stage))
def test_a_disqualified_case_stops_somewhere_wherever_it_stood(stood_at: Stage):
    for road in WAYS:
        states = [state for _, state in progress(Stage.DISQUALIFIED, *road, stood_at=stood_at)]
        assert states.count("stopped") == 1


@pytest.mark.parametrize("road", WAYS)
def test_every_stage_of_a_road_has_words(road: tuple[Purpose, Level, bool]):
    for stage in reached(*road):
        who, what = next_step(stage, *road, OFFICES)
        assert what
        assert bool(who) == (stage not in FINAL_STAGES)


@pytest.mark.parametrize("extras", EXTRAS)
@pytest.mark.parametrize("road", WAYS)
def test_a_milestone_shows_only_where_the_round_has_the_stage(
    road: tuple[Purpose, Level, bool], extras: frozenset[Extra]
):
    groups = way(*road, extras=extras)
    labels = [group.label for group in groups]

    assert ("答辩" in labels) == (Extra.DEFENCE in extras)
    assert ("抽查" in labels[1]) == (Extra.CITY_SPOT_CHECK in extras)
    beyond = {Stage.RECOGNISED, Stage.RENEWED, Stage.DISQUALIFIED, Stage.REVOKED}
    shown = [stage for group in groups for stage in (*group.stages, *group.stops)]
    assert len(shown) == len(set(shown))
    assert set(shown) == reached(*road, extras) - beyond


@pytest.mark.parametrize("extras", EXTRAS)
@pytest.mark.parametrize("road", WAYS)
def test_every_stage_of_a_road_with_extra_stages_has_words_and_one_place(
    road: tuple[Purpose, Level, bool], extras: frozenset[Extra]
):
    for stage in reached(*road, extras) - FINAL_STAGES:
        assert next_step(stage, *road, OFFICES, extras=extras).who
        states = [state for _, state in progress(stage, *road, extras=extras)]
        here = states.index("current")
        assert states == ["done"] * here + ["current"] + ["todo"] * (len(states) - here - 1)


def test_who_does_the_extra_stages():
    extras = frozenset(Extra)

    assert next_step(Stage.CITY_CHECK, *DECLARING, OFFICES, extras=extras).sentence == (
        "下一步：由忻州市工业和信息化局经办人另派人员实地抽查"
    )
    assert next_step(Stage.DEFENCE, *DECLARING, OFFICES, extras=extras).sentence == (
        "下一步：由山西省工业和信息化厅组织答辩"
    )
