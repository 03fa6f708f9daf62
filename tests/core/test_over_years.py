"""Functions over years look at the years they say, and growth is what its definition says."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.facts import Facts
from jiqun.core.formula import FormulaError, compiled, evaluate
from tests.core.weighing import YEARS, by_year

figures = st.decimals(min_value="0.01", max_value=10**6, allow_nan=False, allow_infinity=False, places=2)
THREE = by_year("x", 100, 90, 121)


def value(formula, answers, **convention):
    return evaluate(formula, Facts(answers, YEARS, **convention)).value


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("first(x)", "100"),
        ("first(x, 2)", "90"),
        ("last(x)", "121"),
        ("lowest(x)", "90"),
        ("lowest(x, 1)", "121"),
        ("highest(x, 2)", "121"),
        ("total(x)", "311"),
        ("mean(x, 2)", "105.5"),
        ("last(x / y * 100)", "60.5"),
        ("lowest(x / y * 100)", "45"),
        ("highest(x - area)", "116"),
        ("growth(x)", "10"),
        ("growth(x + x)", "10"),
        ("compound_growth(x)", "10"),
        ("compound_growth(x, 3)", "10"),
    ],
)
def test_a_function_over_years_has_its_value(formula, expected):
    assert value(formula, {**THREE, **by_year("y", 200, 200, 200), "area": "5"}) == Decimal(expected)


def test_growth_follows_the_convention_unless_it_says_itself():
    rising = by_year("x", 100, 150, 150)
    with localcontext(prec=34):
        compound = (Decimal("1.5").sqrt() - 1) * 100

    assert value("growth(x)", rising, compound_growth=False) == value("mean_growth(x)", rising) == 25
    assert value("growth(x)", rising) == value("compound_growth(x)", rising, compound_growth=False) == compound


def test_growth_of_the_last_years_starts_a_year_earlier_where_the_convention_counts_from_the_base_year():
    assert value("growth(x, 1)", THREE, growth_from_base_year=True) == value("growth(x, 2)", THREE)
    assert evaluate("growth(x, 1)", Facts(THREE, YEARS)).reason == "不足两年，没有增长率可算"


def test_more_years_than_there_are_is_unknown():
    outcome = evaluate("lowest(x, 4)", Facts(THREE, YEARS))

    assert (outcome.value, outcome.reason, outcome.blamed) == (None, "的数据不足4年", ("x",))


def test_growth_of_an_expression_blames_what_it_is_made_of():
    outcome = evaluate("growth(x - y)", Facts({**THREE, **by_year("y", 100, 1, 1)}, YEARS))

    assert outcome.blamed == ("x.2022", "y.2022")


@pytest.mark.parametrize(
    "formula",
    ["last(x, 0)", "last(x, -1)", "last(x, y)", "last(x, 1.5)", "last(x, 99)", "last(x, 1, 1)", "mean(last(x))",
     "growth(3)", "growth(x + lowest(y))", "mean_growth()", "lowest(x > 1)", "last(x, years=2)", "mean(x, True)"],
)  # fmt: skip
def test_years_are_a_whole_number_and_functions_do_not_nest(formula):
    with pytest.raises(FormulaError):
        compiled(formula)


@given(st.lists(figures, min_size=3, max_size=3))
def test_mean_growth_is_the_mean_of_the_yearly_rates(values):
    first, second, third = (Fraction(each) for each in values)
    exact = ((second / first - 1) + (third / second - 1)) / 2 * 100
    found = value("mean_growth(x)", by_year("x", *values))

    assert abs(Fraction(found) - exact) <= abs(exact) / 10**33


@given(st.lists(figures, min_size=3, max_size=3))
def test_compound_growth_compounded_leads_from_the_first_year_to_the_last(values):
    rate = value("compound_growth(x)", by_year("x", *values))
    reached = Fraction(values[0]) * (1 + Fraction(rate) / 100) ** 2

    assert abs(reached / Fraction(values[2]) - 1) < Fraction(1, 10**26)


@given(st.lists(figures, min_size=3, max_size=3))
def test_lowest_mean_and_highest_are_in_order(values):
    answers = by_year("x", *values)
    low, middle, high = (value(f"{name}(x)", answers) for name in ("lowest", "mean", "highest"))

    assert low <= middle <= high
    assert value("total(x)", answers) == sum(values)
