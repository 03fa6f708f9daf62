"""Whatever is given, the reader answers with a tree or a refusal, never with an error of the software."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.loader import PolicyError, from_plain
from jiqun.core.policy.tree import Listing, Scalar, Table
from jiqun.policyfiles.text import parse_policy_text

yaml_like = st.text(alphabet="ab:-[]{}&*!#|>'\"%@`,? \n\t~0\x00\ufeff\ud800集", max_size=60)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "quota", "tracks"]), inner),
    max_leaves=10,
)


@given(yaml_like)
def test_any_text_is_a_tree_or_refused(text: str) -> None:
    try:
        answer: object = parse_policy_text(text, "a.yaml")
    except PolicyError as refusal:
        answer = refusal

    assert isinstance(answer, Scalar | Listing | Table | PolicyError)


@given(plain)
def test_anything_that_is_no_policy_is_refused(value: object) -> None:
    with pytest.raises(PolicyError) as refusal:
        from_plain(value)

    assert all(problem.found for problem in refusal.value.problems)
