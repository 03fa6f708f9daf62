"""Formulas compute exactly, say what is missing, and hold nothing but arithmetic."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.facts import Facts
from jiqun.core.formula import FormulaError, compiled, evaluate, names

YEARS = (2022, 2023, 2024)
figures = st.decimals(min_value="0.01", max_value=10**8, allow_nan=False, allow_infinity=False, places=2)


def facts(answers, **conventions):
    return Facts({key: value for key, value in answers.items() if value is not None}, YEARS, **conventions)


def by_year(key, *values, first=2022):
    return {f"{key}.{first + index}": str(value) for index, value in enumerate(values)}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("-(0.1 + 0.2)", "-0.3"),
        ("area / 3 * 3", "100"),
        ("last(output)", "121"),
        ("lowest(output)", "90"),
        ("last(output) / area * 100", "121"),
        ("rows(roster)", "2"),
        ('firms("a") + firms("b")', "2"),
    ],
)
def test_a_formula_has_its_value(formula, value):
    roster = [{"name": "甲", "titles": ["a", "b"]}, {"name": "乙", "titles": []}]
    answers = {"area": "100", "roster": roster, **by_year("output", 100, 90, 121)}

    assert evaluate(formula, facts(answers)).value.quantize(Decimal("0.000001")) == Decimal(value)


def test_compound_growth_is_exact_where_the_root_is():
    for values in ((100, 90, 121), (100, 0, 121)):
        assert evaluate("growth(x)", facts(by_year("x", *values))).value == 10

    from_base = by_year("x", 3, 1, 1, Decimal("3.993"), first=2021)
    assert evaluate("growth(x)", facts(from_base, growth_from_base_year=True)).value == 10


@given(st.integers(-900, 9000), st.integers(3, 6), st.integers(1, 10**6))
def test_growth_at_a_round_rate_is_that_rate_to_the_last_digit(per_mille, intervals, first):
    with localcontext(prec=60):
        last = first * (1 + Decimal(per_mille) / 1000) ** intervals
    years = tuple(range(2020, 2021 + intervals))
    answers = {**{f"x.{year}": "1" for year in years}, "x.2020": str(first), f"x.{years[-1]}": str(last)}

    assert evaluate("growth(x)", Facts(answers, years)).value == Decimal(per_mille) / 10


def test_mean_growth_adds_the_yearly_rates_before_rounding():
    answers = by_year("x", 3, 4, Decimal("4.26666666666666666"))
    exact = evaluate("growth(x)", facts(by_year("x", 30, 40, 44), compound_growth=False)).value

    assert evaluate("growth(x)", facts(answers, compound_growth=False)).value.quantize(Decimal("0.01")) == 20
    assert exact == Context(prec=34).divide(Decimal(65), Decimal(3))


@pytest.mark.parametrize("values", [(0, 90, 121), (-1, 90, 121)])
def test_growth_from_nothing_is_unknown_and_says_of_what(values):
    outcome = evaluate("growth(x)", facts(by_year("x", *values)))

    assert (outcome.value, outcome.missing, outcome.blamed) == (None, (), ("x.2022",))
    assert outcome.reason == "不大于0，没有增长率可算"


def test_everything_missing_is_listed_at_once():
    outcome = evaluate("last(a) / last(b) + c + growth(d)", facts(by_year("d", 1, 2)))

    assert outcome.value is None
    assert outcome.missing == ("a.2024", "b.2024", "c", "d.2024")


def test_division_by_nothing_is_unknown_and_names_the_divisor():
    assert evaluate("(a - b) / b", facts({"a": "1", "b": "0"})).blamed == ("b",)
    outcome = evaluate("a / (b - c)", facts({"a": "1", "b": "2", "c": "2"}))

    assert (outcome.value, outcome.reason, outcome.blamed) == (None, "算得0，不能作除数", ("b", "c"))


@pytest.mark.parametrize("stored", ["", "约120", "NaN", "Infinity", "1E+999", None, 1.5, True, ["1"]])
def test_what_is_no_figure_counts_as_missing(stored):
    assert evaluate("a", facts({"a": stored})).missing == ("a",)


def test_inputs_are_kept_for_the_record():
    answers = by_year("output", 100, 90, 121)

    assert evaluate("lowest(output)", facts(answers)).inputs == (
        ("output.2022", Decimal(100)),
        ("output.2023", Decimal(90)),
        ("output.2024", Decimal(121)),
    )


def test_a_firm_counts_once_however_often_it_is_listed():
    roster = [
        {"name": "甲", "uscc": "1", "titles": ["a", "b"]},
        {"name": "甲厂", "uscc": "1", "titles": ["a"]},
        {"name": "甲", "titles": ["b"]},
        {"name": "乙", "titles": ["b"]},
        {"titles": ["a"]},
        {"name": "丙", "titles": ["c"]},
    ]

    assert evaluate('firms("a", "b")', facts({"roster": roster})).value == 2
    assert evaluate('firms("a", "b")', facts({"roster": roster}, count_firm_once=False)).value == 3


def test_an_empty_table_counts_nought_and_a_missing_one_is_unknown():
    assert evaluate("rows(standards)", facts({"standards": []})).value == 0
    assert evaluate("rows(standards)", facts({})).missing == ("standards",)
    assert evaluate('firms("a")', facts({})).missing == ("roster",)


def test_names_are_the_keys_looked_at():
    assert names('last(a) / b + growth(c) - firms("t") * rows(d)') == {"a", "b", "c", "d", "roster"}


HOSTILE = [
    "__import__('os')",
    "a.b",
    "().__class__",
    "a[0]",
    "a ** 9",
    "a // b",
    "a % b",
    "lambda: 1",
    "[a for a in b]",
    "{a}",
    "last(a, b)",
    "last(x=a)",
    "last(*a)",
    "last(1)",
    "last('a')",
    "last",
    "open(a)",
    "last(last)",
    "firms()",
    "firms('a', b=1)",
    "firms('a', b='')",
    "firms('a', b='c', d='e')",
    "firms('a', **b)",
    "firms(b='c')",
    "firms(a)",
    "firms('')",
    "firms(f'{a}')",
    "'a'",
    "True",
    "None",
    "1e5",
    "1_000",
    "0x10",
    "1j",
    "a < b",
    "a and b",
    "a if b else c",
    "(a := 1)",
    "~a",
    "",
    "a b",
    "a = 1",
    "a # b",
    "a # 近三年\n- b",
    "a\x00b",
    "a" * 501,
    "(" * 240 + "a" + ")" * 240,
    "-" * 400 + "a",
    "+".join("a" * 200),
]


@pytest.mark.parametrize("formula", HOSTILE)
def test_anything_but_arithmetic_is_refused(formula):
    with pytest.raises(FormulaError) as refusal:
        compiled(formula)

    assert refusal.value.sentence.startswith("公式")


@given(figures, figures, figures)
def test_a_formula_equals_decimal_arithmetic(a, b, c):
    answers = facts({"a": str(a), "b": str(b), "c": str(c)})
    with localcontext(prec=34):
        expected = a / b * 100 - (c + a) * b

    assert evaluate("a / b * 100 - (c + a) * b", answers).value == expected


@given(st.text(alphabet="ab1.+-*/()' last,firms", max_size=30))
def test_any_text_is_a_formula_or_refused(text):
    try:
        outcome = evaluate(text, facts({"a": "1"}))
    except FormulaError as error:
        refusal, value = error.sentence, None
    else:
        refusal, value = "", outcome.value

    assert refusal.startswith("公式") or value is None or value.is_finite()
