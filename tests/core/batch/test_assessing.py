"""A standard over many dossiers gives the verdicts that it gives of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.batch import VERDICTS, assess_many, bench_of
from jiqun.core.criteria import assess
from jiqun.core.facts import Setting
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import (
    Aspect,
    Conventions,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Indicator,
    Operator,
)
from jiqun.core.vocabulary import Verdict
from jiqun.core.whatif import WhatIf

DAY = date(2025, 4, 17)
HERE = Source("试用标准")
YEARS = (2022, 2023, 2024)


def dated(value: Any) -> Dated[Any]:
    return Dated("试用", {DAY: Valued(value, HERE)})


def figure(id: str, indicator: str, operator: Operator, bound: str, aspect: str = "one", **more: Any) -> Criterion:
    return Criterion(id, aspect, id, CriterionKind.FIGURE, HERE, indicator, operator, dated(Decimal(bound)), **more)


STANDARD = CriteriaSet(
    "trial",
    "试用标准",
    HERE,
    (Aspect("one", "甲", HERE), Aspect("two", "乙", HERE), Aspect("west_only", "丙", HERE)),
    (
        Indicator("lowest_output", "产值", "lowest(output)", HERE),
        Indicator("share", "比重", "last(sme) / last(output) * 100", HERE, "%"),
        Indicator("spare", "富余", "share - 50", HERE, "%"),
        Indicator("rise", "增速", "growth(output)", HERE, "%"),
        Indicator("firms", "企业", 'firms("a", "b")', HERE),
    ),
    (
        figure("F1", "lowest_output", Operator.AT_LEAST, "40"),
        figure("F2", "share", Operator.ABOVE, "70"),
        figure("F3", "spare", Operator.AT_MOST, "45", soft=True),
        figure("E1", "firms", Operator.AT_LEAST, "2", "two", either="E"),
        figure("E2", "rise", Operator.ABOVE, "10", "two", either="E"),
        Criterion("V", "two", "否决", CriterionKind.VETO, HERE, field="veto"),
        Criterion("J", "two", "人工", CriterionKind.JUDGED, HERE, when='town == "yes"'),
        Criterion("R", "one", "组合", CriterionKind.RULE, HERE, rule="share >= 60 and each_year(output > 10)"),
        figure("W", "rise", Operator.AT_LEAST, "5", "west_only", when="west"),
    ),
)
CONVENTIONS = Conventions(dated("compound"), dated(True), dated(True))
GIVEN = {"years": YEARS, "on": DAY, "conventions": CONVENTIONS}
FIGURES = st.sampled_from(["0", "10", "40", "39.99", "41.9999", "42", "44", "48.4", "53.24", "60", "70.0001", "-3"])
YES_NO = st.sampled_from(["yes", "no"])
FIRMS = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("甲乙丙"), "titles": st.sampled_from([["a"], ["b"], []])})
)
ROWS = st.fixed_dictionaries(
    {},
    optional={
        **{f"{key}.{year}": FIGURES for key in ("output", "sme") for year in (2021, *YEARS)},
        "veto": YES_NO,
        "town": YES_NO,
        "roster": FIRMS,
    },
)
SETTINGS = st.sampled_from([Setting(), Setting(west=True), Setting(west=False)])


@given(st.lists(ROWS, max_size=6), SETTINGS)
def test_every_criterion_aspect_and_whole_agrees_with_the_single_dossier(
    rows: list[dict[str, Any]], setting: Setting
) -> None:
    found = assess_many(STANDARD, rows, setting=setting, **GIVEN)

    for row, answers in enumerate(rows):
        single = assess(STANDARD, answers, setting=setting, **GIVEN)
        assert {id: VERDICTS[codes[row]] for id, codes in found.by_criterion.items()} == {
            each.criterion.id: each.verdict for each in single.results
        }
        assert {id: VERDICTS[codes[row]] for id, codes in found.by_aspect.items()} == {
            each.aspect.id: each.verdict for each in single.aspects
        }
        assert VERDICTS[found.overall[row]] == single.verdict


def test_a_rule_that_only_its_last_digits_decide_is_judged_as_for_the_single_dossier() -> None:
    rule = Criterion("R", "one", "组合", CriterionKind.RULE, HERE, rule="a / b * b >= a")
    close = CriteriaSet("trial", "试用标准", HERE, (Aspect("one", "甲", HERE),), (), (rule,))
    rows = [{"a": "1", "b": str(each)} for each in range(1, 60)]

    found = assess_many(close, rows, **GIVEN)

    assert [VERDICTS[code] for code in found.overall] == [assess(close, each, **GIVEN).verdict for each in rows]


@given(st.lists(ROWS, max_size=6), st.sampled_from(["30", "42", "60"]), st.sampled_from(["40", "70", "116.6"]))
def test_another_threshold_gives_what_a_standard_with_that_threshold_gives(
    rows: list[dict[str, Any]], output: str, share: str
) -> None:
    tried = {"F1": Decimal(output), "F2": Decimal(share)}
    changed = CriteriaSet(
        STANDARD.name,
        STANDARD.title,
        HERE,
        STANDARD.aspects,
        STANDARD.indicators,
        (
            figure("F1", "lowest_output", Operator.AT_LEAST, output),
            figure("F2", "share", Operator.ABOVE, share),
            *STANDARD.criteria[2:],
        ),
    )
    what_if = WhatIf(bench_of(STANDARD, rows, **GIVEN))

    tally = what_if.ask(tried)

    assert [tally.verdict(row) for row in range(len(rows))] == [
        assess(changed, answers, **GIVEN).verdict for answers in rows
    ]
    assert what_if.ask().counts == WhatIf(bench_of(STANDARD, rows, **GIVEN)).ask({}).counts


PASSING = {
    **{f"output.{year}": value for year, value in zip((2021, *YEARS), ("40", "46", "53", "60"), strict=True)},
    "sme.2024": "48",
    "veto": "no",
    "town": "no",
    "roster": [],
}


def test_a_tally_counts_by_city_by_criterion_and_tells_what_alone_decides() -> None:
    rows = [PASSING, {**PASSING, "output.2022": "39"}, {**PASSING, "sme.2024": "42", "veto": "yes"}, {"veto": "no"}]

    tally = WhatIf(
        bench_of(STANDARD, rows, setting=Setting(west=False), **GIVEN), ["甲市", "甲市", "乙市", "乙市"]
    ).ask()

    assert [tally.verdict(row) for row in range(4)] == [Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MET, Verdict.UNKNOWN]
    assert {city: counts[Verdict.NOT_MET] for city, counts in tally.by_group.items()} == {"甲市": 1, "乙市": 1}
    assert (tally.by_criterion["F1"][Verdict.NOT_MET], tally.by_criterion["F1"][Verdict.UNKNOWN]) == (1, 1)
    assert {id: number for id, number in tally.binding.items() if number} == {"F1": 1}
    assert tally.tightest == "F1"


def test_groups_that_leave_a_dossier_out_are_refused() -> None:
    with pytest.raises(ValueError, match="one group for each row"):
        WhatIf(bench_of(STANDARD, [PASSING, PASSING], **GIVEN), ["甲市"])
