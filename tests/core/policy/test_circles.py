"""Names that lead back to themselves are found, and no others but what lies between two circles."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.circles import in_a_circle, way_round

names = st.sampled_from("abcdefg")
graphs = st.dictionaries(names, st.sets(names, max_size=3), max_size=7)


def reached(named: dict[str, set[str]], start: str) -> set[str]:
    """Everything that a name leads to, step by step."""
    found: set[str] = set()
    open_ = [start]
    while open_:
        fresh = named.get(open_.pop(), set()) & named.keys()
        open_ += fresh - found
        found |= fresh
    return found


@given(graphs)
def test_all_that_name_themselves_over_others_are_found(named: dict[str, set[str]]) -> None:
    round_about = {name for name in named if name in reached(named, name)}

    found = in_a_circle(named)

    assert round_about <= found
    assert bool(found) == bool(round_about)
    assert all(reached(named, name) & round_about for name in found)


def test_what_only_leads_into_a_circle_is_not_blamed() -> None:
    assert in_a_circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"b", "c"}


@given(graphs)
def test_the_way_round_ends_where_it_has_been(named: dict[str, set[str]]) -> None:
    for start in in_a_circle(named):
        way = way_round(start, named)

        assert all(after in named[before] for before, after in pairwise(way))
        assert len(way) > 1
