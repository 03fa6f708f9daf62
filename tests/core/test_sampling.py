"""A draw is fair, repeatable by anybody, and bound to a seed before it is made."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.sampling import draw_sample, explain, lot, sample_size

numbers = st.lists(st.text(alphabet="JQ0123456789-", min_size=1, max_size=8), max_size=20)
seeds = st.text(max_size=12)


@given(numbers, st.integers(0, 25), seeds)
def test_a_sample_has_its_size_and_each_case_once(cases: list[str], size: int, seed: str):
    sample = draw_sample(cases, size, seed)

    assert len(sample) == min(size, len(set(cases)))
    assert set(sample) <= set(cases)
    assert len(set(sample)) == len(sample)


@given(numbers, st.integers(0, 25), seeds)
def test_the_order_of_the_cases_does_not_matter(cases: list[str], size: int, seed: str):
    assert draw_sample(reversed(cases), size, seed) == draw_sample(sorted(cases), size, seed)


@given(numbers, st.integers(0, 25), seeds)
def test_a_larger_sample_keeps_the_smaller_one(cases: list[str], size: int, seed: str):
    assert draw_sample(cases, size + 1, seed)[:size] == draw_sample(cases, size, seed)


@given(numbers, seeds)
def test_everybody_can_recompute_the_lots(cases: list[str], seed: str):
    drawn = explain(cases, seed)

    assert drawn == [(case, hashlib.sha256(f"{seed}/{case}".encode()).hexdigest()) for case, _ in drawn]
    assert [digest for _, digest in drawn] == sorted(digest for _, digest in drawn)
    assert [case for case, _ in drawn] == draw_sample(cases, len(cases), seed)


def test_another_seed_draws_another_sample():
    cases = [f"2025-{number:03}" for number in range(100)]

    assert draw_sample(cases, 10, "开奖号码甲") != draw_sample(cases, 10, "开奖号码乙")


def test_over_many_seeds_every_case_is_drawn_about_as_often():
    cases = [f"2025-{number:03}" for number in range(10)]
    drawn = [case for seed in range(600) for case in draw_sample(cases, 2, str(seed))]

    assert all(80 < drawn.count(case) < 160 for case in cases)


@pytest.mark.parametrize(
    ("total", "share", "at_least", "size"),
    [
        (20, "20", 3, 4),
        (21, "20", 3, 5),
        (4, "20", 3, 3),
        (2, "20", 3, 2),
        (0, "20", 3, 0),
        (10, "100", 0, 10),
        (9, "0", 0, 0),
    ],
)
def test_the_share_is_rounded_up_but_never_beyond_what_there_is(total: int, share: str, at_least: int, size: int):
    assert sample_size(total, Decimal(share), at_least) == size


@given(st.integers(0, 500), st.decimals(0, 200, places=2), st.integers(0, 50))
def test_a_size_is_always_possible(total: int, share: Decimal, at_least: int):
    size = sample_size(total, share, at_least)

    assert 0 <= size <= total
    assert size >= min(total, at_least)


@pytest.mark.parametrize(("total", "share", "at_least"), [(-1, "1", 1), (1, "-1", 1), (1, "1", -1)])
def test_negative_numbers_are_refused(total: int, share: str, at_least: int):
    with pytest.raises(ValueError, match="negative"):
        sample_size(total, Decimal(share), at_least)


def test_a_negative_sample_is_refused():
    with pytest.raises(ValueError, match="smaller than nothing"):
        draw_sample(["a"], -1, "s")


def test_a_lot_is_the_digest_of_seed_and_name():
    assert lot("s", "a") == hashlib.sha256(b"s/a").hexdigest()
