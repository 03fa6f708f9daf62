"""A document number names office, year and number, in one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.document_number import read_document_number


@pytest.mark.parametrize(
    "typed",
    [
        "忻工信发〔2025〕12号",
        "忻工信发[2025]12号",
        "忻工信发（２０２５）１２号",
        " 忻工信发【2025】 第012号 ",
        "忻工信发﹝2025﹞12号",
    ],
)
def test_brackets_widths_and_spaces_make_no_other_number(typed: str):
    assert read_document_number(typed) == "忻工信发〔2025〕12号"


def test_brackets_within_the_name_of_an_office_are_round_ones():
    assert read_document_number("朔工信(企)发[2025]12号") == "朔工信（企）发〔2025〕12号"


@pytest.mark.parametrize("typed", ["", "abc<1>", "12号", "忻工信发2025-12", "忻工信发〔2025〕号", "忻工信发〔25〕12号"])
def test_what_lacks_office_year_or_number_is_none(typed: str):
    assert read_document_number(typed) == ""


@given(st.text())
def test_what_was_read_is_read_the_same_again(typed: str):
    read = read_document_number(typed)
    assert read_document_number(read) == read
