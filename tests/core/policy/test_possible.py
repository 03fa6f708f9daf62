"""Conditions that nothing can decide otherwise are told; those that any answer could turn are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.facts import Facts, Setting
from jiqun.core.formula import condition, weigh
from jiqun.core.policy.ground import ground_of
from jiqun.core.policy.possible import possible
from jiqun.core.policy.whenchecks import rule_flaws, when_flaws
from jiqun.core.vocabulary import Level, Purpose
from jiqun.policyfiles.standards import read_standard

STANDARD = read_standard("national-2022")
GROUND = ground_of(STANDARD.criteria, STANDARD.form, from_base=True)
YES, NO, EITHER = {True}, {False}, {True, False}


@pytest.mark.parametrize(
    ("formula", "truths"),
    [
        ("true", YES),
        ("false", NO),
        ("is_key_town and not is_key_town", NO),
        ("is_key_town or not is_key_town", YES),
        ('scope == "all" and scope == "above_scale"', NO),
        ('scope == "all" or scope == "above_scale"', YES),
        ('shared_facilities == "design" and shared_facilities == "people"', EITHER),
        ("area_km2 > 5 and area_km2 < 3", NO),
        ("area_km2 > 3 and area_km2 < 5", EITHER),
        ("area_km2 > 3 or area_km2 < 5", YES),
        ("area_km2 >= 0", YES),
        ("area_km2 < 0", NO),
        ("firm_count > 3 and firm_count < 4", NO),
        ("firm_count > 3 and firm_count < 5", EITHER),
        ("rows(roster) < 0", NO),
        ("5 > 3", YES),
        ("lowest(output_total) < 0", NO),
        ("growth(output_total) < 0", EITHER),
        ("sme_count > firm_count", EITHER),
        ("sme_count > firm_count and sme_count <= firm_count", NO),
        ("sme_count > firm_count or sme_count <= firm_count", YES),
        ("each_year(output_total < 0)", NO),
        ("each_year(output_total >= 40) or each_year(output_total < 40)", EITHER),
        ('level == "national" and level == "provincial"', NO),
        ("west or not west", YES),
    ],
)
def test_what_a_condition_can_be_is_found_by_trying_its_answers(formula: str, truths: set[bool]) -> None:
    assert possible(condition(formula), GROUND) == truths


def test_too_many_combinations_are_not_tried() -> None:
    many = " and ".join(f"f{number} > {number}" for number in range(20))

    assert possible(condition(f"{many} and is_key_town and not is_key_town"), GROUND) == EITHER


def test_only_the_settings_of_the_round_are_tried_where_they_are_known() -> None:
    town = Setting(Purpose.DECLARATION, Level.PROVINCIAL, west=False)

    assert possible(condition("west"), GROUND, (town,)) == NO
    assert possible(condition('level == "provincial"'), GROUND, (town,)) == YES


def test_a_condition_of_one_level_is_no_constant_though_the_round_has_no_other() -> None:
    assert list(when_flaws(condition('level == "provincial"'), GROUND, "when")) == []


def test_a_rule_that_its_own_premise_rules_out_is_told() -> None:
    (flaw,) = rule_flaws(condition("not is_key_town"), condition("is_key_town"), GROUND, "rule")

    assert flaw == ("rule", "组合条件在适用前提满足时应有可能符合", "任何情况都不符合")


ATOMS = st.sampled_from(
    ["is_key_town", "has_plan", "area_km2 > 5", "area_km2 < 3", "area_km2 == 4", 'scope == "all"', "west", "true"]
)
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"(not {part})"),
    ),
    max_leaves=6,
)


@given(
    FORMULAS,
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["2", "3", "4", "5", "6.5"]),
    st.sampled_from(["all", "above_scale"]),
    st.booleans(),
)
def test_whatever_comes_out_was_held_to_be_possible(
    formula: str, town: str, plan: str, area: str, scope: str, west: bool
) -> None:
    answers = {"is_key_town": town, "has_plan": plan, "area_km2": area, "scope": scope}
    facts = Facts(answers, (), setting=Setting(west=west))

    assert weigh(condition(formula), facts).truth in possible(condition(formula), GROUND)
