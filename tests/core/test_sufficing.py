"""Counts told beside the rows of a table: what is not told is unknown, unless what is known already settles it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.batch import VERDICTS, assess_many
from jiqun.core.criteria import assess
from jiqun.core.facts import Told
from jiqun.core.policy.schema import CriteriaSet, Operator
from jiqun.core.vocabulary import Verdict
from jiqun.policyfiles.folder import policydata_root, read_round

POLICY = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
GIVEN = {"years": POLICY.years, "on": POLICY.day, "conventions": POLICY.conventions, "form": POLICY.form}
FIRMS = 'firms("champion", "little_giant")'


def criteria(formula: str, operator: Operator = Operator.AT_LEAST) -> CriteriaSet:
    """The shipped criterion C2.1 alone, with another formula and operator."""
    whole = POLICY.tracks[0].criteria
    one = next(each for each in whole.criteria if each.id == "C2.1")
    indicator = next(each for each in whole.indicators if each.id == one.indicator)
    criterion = replace(one, operator=operator, either="")
    return replace(whole, indicators=(replace(indicator, formula=formula),), criteria=(criterion,))


def told(rows: list[dict[str, object]] | None = None, **counts: int) -> dict[str, object]:
    return {"roster": Told({tuple(look.split("__")): Decimal(n) for look, n in counts.items()}, rows)}


def verdict(answers: dict[str, object], formula: str = FIRMS, operator: Operator = Operator.AT_LEAST) -> Verdict:
    return assess(criteria(formula, operator), answers, **GIVEN).results[0].verdict


@pytest.mark.parametrize(
    ("answers", "formula", "operator", "expected"),
    [
        (told(champion=0), FIRMS, Operator.AT_LEAST, Verdict.UNKNOWN),
        (told(champion=1), FIRMS, Operator.AT_LEAST, Verdict.MET),
        (told(champion=1), FIRMS, Operator.ABOVE, Verdict.UNKNOWN),
        (told(champion=2), FIRMS, Operator.AT_MOST, Verdict.NOT_MET),
        (told(champion=1), FIRMS, Operator.AT_MOST, Verdict.UNKNOWN),
        (told(champion=0, little_giant=0), FIRMS, Operator.AT_LEAST, Verdict.NOT_MET),
        (told(srdi=3), 'firms("champion") + firms("srdi")', Operator.AT_LEAST, Verdict.MET),
        (told(srdi=3), 'firms("srdi") - firms("champion")', Operator.AT_LEAST, Verdict.UNKNOWN),
        (told(size__large=2), 'rows(roster, size="large")', Operator.AT_LEAST, Verdict.MET),
        (told(size__large=2), 'rows(roster, size="small")', Operator.AT_LEAST, Verdict.UNKNOWN),
        (told(size__large=2), "rows(roster)", Operator.AT_LEAST, Verdict.UNKNOWN),
        (told([{"name": "甲", "titles": ["champion"]}], srdi=0), FIRMS, Operator.AT_LEAST, Verdict.MET),
        (told([{"name": "甲", "titles": ["champion"]}], champion=0), FIRMS, Operator.AT_LEAST, Verdict.NOT_MET),
    ],
)
def test_a_count_told_in_part_is_unknown_unless_more_would_change_nothing(answers, formula, operator, expected):
    assert verdict(answers, formula, operator) is expected


counts = st.dictionaries(st.sampled_from(["champion", "little_giant", "srdi"]), st.integers(0, 3))
rows = st.none() | st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from("甲乙丙"), "titles": st.lists(st.sampled_from(["champion", "srdi"]))}
    ),
    max_size=3,
)
formulas = st.sampled_from([FIRMS, "rows(roster)", 'firms("champion") + firms("srdi")', 'firms("srdi") * 2'])


@given(st.lists(st.tuples(rows, counts), max_size=4), formulas, st.sampled_from(list(Operator)))
def test_many_give_the_verdicts_of_one_by_one(given_counts, formula, operator):
    dossiers = [told(each, **known) for each, known in given_counts]

    found = assess_many(criteria(formula, operator), dossiers, **GIVEN).by_criterion["C2.1"]

    assert [VERDICTS[code] for code in found] == [verdict(each, formula, operator) for each in dossiers]


@given(counts, counts, formulas, st.sampled_from(list(Operator)))
def test_what_is_settled_stays_whatever_is_learnt(known, more, formula, operator):
    before, after = verdict(told(**known), formula, operator), verdict(told(**(more | known)), formula, operator)

    assert before in (Verdict.UNKNOWN, after)
