"""Facts stand in braces by plain name; nothing is looked up inside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.texts.filling import fill, names_in


def test_a_text_is_filled_with_its_facts() -> None:
    assert fill("{year}年度{province}名单", {"year": "2026", "province": "云南省"}) == "2026年度云南省名单"


@pytest.mark.parametrize("text", ["{", "}", "{year", "{year.real}", "{year[0]}", "{year!r}", "{year:>99}", "{}", "{ }"])
def test_anything_but_a_plain_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the loader says it in words
        names_in(text)


def test_a_fact_that_is_not_given_is_missed() -> None:
    with pytest.raises(KeyError, match="year"):
        fill("{year}年度", {})


@given(st.text())
def test_a_fact_is_printed_as_it_is_even_with_braces_of_its_own(fact: str) -> None:
    assert fill("“{cluster}”", {"cluster": fact}) == f"“{fact}”"


@given(st.text(alphabet=st.characters(blacklist_characters="{}")))
def test_a_text_without_braces_says_itself(text: str) -> None:
    assert (fill(text, {}), names_in(text)) == (text, [])
