"""Over many dossiers at once every formula says what it says of each: the law that makes columns trustworthy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jiqun.core.arithmetic import precisely
from jiqun.core.batch.arithmetic import column_of
from jiqun.core.batch.conditions import truths_of
from jiqun.core.batch.table import Table
from jiqun.core.expressions import Trace
from jiqun.core.facts import Facts, Setting
from jiqun.core.formula import compiled, condition

YEARS = (2022, 2023, 2024)
KEYS = ("a", "b", "c")
FIGURES = st.one_of(
    st.none(),
    st.sampled_from(
        ["0", "1", "-1", "3", "40", "70", "0.1", "0.7", "1.1", "1.21", "1.331", "100", "999999999999999999"]
    ),
    st.decimals(-1000, 1000, places=2, allow_nan=False).map(str),
    st.decimals("0.0000001", 10**17, places=None, allow_nan=False).map(
        lambda each: str(+each.quantize(Decimal("1E-9")))
    ),
)
PLACES = [*KEYS, *(f"{key}.{year}" for key in KEYS for year in (2021, *YEARS))]
ROSTERS = st.one_of(
    st.none(),
    st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from("甲乙丙"), "titles": st.lists(st.sampled_from(["x", "y"]))},
            optional={"core": st.sampled_from(["yes", "no", ""])},
        ),
        max_size=4,
    ),
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={**dict.fromkeys(PLACES, FIGURES), "roster": ROSTERS, "yes_no": st.sampled_from(["yes", "no", ""])},
)

ARITHMETIC = ("a", "b", "c", "2", "0.1", "100", "1.000000001")
OVER_YEARS = (
    "last(a)",
    "first(b)",
    "lowest(a)",
    "highest(b, 2)",
    "mean(a)",
    "total(b)",
    "growth(a)",
    "compound_growth(b, 2)",
    "mean_growth(a)",
    "last(a / b * 100)",
    "lowest(a - b)",
    "growth(a + b)",
    "mean_growth(a - b)",
)
COUNTS = ('firms("x", "y")', 'firms("x", core="yes")', 'titles("x", "y")', "rows(roster)")
LEAVES = st.sampled_from([*ARITHMETIC, *OVER_YEARS, *COUNTS])
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})"),
        inner.map(lambda each: f"-({each})"),
    ),
    max_leaves=5,
)
COMPARISONS = st.tuples(FORMULAS, st.sampled_from([">=", ">", "<=", "<", "=="]), FORMULAS).map(" ".join)
CONDITIONS = st.recursive(
    st.one_of(
        COMPARISONS,
        st.sampled_from(["west", 'yes_no == "no"', 'level == "national"', "each_year(a >= 40)", "each_year(a > b, 2)"]),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})"),
        inner.map(lambda each: f"not ({each})"),
    ),
    max_leaves=3,
)


def table_of(rows: list[dict[str, Any]], *, compound: bool = True) -> Table:
    frame = Facts({}, YEARS, compound, growth_from_base_year=compound, setting=Setting("declaration", "national"))
    return Table(rows, frame)


@settings(max_examples=60)
@given(CONDITIONS, st.lists(ANSWERS, min_size=1, max_size=4), st.booleans())
@example("growth(a) > 10", [{"a.2021": "40", "a.2022": "1", "a.2023": "1", "a.2024": "53.24"}], True)
@example(
    "last(a) / last(b) * 100 >= 70", [{"a.2024": "0.7", "b.2024": "1"}, {"a.2024": "41.9999", "b.2024": "60"}], True
)
@example("a / (b - c) > 1", [{"a": "1", "b": "0.3", "c": "0.3"}], True)
@example("a - b == c", [{"a": "0.3", "b": "0.1", "c": "0.2"}], True)
@example("a >= 999999999999999999", [{"a": "999999999999999998"}], True)
@example("a * a * a * b / a / a / a > 0", [{"a": "999999999999999999", "b": "1"}], True)
@example("a / b * b >= a", [{"a": "1", "b": each} for each in ("29", "34", "38")], True)
@example(
    "a * b > c * 999999999999999",
    [{"a": "999999999999998", "b": "999999999999999", "c": each} for each in ("999999999999997", "999999999999998")],
    True,
)
def test_a_condition_is_the_same_over_columns(formula: str, rows: list[dict[str, Any]], compound: bool) -> None:
    logic, table = condition(formula), table_of(rows, compound=compound)
    with precisely():
        expected = [logic.truth(table.facts(row), Trace()) for row in range(len(rows))]

    with np.errstate(all="ignore"):
        found = [{1: True, 0: None, -1: False}[code] for code in truths_of(logic, table).tolist()]

    assert found == expected


@settings(max_examples=60)
@given(FORMULAS, st.lists(ANSWERS, min_size=1, max_size=4), st.booleans())
def test_a_figure_lies_within_the_error_that_its_column_states(
    formula: str, rows: list[dict[str, Any]], compound: bool
) -> None:
    part, table = compiled(formula), table_of(rows, compound=compound)
    with precisely():
        exact = [part.value(table.facts(row), Trace()) for row in range(len(rows))]

    with np.errstate(all="ignore"):
        column = column_of(part, table)
        error = column.error

    for row, figure in enumerate(exact):
        if column.doubt is not None and column.doubt[row]:
            continue
        value = column.values[row]
        assert (figure is None) == bool(np.isnan(value))
        if figure is not None:
            assert abs(Decimal(float(value)) - figure) <= Decimal(float(error[row]))
