"""Experts are drawn by lot, apart from conflicts, as evenly as can be, and so that anybody can draw again."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiqun.core.evenness import hand_out
from jiqun.core.findings import Refused
from jiqun.core.panel import Plan, Replacement, assign, replace

CASES = [f"SX-{number:02}" for number in range(1, 9)]
EXPERTS = list(range(1, 8))


def spread_of(plan: Plan[int]) -> int:
    return max(plan.loads().values()) - min(plan.loads().values())


def forbidden(pairs: set[tuple[str, int]]) -> dict[str, dict[int, str]]:
    return {case: {expert: "同一单位" for expert in EXPERTS if (case, expert) in pairs} for case in CASES}


conflict_pairs = st.sets(st.tuples(st.sampled_from(CASES), st.sampled_from(EXPERTS)), max_size=25)


@given(st.integers(0, 8), st.integers(1, 7), st.integers(1, 5), st.text(max_size=5))
def test_without_conflicts_loads_differ_by_one_at_most(cases: int, experts: int, per_case: int, seed: str):
    assume(experts >= per_case)
    plan = assign(CASES[:cases], EXPERTS[:experts], per_case, seed)

    assert spread_of(plan) <= 1
    assert sum(plan.loads().values()) == cases * per_case


@given(conflict_pairs, st.integers(1, 3), st.text(max_size=5))
def test_every_case_has_its_full_panel_without_conflicts(pairs: set[tuple[str, int]], per_case: int, seed: str):
    assume(all(sum((case, expert) not in pairs for expert in EXPERTS) >= per_case for case in CASES))
    plan = assign(CASES, EXPERTS, per_case, seed, forbidden(pairs))

    assert sorted(plan.panels) == CASES
    for case, panel in plan.panels.items():
        assert len(set(panel)) == len(panel) == per_case
        assert not pairs & {(case, expert) for expert in panel}


@given(
    st.lists(st.sets(st.integers(1, 4), min_size=2), min_size=1, max_size=4),
    st.integers(1, 2),
    st.text(max_size=3),
)
def test_loads_are_as_even_as_trying_everything_finds(free: list[set[int]], per_case: int, seed: str):
    cases = CASES[: len(free)]
    eligible = {case: sorted(experts) for case, experts in zip(cases, free, strict=True)}
    panels = hand_out(eligible, per_case, lambda case: seed + case[::-1])
    handed = [expert for panel in panels.values() for expert in panel]

    def unevenness(choice: list[int]) -> int:
        return sum(choice.count(expert) ** 2 for expert in range(1, 5))

    everything = product(*(combinations(experts, per_case) for experts in eligible.values()))

    assert unevenness(handed) == min(unevenness([each for panel in choice for each in panel]) for choice in everything)


@given(conflict_pairs, st.text(max_size=5))
def test_the_order_given_does_not_matter(pairs: set[tuple[str, int]], seed: str):
    assume(all(sum((case, expert) not in pairs for expert in EXPERTS) >= 2 for case in CASES))

    turned = dict(reversed(forbidden(pairs).items()))

    assert assign(CASES[::-1], EXPERTS[::-1], 2, seed, turned) == assign(CASES, EXPERTS, 2, seed, forbidden(pairs))


def test_another_seed_draws_other_panels():
    assert assign(CASES, EXPERTS, 3, "甲").panels != assign(CASES, EXPERTS, 3, "乙").panels


def test_over_many_seeds_every_expert_meets_every_case_about_as_often():
    met = [assign(CASES[:2], EXPERTS[:4], 1, str(seed)).panels["SX-01"][0] for seed in range(400)]

    assert all(60 < met.count(expert) < 140 for expert in EXPERTS[:4])


def test_an_expert_free_for_one_case_only_is_used_and_others_stay_even():
    against = {case: {7: "同一单位"} for case in CASES[1:]}
    loads = assign(CASES, EXPERTS, 3, "s", against).loads()

    assert loads[7] == 1
    assert sorted(loads[expert] for expert in EXPERTS[:6]) == [3, 4, 4, 4, 4, 4]


def test_all_cases_without_enough_experts_are_named():
    against = {"SX-01": dict.fromkeys(EXPERTS[:5], "同一单位"), "SX-02": dict.fromkeys(EXPERTS, "同一单位")}

    with pytest.raises(Refused) as refused:
        assign(CASES, EXPERTS, 3, "s", against)

    assert [finding.message for finding in refused.value.findings] == [
        "事项SX-01需要3名专家，回避后仅有2名；请增补1名无利害关系的专家后重新抽取",
        "事项SX-02需要3名专家，回避后仅有0名；请增补3名无利害关系的专家后重新抽取",
    ]


def test_handing_out_without_enough_experts_is_an_error():
    with pytest.raises(ValueError, match="SX-01"):
        hand_out({"SX-01": [1]}, 2, str)


def test_a_substitute_is_the_least_loaded_who_may_have_the_case():
    plan = Plan("s", frozenset([1, 2, 3, 4]), {"a": (1, 2), "b": (1, 3), "c": (3, 2)}, {"a": {4: "同一单位"}})
    after = replace(plan, "a", 1, "本人申请回避")

    assert after.panels == {"a": (3, 2), "b": (1, 3), "c": (3, 2)}
    assert after.replacements == (Replacement("a", 1, 3, "本人申请回避"),)
    assert replace(plan, "b", 1, "出差").panels["b"] == (4, 3)


def test_an_expert_who_left_the_pool_can_still_be_replaced():
    plan = Plan("s", frozenset([2, 3]), {"a": (1, 2), "b": (1, 3)})

    assert replace(plan, "a", 1, "已离任").panels == {"a": (3, 2), "b": (1, 3)}
    assert plan.loads() == {1: 2, 2: 1, 3: 1}


def test_who_has_left_a_case_does_not_come_back():
    plan = assign(CASES, EXPERTS, 3, "s")
    left = set()
    for _ in range(4):
        leaving = plan.panels["SX-01"][0]
        left.add(leaving)
        plan = replace(plan, "SX-01", leaving, "本人申请回避")

        assert not left & set(plan.panels["SX-01"])
    with pytest.raises(Refused, match="增补专家"):
        replace(plan, "SX-01", plan.panels["SX-01"][0], "本人申请回避")


@pytest.mark.parametrize(
    ("case", "expert", "reason", "codes"),
    [
        ("a", 1, " ", ["panel.reason_missing"]),
        ("a", 3, "出差", ["panel.not_on_panel"]),
        ("z", 1, "", ["panel.not_on_panel", "panel.reason_missing"]),
        ("a", 1, "出差", ["panel.no_substitute"]),
    ],
)
def test_a_replacement_is_refused(case: str, expert: int, reason: str, codes: list[str]):
    plan = Plan("s", frozenset([1, 2, 3]), {"a": (1, 2), "b": (3,)}, {"a": {3: "同一单位"}})

    with pytest.raises(Refused) as refused:
        replace(plan, case, expert, reason)

    assert [finding.code for finding in refused.value.findings] == codes
    assert plan.panels == {"a": (1, 2), "b": (3,)}


def test_sixty_cases_and_thirty_experts_with_conflicts_stay_even():
    cases = [f"SX-{number:03}" for number in range(60)]
    against = {case: {(index * 7 + step) % 30: "同一单位" for step in range(10)} for index, case in enumerate(cases)}

    assert set(assign(cases, range(30), 5, "s", against).loads().values()) == {10}
