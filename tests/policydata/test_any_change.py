"""Whatever one value of a policy is changed to, the checks answer; they never fail themselves."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.difference import differences
from jiqun.core.policy.hints import hints
from jiqun.core.policy.loader import PolicyError, from_plain, to_plain
from jiqun.core.policy.words import path_words
from jiqun.policyfiles.folder import policydata_root, read_round

POLICY = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
PLAIN = to_plain(POLICY)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [place for key, each in steps for place in leaves(each, (*path, key))]
    yield from inner or [path]


PLACES = list(leaves(PLAIN))
WRITTEN = [
    *("", "0", "1", "-1", "999999999999", "true", "2025-01-01", "0001-01-01", "9999-12-31", "yes", "rule", "veto", "%"),
    *("area_km2 > 3", "west", 'level == "provincial"', "area * 2", "growth(output_total)", "a.b", "9**9", "{", "{x}"),
    *("rows(roster)", "last(area_km2)", "each_year(output_total > 1)", 'firms("x")', "output_total", "roster", "万元"),
]
values: st.SearchStrategy[Any] = st.sampled_from([None, *WRITTEN]) | st.text(max_size=5) | st.just([]) | st.just({})


def changed(place: tuple[Any, ...], value: Any) -> Any:
    plain = copy.deepcopy(PLAIN)
    inner = plain
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return plain


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PLACES), values)
def test_one_value_changed_to_anything_is_checked_and_compared(place: tuple[Any, ...], value: Any) -> None:
    try:
        policy = from_plain(changed(place, value))
    except PolicyError:
        return

    problems = check_policy(policy)

    assert all(problem.expected and problem.found for problem in problems)
    assert all(path_words(policy, problem.key) for problem in problems)
    assert bool(differences(POLICY, policy)) == (policy != POLICY)
    if not problems:
        assert all(str(hint) for hint in hints(policy))
