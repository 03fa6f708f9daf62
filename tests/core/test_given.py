"""What a program gives is refused where it cannot mean what it says, and nothing of it is left out without a word."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import jiqun.core
from jiqun.core.facts import facts_of
from jiqun.core.given import check_given
from jiqun.core.standard import InUse
from jiqun.core.vocabulary import Verdict
from tests.core.weighing import DAY, FORM, YEARS, conventions, edition, figure

CRITERIA = edition(figure("area", 80))
USED = InUse(CRITERIA, FORM, conventions(), YEARS, DAY)
GIVEN = {"years": YEARS, "on": DAY, "conventions": conventions()}


@pytest.mark.parametrize("exact", ["80.5", 81, Decimal("80.5")])
def test_an_exact_figure_is_read(exact):
    assert USED.assess({"area": exact}).verdict is Verdict.MET


@pytest.mark.parametrize("inexact", [80.5, np.float32(80.5), np.int64(81), Fraction(161, 2), float("nan")])
def test_a_figure_that_is_not_exact_is_refused_and_named(inexact):
    with pytest.raises(TypeError, match=r"“area”.*改写为文字.*Decimal"):
        USED.assess({"area": inexact})


def test_every_inexact_figure_is_named_those_in_tables_too():
    with pytest.raises(TypeError, match=r"“area”（1\.5）、“roster\.1\.titles”（2\.5）："):
        check_given([{"area": 1.5, "roster": [{}, {"titles": 2.5}]}])


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"areas": "1"}, "表中没有键为“areas”的填报项，名称相近的有：area"),
        ({"zzzz.2024": "1"}, "表中没有键为“zzzz.2024”的填报项"),
        ({"output": "1"}, "“总产值”应分年度填写，如output.2024"),
        ({"area.2024": "1"}, "“占地面积”只填一个答案，不分年度"),
        ({"roster": [{"title": [], "core": "yes"}]}, "“企业名录”没有这些列：title"),
    ],
)
def test_an_address_at_which_nothing_is_asked_is_refused_with_the_nearest_names(answers, sentence):
    with pytest.raises(ValueError, match=r"^[表“]") as refusal:
        USED.assess({**answers, "town": "yes"})

    assert str(refusal.value) == sentence


def test_all_slips_are_told_at_once_and_of_many_dossiers_each_once():
    with pytest.raises(ValueError, match=r"^[表“]") as refusal:
        USED.assess_many([{"areas": "1", "output": "2"}, {"areas": "3"}])

    assert str(refusal.value).split("；") == [
        "表中没有键为“areas”的填报项，名称相近的有：area",
        "“总产值”应分年度填写，如output.2024",
    ]


def test_what_is_stored_is_never_refused():
    assert USED.assess_stored({"areas": "1", "area": 80.5}).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "ask",
    [
        lambda answers: jiqun.core.assess(CRITERIA, answers, form=FORM, **GIVEN),
        lambda answers: jiqun.core.assess_many(CRITERIA, rows=[answers], form=FORM, **GIVEN),
        lambda answers: jiqun.core.bench_of(CRITERIA, [answers], form=FORM, **GIVEN),
    ],
)
def test_every_public_name_that_takes_answers_looks_at_them_first(ask):
    with pytest.raises(TypeError):
        ask({"area": 80.5})
    with pytest.raises(ValueError, match="areas"):
        ask({"areas": "80.5"})
    assert ask({"area": "80.5"})


def test_facts_of_programs_are_exact_too():
    with pytest.raises(TypeError):
        jiqun.core.facts_of({"area": 80.5}, **GIVEN)

    assert jiqun.core.facts_of({"area": "80.5"}, **GIVEN) == facts_of({"area": "80.5"}, **GIVEN)
