"""An indicator may be made of others; circles and towers are refused."""

from __future__ import annotations

import pytest

from jiqun.core.expressions import Reference
from jiqun.core.formula import FormulaError
from jiqun.core.policy.schema import Indicator
from jiqun.core.references import resolved
from jiqun.core.wording import SourceKind
from tests.core.weighing import SOURCE, figure, rule, weigh


def indicators(**formulas):
    return [Indicator(id, f"{id}的名称", formula, SOURCE) for id, formula in formulas.items()]


def test_a_name_of_another_indicator_is_followed():
    trees = resolved(indicators(double="share * 2", share="last(a) / last(b)"), {"a", "b"})

    assert isinstance(trees["double"].left, Reference)
    assert set(trees["double"].names()) == {"a", "b"}


def test_a_field_of_the_form_comes_before_an_indicator_of_the_same_name():
    trees = resolved(indicators(area="area", wide="area + 1"), {"area"})

    assert list(trees["wide"].names()) == ["area"]
    assert resolved(indicators(area="area"))["area"].key == "area"


@pytest.mark.parametrize(
    ("formulas", "circle"),
    [
        ({"a": "b + 1", "b": "a"}, "a的名称（a） → b的名称（b） → a的名称（a）"),
        ({"x": "a", "a": "b", "b": "c", "c": "a"}, "a的名称（a） → b的名称（b） → c的名称（c） → a的名称（a）"),
    ],
)
def test_a_circle_is_refused_and_named(formulas, circle):
    with pytest.raises(FormulaError) as refusal:
        resolved(indicators(**formulas), set())

    assert refusal.value.sentence == f"公式循环引用：{circle}"


def test_an_indicator_of_itself_is_a_circle_once_the_form_is_known():
    with pytest.raises(FormulaError):
        resolved(indicators(a="a + 1"), {"b"})


def test_indicators_neither_tower_nor_multiply_without_bounds():
    tower = {f"i{n}": f"i{n + 1} + 1" for n in range(20)} | {"i20": "a"}
    doubling = {f"i{n}": " + ".join([f"i{n + 1}"] * 20) for n in range(6)} | {"i6": "a"}
    for formulas in (tower, dict(reversed(tower.items())), doubling):
        with pytest.raises(FormulaError, match="过多"):
            resolved(indicators(**formulas), {"a"})


def test_what_looks_at_a_year_of_its_own_cannot_be_taken_year_by_year():
    with pytest.raises(FormulaError, match="年度"):
        resolved(indicators(share="last(a) / last(b)", low="lowest(share)"), {"a", "b"})

    trees = resolved(indicators(share="a / b", low="lowest(share)"), {"a", "b"})
    assert set(trees["low"].names()) == {"a", "b"}


def test_a_rule_may_name_indicators_and_shows_them_among_its_sources():
    _, share = figure("last(sme) / last(output) * 100", 0, id="share", unit="%")
    answers = {"sme.2024": "80", "output.2024": "100"}
    result = weigh(answers, rule("share >= 70 and area <= 100"), indicators=[share]).result("x")

    assert result.missing == ("area",)
    assert [(each.label, each.text, each.kind) for each in result.sources] == [
        ("指标", "80%", SourceKind.INDICATOR),
        ("2024年中小企业产值", "80亿元", SourceKind.FIELD),
        ("2024年总产值", "100亿元", SourceKind.FIELD),
    ]
