"""Units are told as far as they can be; what cannot be told is never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.formula import compiled, condition
from jiqun.core.policy.ground import ground_of
from jiqun.core.policy.schema import Indicator
from jiqun.core.policy.unitchecks import indicator_units, rule_units
from jiqun.policyfiles.standards import read_standard

STANDARD = read_standard("national-2022")
GROUND = ground_of(STANDARD.criteria, STANDARD.form, from_base=True)


def found(formula: str, unit: str) -> list[str]:
    indicator = Indicator("x", "指标", formula, STANDARD.criteria.source, unit)
    return [f"{flaw[1]}，现为{flaw[2]}" for flaw in indicator_units(indicator, compiled(formula), GROUND, "formula")]


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("area_km2", "平方公里"),
        ("area_km2", "km²"),
        ("last(output_total)", "亿元"),
        ("last(output_total) * 10000", "万元"),
        ("last(output_total) - last(output_sme)", "亿元"),
        ("last(output_sme / output_total) * 100", "%"),
        ("100 * last(output_sme) / last(output_total)", "%"),
        ("last(output_total / output_sme)", "倍"),
        ("growth(output_total)", "%"),
        ("last(output_total / area_km2)", "亿元/平方公里"),
        ("last(output_total) / area_km2", "亿元/km²"),
        ("last(output_total) * 10000 / area_km2", "万元/平方公里"),
        ("last(output_sme) * 100 / last(output_total)", "%"),
        ("(1 - last(output_sme / output_total)) * 100", "%"),
        ("1 - last(output_sme / output_total)", "倍"),
        ("sme_share * 0.6 + output_growth * 0.4", "%"),
        ("last(output_total) * sme_share / 100", "亿元"),
        ("last(output_total) * 0.5", "亿元"),
        ("area_km2 * 100", "公顷"),
        ("area_km2 * 1500", "亩"),
        ("last(output_total) / rows(roster)", "亿元/家"),
        ("-area_km2 + 3", "平方公里"),
        ("area * 1", "任意"),
        ("area", "平方公里"),
        ("standards_count", "件"),
        ('firms("srdi") + rows(roster)', "家"),
    ],
)
def test_a_formula_in_a_fitting_unit_is_let_pass(formula: str, unit: str) -> None:
    assert found(formula, unit) == []


@pytest.mark.parametrize(
    ("formula", "unit", "said"),
    [
        ("area_km2", "亩", "应与公式结果的单位“平方公里”一致，现为“亩”"),
        ("area_km2", "", "应与公式结果的单位“平方公里”一致，现为（无单位）"),
        ("last(output_total)", "万元", "应与公式结果的单位“亿元”一致，现为“万元”"),
        ("growth(output_total)", "亿元", "应与公式结果的单位“%”一致，现为“亿元”"),
        ("last(output_sme / output_total)", "%", "以“%”为单位的比值应乘以100，现为没有乘以100"),
        ("last(output_sme / output_total) * 100", "倍", "应与公式结果的单位“%”一致，现为“倍”"),
        ("last(output_sme) / area_km2 * 100", "%", "应与公式结果的单位“0.01亿元/平方公里”一致，现为“%”"),
        ("last(output_sme) * last(output_total)", "亿元", "应与公式结果的单位“亿元·亿元”一致，现为“亿元”"),
        ("last(output_sme) / area_km2", "亿元", "应与公式结果的单位“亿元/平方公里”一致，现为“亿元”"),
        ("last(output_sme / output_total) * 101", "%", "以“%”为单位的比值应乘以100，现为乘以101"),
        ("last(output_sme / output_total) * 1000", "%", "以“%”为单位的比值应乘以100，现为乘以1,000"),
        ("last(output_sme) / 1000", "亿元", "应与公式结果的单位“1000亿元”一致，现为“亿元”"),
        ("last(output_sme) * 1000", "万元", "应与公式结果的单位“10万元”一致，现为“万元”"),
        (
            "last(output_sme) / area_km2 * 100",
            "亿元/平方公里",
            "应与公式结果的单位“0.01亿元/平方公里”一致，现为“亿元/平方公里”",
        ),
        ("last(output_sme) * 100", "平方公里", "应与公式结果的单位“百万元”一致，现为“平方公里”"),
        ("last(output_sme / output_total)", "亿元", "应与公式结果的单位比值一致，现为“亿元”"),
        ("area_km2 - standards_count", "平方公里", "相加减的各项单位应相同，现为“平方公里”和“项”"),
        ("last(output_sme / output_total) + area_km2", "倍", "相加减的各项单位应相同，现为比值和“平方公里”"),
        ("sme_share + area", "%", "相加减的各项单位应相同，现为“%”和“平方公里”"),
    ],
)
def test_a_formula_in_another_unit_is_told(formula: str, unit: str, said: str) -> None:
    assert said in found(formula, unit)


@given(st.integers(min_value=1, max_value=10**6).filter(lambda factor: factor != 100))
def test_nothing_but_a_hundred_makes_a_ratio_a_percentage(factor: int) -> None:
    assert found(f"last(output_sme / output_total) * {factor}", "%")
    assert found(f"{factor} * last(output_sme) / last(output_total)", "%")


@given(st.lists(st.sampled_from(["output_total", "output_sme", "exports"]), min_size=1, max_size=4), st.integers(0, 3))
def test_what_is_divided_by_as_many_figures_of_its_unit_less_one_keeps_its_unit(keys: list[str], more: int) -> None:
    over = " * ".join(f"last({key})" for key in keys)
    under = "".join(f" / last({key})" for key in keys[1:])

    assert found(over + under, "亿元") == []
    assert bool(found(over + under + " / area_km2" * more, "亿元")) == bool(more)


def test_a_figure_may_be_compared_with_a_plain_number_and_not_with_another_unit() -> None:
    assert list(rule_units(condition("area_km2 > 3 and each_year(output_total > 4)"), GROUND, "rule")) == []
    assert list(rule_units(condition("area_km2 > last(output_total)"), GROUND, "rule")) == [
        ("rule", "比较的各项单位应相同", "“平方公里”和“亿元”")
    ]
