"""Plain data at a path: what is put there is found there, everything else stays, nothing is changed in place."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.policies.parts import Path, at, count_of_differences, inserted, leaves, moved, put, without

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)


@st.composite
def places(draw: st.DrawFn) -> tuple[Any, Path]:
    """Plain data with a path that leads somewhere in it."""
    plain = draw(PLAIN)
    return plain, draw(st.sampled_from([path for path, _ in leaves(plain)]))


@given(places(), PLAIN)
def test_what_is_put_is_found_and_the_rest_stays(place: tuple[Any, Path], value: Any) -> None:
    plain, path = place
    before = deepcopy(plain)

    after = put(plain, path, value)

    assert at(after, path) == value
    assert put(after, path, at(plain, path)) == before == plain


@given(places())
def test_what_is_taken_out_can_be_put_back(place: tuple[Any, Path]) -> None:
    plain, path = place
    if not path:
        return
    above, step = at(plain, path[:-1]), path[-1]
    left = without(plain, path)

    back = inserted(at(left, path[:-1]), at(plain, path), step) if isinstance(step, int) else above

    assert put(left, path[:-1], back) == plain


@given(PLAIN, PLAIN)
def test_differences_are_counted_alike_both_ways_and_none_means_equal(one: Any, other: Any) -> None:
    assert count_of_differences(one, other) == count_of_differences(other, one)
    assert count_of_differences(one, one) == 0
    assert count_of_differences(one, other) > 0 or one == other


@given(
    st.lists(st.integers(), min_size=1, max_size=5).flatmap(
        lambda items: st.tuples(st.just(items), st.integers(0, len(items) - 1), st.integers(0, len(items) - 1))
    )
)
def test_a_move_is_undone_by_the_move_back(case: tuple[list[int], int, int]) -> None:
    items, position, to = case

    assert moved(moved(items, position, to), to, position) == items


@pytest.mark.parametrize("path", [("a", "b"), ("c",), ("a", 2), ("a", -1), ("a", "0"), (0,)])
def test_a_path_that_leads_nowhere_is_told(path: Path) -> None:
    with pytest.raises(LookupError):
        at({"a": [1, 2]}, path)
