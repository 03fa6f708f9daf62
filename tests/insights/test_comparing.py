"""Laws of the comparison, over populations that need no database."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.core.facts import Told
from jiqun.core.policy.schema import Indicator, RoundPolicy
from jiqun.core.vocabulary import Verdict
from jiqun.insights.asked import as_answers, figures_asked, too_large
from jiqun.insights.comparing import Comparison, compare
from jiqun.insights.judging import changed_criteria, judged, judged_many
from jiqun.insights.populations import Member, Population
from jiqun.insights.prepared import Prepared, prepare
from jiqun.insights.standards import Edition, EditionTrack
from jiqun.insights.thresholds import sliders, tried
from tests.factories import full_answers, shanxi_policy
from tests.insights.scene import OUTPUT, with_bound

LAST = shanxi_policy().years[-1]
outputs = st.lists(st.decimals("0.01", "80", places=2), min_size=1, max_size=8)
calmly = settings(max_examples=30, deadline=None)
bounds = st.decimals("0", "90", places=1)


def standard(track: str = "provincial", policy: RoundPolicy | None = None) -> EditionTrack:
    policy = policy or shanxi_policy()
    return EditionTrack(Edition("round-1", "批次", policy, "1", frozen=True), policy.track(track))


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


@calmly
@given(outputs, bounds, bounds)
def test_a_higher_bound_never_lets_more_pass(sizes, one, other):
    prepared = members(sizes)
    low, high = sorted((one, other))

    assert not_met(ask(prepared, low)) <= not_met(ask(prepared, high))


@calmly
@given(outputs, bounds)
def test_everybody_is_counted_once_in_the_whole_and_once_in_a_city(sizes, bound):
    found = ask(members(sizes), bound)

    assert sum(each.now for each in found.counts) == found.total == len(sizes)
    assert sum(row.total for row in found.groups) == found.total


@calmly
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


@calmly
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


def test_a_standard_in_a_draft_that_drops_a_criterion_says_so():
    own = standard()
    fewer = replace(own.criteria, criteria=own.criteria.criteria[:-1])
    other = EditionTrack(own.edition, replace(own.track, criteria=fewer))
    answers = [full_answers(shanxi_policy())]

    gone = list(changed_criteria(judged_many(own, answers, LAST), judged_many(other, answers, LAST), 0))

    assert [(each.label, each.after) for each in gone] == [(own.criteria.criteria[-1].label, None)]
    assert gone[0].told.endswith("→无此条")


def test_counts_over_other_tables_are_asked_as_numbers_and_stand_for_the_table():
    policy = shanxi_policy()
    count = Indicator("green", "绿色称号数", "rows(green_titles)", policy.form.source, "项", 0)
    criteria = policy.tracks[0].criteria
    measured = next(each for each in criteria.criteria if each.indicator)
    wanted = replace(measured, id="C9", indicator="green", label="绿色称号1项以上")
    wider = replace(criteria, indicators=(*criteria.indicators, count), criteria=(*criteria.criteria, wanted))
    track = replace(policy.tracks[0], criteria=wider)

    asked = figures_asked(replace(policy, tracks=(track,)))

    assert asked[-1].key == "rows.green_titles"
    assert as_answers({"rows.green_titles": "3"}) == {"green_titles": Told({(): Decimal(3)})}
    assert too_large(asked[-1], Decimal(10**9)).startswith("“绿色工厂")


def test_rows_of_one_option_are_asked_and_counted_by_that_option():
    own = standard()
    count = Indicator(
        "platforms", "国家级平台数", 'rows(innovation_platforms, level="national")', own.policy.form.source
    )
    measured = next(each for each in own.criteria.criteria if each.indicator)
    wanted = replace(measured, id="C9", indicator="platforms", label="国家级平台1项以上")
    wider = replace(
        own.criteria, indicators=(*own.criteria.indicators, count), criteria=(*own.criteria.criteria, wanted)
    )
    policy = replace(own.policy, tracks=(replace(own.track, criteria=wider),))

    asked = figures_asked(policy)[-1]
    found = judged(standard(policy=policy), as_answers({asked.key: "500"}), LAST).result("C9")

    assert (asked.key, asked.label) == ("rows.innovation_platforms.level.national", "创新平台中有“国家级”的条数")
    assert found.value == 500
