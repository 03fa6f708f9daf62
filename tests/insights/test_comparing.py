"""Laws of the comparison, over populations that need no database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Verdict
from jiqun.insights.comparing import Comparison, compare
from jiqun.insights.judging import judged
from jiqun.insights.populations import Member, Population
from jiqun.insights.prepared import Prepared, prepare
from jiqun.insights.standards import Edition, Standard
from jiqun.insights.thresholds import sliders, tried
from tests.factories import full_answers, shanxi_policy
from tests.insights.scene import OUTPUT, with_bound

LAST = shanxi_policy().years[-1]
outputs = st.lists(st.decimals("0.01", "80", places=2), min_size=1, max_size=8)
bounds = st.decimals("0", "90", places=1)


def standard(track: str = "provincial", policy: RoundPolicy | None = None) -> Standard:
    policy = policy or shanxi_policy()
    return Standard(Edition("round-1", "批次", policy, "1", frozen=True), policy.track(track))


def members(sizes: list[Decimal]) -> Prepared:
    """One member for each output of the newest year; the years before are twice that, growth aside."""
    answers = [full_answers(shanxi_policy(), **{f"output_total.{LAST}": str(size)}) for size in sizes]
    found = tuple(Member(f"集群{n}", f"市{n % 2}", "/", each) for n, each in enumerate(answers))
    return prepare(Population("cases-provincial", "申报", found, LAST), standard())


def ask(prepared: Prepared, bound: Decimal) -> Comparison:
    found = sliders(prepared.standard, {f"t-{OUTPUT}": str(bound)})
    return compare(prepared, found, tried(found))


def not_met(found: Comparison) -> int:
    return next(each.now for each in found.counts if each.verdict is Verdict.NOT_MET)


@given(outputs, bounds, bounds)
def test_a_higher_bound_never_lets_more_pass(sizes, one, other):
    prepared = members(sizes)
    low, high = sorted((one, other))

    assert not_met(ask(prepared, low)) <= not_met(ask(prepared, high))


@given(outputs, bounds)
def test_everybody_is_counted_once_in_the_whole_and_once_in_a_city(sizes, bound):
    found = ask(members(sizes), bound)

    assert sum(each.now for each in found.counts) == found.total == len(sizes)
    assert sum(row.total for row in found.groups) == found.total


@given(outputs, bounds)
def test_who_changes_is_who_would_be_judged_otherwise_one_by_one(sizes, bound):
    prepared = members(sizes)
    found = ask(prepared, bound)

    other = standard(policy=with_bound(shanxi_policy(), OUTPUT, str(bound)))
    expected = {
        each.name: (judged(prepared.standard, each.answers, LAST).verdict, judged(other, each.answers, LAST).verdict)
        for each in prepared.population.members
    }

    assert {each.name: (each.before, each.after) for each in found.changes} == {
        name: (was, now) for name, (was, now) in expected.items() if was is not now
    }
    assert all(each.why for each in found.changes)


@given(outputs)
def test_the_bounds_in_force_change_nothing(sizes):
    prepared = members(sizes)
    found = sliders(prepared.standard, {})

    assert tried(found) == {}
    assert compare(prepared, found, {}).changes == ()


@pytest.mark.parametrize("track", ["provincial", "national", "re_evaluation"])
def test_every_bound_in_force_stands_on_its_slider(track):
    for each in sliders(standard(track), {}):
        assert 0 <= each.standing <= each.highest
        assert each.standing % each.step == 0
        assert Decimal(each.place) == each.standing


def test_a_figure_beyond_the_slider_counts_all_the_same():
    found = next(each for each in sliders(standard(), {f"t-{OUTPUT}": "5,000"}) if each.id == OUTPUT)

    assert (found.tried, found.place) == (Decimal(5000), f"{found.highest}")
