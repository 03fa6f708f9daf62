"""Merit first, towns first among equals, and equals share their rank."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.ranking import Entry, order_of_merit

entries = st.lists(
    st.builds(
        Entry,
        code=st.text(alphabet="0123456789", min_size=1, max_size=4),
        name=st.sampled_from(["法兰", "陶瓷", "玛钢"]),
        score=st.sampled_from([Decimal("80.00"), Decimal("80.0"), Decimal("90.50"), Decimal("91.00")]),
        town=st.booleans(),
    ),
    unique_by=lambda entry: entry.code,
    max_size=10,
)


def placed(*given_entries: Entry, towns_first: bool = True) -> list[tuple[int, str]]:
    return [(each.rank, each.entry.code) for each in order_of_merit(given_entries, towns_first=towns_first)]


def entry(code: str, score: str, *, town: bool = False) -> Entry:
    return Entry(code, f"集群{code}", Decimal(score), town)


def test_the_highest_score_comes_first():
    assert placed(entry("a", "80"), entry("b", "90.5"), entry("c", "85")) == [(1, "b"), (2, "c"), (3, "a")]


def test_equals_share_a_rank_and_the_next_rank_is_left_out():
    assert placed(entry("c", "80"), entry("b", "80.0"), entry("a", "90"), entry("d", "70")) == [
        (1, "a"),
        (2, "b"),
        (2, "c"),
        (4, "d"),
    ]


def test_a_town_comes_first_among_equals_only():
    assert placed(entry("a", "80"), entry("b", "80", town=True), entry("c", "80.01")) == [(1, "c"), (2, "b"), (3, "a")]


def test_without_the_priority_a_town_shares_the_rank():
    assert placed(entry("a", "80"), entry("b", "80", town=True), towns_first=False) == [(1, "a"), (1, "b")]


def test_every_place_has_its_reason():
    ordered = order_of_merit(
        [entry("a", "80.00", town=True), entry("b", "80.00"), entry("c", "80.00"), entry("d", "91.50")],
        towns_first=True,
    )

    assert [each.reason for each in ordered] == [
        "综合得分91.50分，按得分排序",
        "综合得分80.00分，同分中重点专业镇优先，列前",
        "综合得分80.00分，同分中重点专业镇优先，列后，与另外1项同分并列",
        "综合得分80.00分，同分中重点专业镇优先，列后，与另外1项同分并列",
    ]


@given(entries, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(given_entries: list[Entry], towns_first: bool, shuffler):
    shuffled = list(given_entries)
    shuffler.shuffle(shuffled)

    assert placed(*shuffled, towns_first=towns_first) == placed(*given_entries, towns_first=towns_first)


@given(entries, st.booleans())
def test_a_rank_is_one_more_than_the_number_of_those_who_are_better(given_entries: list[Entry], towns_first: bool):
    def better(one: Entry, other: Entry) -> bool:
        return one.score > other.score or (one.score == other.score and towns_first and one.town and not other.town)

    for each in order_of_merit(given_entries, towns_first=towns_first):
        assert each.rank == 1 + sum(better(other, each.entry) for other in given_entries)


def test_a_case_twice_is_refused():
    with pytest.raises(ValueError, match="once"):
        placed(entry("a", "1"), entry("a", "2"))
