"""The table of the road is asked questions."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import pytest

from jiqun.core.findings import Refused
from jiqun.core.route import ROUTE, Step, Traveller, steps_for, steps_from, take
from jiqun.core.vocabulary import FINAL_STAGES, Event, Extra, Level, Purpose, Role, Stage, Tier

WAYS = list(product(Purpose, Level, (True, False)))
EXTRAS = [frozenset(each) for size in range(len(Extra) + 1) for each in combinations(Extra, size)]
ROADS = [(*way, extras) for way in WAYS for extras in EXTRAS]
OF_EXTRA = {Extra.CITY_SPOT_CHECK: {Stage.CITY_CHECK}, Extra.DEFENCE: {Stage.DEFENCE}}
ENDS_OF_RECOGNITION = {Stage.RECOGNISED, Stage.RENEWED}


Road = tuple[Purpose, Level, bool, frozenset[Extra]]
NONE: frozenset[Extra] = frozenset()


def steps(stage: Stage, purpose: Purpose, level: Level, sign_off: bool, extras: frozenset[Extra] = NONE) -> list[Step]:
    return list(steps_from(Traveller(stage, purpose, level, sign_off, extras)))


def reached(purpose: Purpose, level: Level, sign_off: bool, extras: frozenset[Extra] = NONE) -> set[Stage]:
    found, waiting = {Stage.DRAFT}, [Stage.DRAFT]
    while waiting:
        ends = {step.end for step in steps(waiting.pop(), purpose, level, sign_off, extras)} - found
        found |= ends
        waiting += ends
    return found


def draft(purpose: Purpose = Purpose.DECLARATION, *, sign_off: bool = True) -> Traveller:
    return Traveller(Stage.DRAFT, purpose, Level.PROVINCIAL, sign_off)


def test_every_stage_is_reachable_from_a_draft():
    assert set().union(*(reached(*road) for road in ROADS)) == set(Stage)


@pytest.mark.parametrize("extras", EXTRAS)
def test_every_stage_of_a_round_is_reachable_and_none_of_what_it_has_not(extras: frozenset[Extra]):
    ways = {(purpose, level): reached(purpose, level, True, extras) for purpose, level in product(Purpose, Level)}
    absent = set[Stage]().union(*(OF_EXTRA[each] for each in set(Extra) - extras))

    assert set().union(*ways.values()) == set(Stage) - absent
    assert all(found >= OF_EXTRA[extra] for extra in extras for found in ways.values())


def test_a_round_without_extra_stages_has_the_road_of_the_notice():
    events = {step.event for way in WAYS for stage in reached(*way) for step in steps(stage, *way)}

    assert set(Event) - events == {Event.PASS_CITY_CHECK, Event.RECORD_DEFENCE}


@pytest.mark.parametrize("way", WAYS)
def test_an_extra_stage_is_passed_through_by_every_case(way: tuple[Purpose, Level, bool]):
    extras = frozenset(Extra)

    assert {step.end for step in steps(Stage.SUBMITTED, *way, extras) if step.event == Event.VERIFY} == {
        Stage.CITY_CHECK
    }
    assert {step.end for step in steps(Stage.UNDER_REVIEW, *way, extras) if step.event == Event.CLOSE_REVIEW} == {
        Stage.DEFENCE
    }
    assert [step for step in steps(Stage.CITY_CHECK, *way, extras) if step.event == Event.RECOMMEND] == []


def test_a_case_that_did_not_stand_the_second_look_can_only_end_or_be_looked_at_again():
    rows = [step for step in ROUTE if step.start == Stage.CITY_CHECK and step.tier == Tier.CITY]

    assert {(step.event, step.end) for step in rows} == {
        (Event.PASS_CITY_CHECK, Stage.VERIFIED),
        (Event.NOT_RECOMMEND, Stage.NOT_RECOMMENDED),
    }


def test_every_event_is_on_the_road():
    assert {step.event for step in ROUTE} == set(Event)


@pytest.mark.parametrize("way", ROADS)
def test_every_stage_that_is_reached_leads_on_or_is_final(way: Road):
    for stage in reached(*way) - FINAL_STAGES:
        ends = {step.end for step in steps(stage, *way)} - {Stage.DISQUALIFIED}
        assert ends, stage


@pytest.mark.parametrize("way", ROADS)
def test_from_every_stage_that_is_reached_recognition_or_forwarding_is_possible(way: Road):
    def reaches_the_end(stage: Stage, seen: frozenset[Stage] = frozenset()) -> bool:
        ends = {step.end for step in steps(stage, *way)} - seen
        return bool(ends & ENDS_OF_RECOGNITION) or any(reaches_the_end(end, seen | ends) for end in ends)

    assert [stage for stage in reached(*way) - FINAL_STAGES if not reaches_the_end(stage)] == []


@pytest.mark.parametrize("way", ROADS)
def test_a_final_stage_leads_to_revocation_at_most(way: Road):
    for stage in FINAL_STAGES:
        assert {step.event for step in steps(stage, *way)} <= {Event.REVOKE}


@pytest.mark.parametrize("way", ROADS)
def test_no_two_rows_say_different_things_of_one_act(way: Road):
    acts = Counter(
        (stage, step.event, step.tier, role) for stage in Stage for step in steps(stage, *way) for role in step.roles
    )

    assert [act for act, rows in acts.items() if rows > 1] == []


@pytest.mark.parametrize("way", ROADS)
def test_an_act_leads_to_one_stage_whoever_does_it(way: Road):
    for stage in Stage:
        ends: dict[Event, set[Stage]] = {}
        for step in steps(stage, *way):
            ends.setdefault(step.event, set()).add(step.end)
        assert all(len(each) == 1 for each in ends.values())


@pytest.mark.parametrize("sign_off", [True, False])
def test_each_way_has_its_own_ends(sign_off: bool):
    ways = {(purpose, level): reached(purpose, level, sign_off) for purpose, level in product(Purpose, Level)}
    ends = {stage for stage in Stage if stage in FINAL_STAGES} | {Stage.FORWARDED}
    everywhere = {Stage.VOIDED, Stage.NOT_RECOMMENDED, Stage.REFUSED, Stage.DECLINED, Stage.DISQUALIFIED, Stage.REVOKED}

    assert {way: found & ends - everywhere for way, found in ways.items()} == {
        (Purpose.DECLARATION, Level.PROVINCIAL): {Stage.RECOGNISED},
        (Purpose.DECLARATION, Level.NATIONAL): {Stage.FORWARDED, Stage.RECOGNISED, Stage.NOT_RECOGNISED},
        (Purpose.RE_EVALUATION, Level.PROVINCIAL): {Stage.RENEWED},
        (Purpose.RE_EVALUATION, Level.NATIONAL): {Stage.FORWARDED, Stage.RENEWED, Stage.LAPSED},
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_signatory_stage_is_passed_only_where_the_county_signs(way: tuple[Purpose, Level, bool]):
    assert (Stage.SIGNING in reached(*way)) == way[2]


def test_a_case_can_be_disqualified_from_every_open_stage_and_by_the_province_only():
    rows = [step for step in ROUTE if step.event == Event.DISQUALIFY]

    assert {step.start for step in rows} == set(Stage) - FINAL_STAGES
    assert {step.tier for step in rows} == {Tier.PROVINCE}


def test_no_administrator_expert_or_auditor_moves_a_case():
    idle = {Role.EXPERT, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR}

    assert [step for step in ROUTE if step.roles & idle] == []
    assert all(step.roles for step in ROUTE)


def test_every_end_against_a_case_needs_a_reason():
    against = {Stage.NOT_RECOMMENDED, Stage.REFUSED, Stage.DECLINED, Stage.LAPSED, Stage.DISQUALIFIED, Stage.REVOKED}

    assert [step for step in ROUTE if step.end in against and not step.reason_needed] == []


def test_a_step_leads_where_the_table_says():
    assert take(draft(), Event.SUBMIT, Tier.COUNTY, Role.HANDLER).end == Stage.SIGNING
    assert take(draft(sign_off=False), Event.SUBMIT, Tier.COUNTY, Role.HANDLER).end == Stage.SUBMITTED


def test_a_seat_sees_its_own_steps_only():
    submitted = Traveller(Stage.SUBMITTED, Purpose.DECLARATION, Level.PROVINCIAL, True)

    assert [step.event for step in steps_for(submitted, Tier.COUNTY, Role.HANDLER)] == [Event.WITHDRAW]
    assert [step.event for step in steps_for(submitted, Tier.CITY, Role.HANDLER)] == [
        Event.RETURN,
        Event.VERIFY,
        Event.NOT_RECOMMEND,
    ]
    assert steps_for(submitted, Tier.PROVINCE, Role.AUDITOR) == []


@pytest.mark.parametrize(
    ("event", "tier", "role", "code", "message"),
    [
        (
            Event.RECOGNISE,
            Tier.PROVINCE,
            Role.SIGNATORY,
            "route.no_such_step",
            "该事项现为“填报中”，不能办理“公布认定”；请刷新页面查看最新环节",
        ),
        (Event.SUBMIT, Tier.CITY, Role.HANDLER, "route.wrong_seat", "“提交”由县级经办人办理，请联系相应人员"),
        (Event.SUBMIT, Tier.COUNTY, Role.SIGNATORY, "route.wrong_seat", "“提交”由县级经办人办理，请联系相应人员"),
        (
            Event.DISQUALIFY,
            Tier.PROVINCE,
            Role.PROVINCIAL_OFFICER,
            "route.reason_missing",
            "办理“取消资格”须写明理由",
        ),
    ],
)
def test_a_refusal_says_what_and_who(event: Event, tier: Tier, role: Role, code: str, message: str):
    with pytest.raises(Refused) as refused:
        take(draft(), event, tier, role, reason="  ")

    assert [(finding.code, finding.message) for finding in refused.value.findings] == [(code, message)]


def test_with_a_reason_the_step_may_be_taken():
    step = take(draft(), Event.DISQUALIFY, Tier.PROVINCE, Role.PROVINCIAL_OFFICER, reason="虚假申报")

    assert step.end == Stage.DISQUALIFIED
