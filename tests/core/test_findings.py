"""What is too long for its place is said with the number of characters, and nothing is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.findings import overlong


@given(st.text(max_size=12), st.integers(0, 12))
def test_a_text_is_refused_exactly_when_it_has_more_characters_than_fit(text: str, limit: int):
    assert bool(overlong(text, limit, "说明")) == (len(text) > limit)


def test_the_sentence_names_the_place_the_limit_and_what_was_typed():
    [finding] = overlong("字" * 301, 300, "“推荐文件”的说明", "letter")

    assert (finding.message, finding.field) == ("“推荐文件”的说明不超过300字，现为301字，请精简", "letter")
