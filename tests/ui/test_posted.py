"""What a page posts as the key of a row is that key, or none; it never breaks a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.ui.posted import MOST_DIGITS, key_in, keys_in, text_in
from jiqun.ui.widgets import LongText

LARGEST = 2**63 - 1
"""What a key column of either database holds."""


@pytest.mark.parametrize(
    "typed", ["", " 3", "3 ", "-3", "+3", "3.0", "1e3", "0x3", "1_0", "三", "３", "²", "٣", "\0", "9" * 19]
)
def test_what_is_no_key_names_no_row(typed: str) -> None:
    assert key_in(typed) == 0


def test_a_key_is_read_as_it_stands() -> None:
    assert (key_in("7"), key_in("007"), key_in("9" * MOST_DIGITS)) == (7, 7, 10**MOST_DIGITS - 1)


def test_a_line_break_is_one_character_as_it_was_counted_while_typing() -> None:
    typed = {"remark": " 甲\r\n乙\n丙 "}

    assert text_in(typed, "remark") == LongText().value_from_datadict(typed, {}, "remark").strip() == "甲\n乙\n丙"
    assert text_in(typed, "other") == ""


def test_odd_ones_among_several_are_passed_over() -> None:
    assert keys_in(["3", "0", "x", "", "3", "９", "12"]) == {3, 12}


@given(st.lists(st.text(st.characters(categories=["N", "L", "P", "Z"]), max_size=25)))
def test_whatever_is_typed_fits_the_database(typed: list[str]) -> None:
    assert all(0 < key <= LARGEST for key in keys_in(typed))
