"""Figures are read exactly as typed, or refused with a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.core.figures import Unreadable, canonical, format_figure, read_figure

FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
figures = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("typed", "unit", "figure"),
    [
        ("1,234.5", "", "1234.5"),
        ("1，234，567", "家", "1234567"),
        ("１２０．８９", "亿元", "120.89"),
        (" 120.89 亿元 ", "亿元", "120.89"),
        ("1208900万元", "亿元", "120.89"),
        ("3亿元", "万元", "30000"),
        ("￥5000元", "万元", "0.5"),
        ("1.05万人", "人", "10500"),
        ("10500", "人", "10500"),
        ("120亿", "亿元", "120"),
        ("3万", "家", "30000"),
        ("12.5％", "%", "12.5"),
        ("100km²", "平方公里", "100"),
        ("133户", "家", "133"),
        ("+5", "", "5"),
        ("−5", "", "-5"),
        ("007", "", "7"),
    ],
)
def test_a_figure_is_understood_as_officials_type_it(typed, unit, figure):
    assert read_figure(typed, unit=unit, label="总产值") == Decimal(figure)


@pytest.mark.parametrize("typed", ["", "  ", "\u3000", "\n"])
def test_nothing_typed_is_no_figure(typed):
    assert read_figure(typed, label="总产值") is None


@pytest.mark.parametrize(
    "typed", ["约120", "12.3.4", "1e5", "NaN", "Infinity", "1,23", "12 34", "—", "5.", "٣", "½", "1_000", "0x10", "--5"]
)
def test_what_is_no_plain_number_is_refused(typed):
    with pytest.raises(Unreadable) as refusal:
        read_figure(typed, label="总产值")

    assert refusal.value.sentence == f"“总产值”应填数字，如1,234.5，现填“{typed}”"


def test_a_unit_that_does_not_fit_is_refused_by_name():
    with pytest.raises(Unreadable) as refusal:
        read_figure("120人", unit="亿元", label="总产值")

    assert refusal.value.sentence == "“总产值”应以“亿元”为单位填写，现填的单位是“人”"


def test_more_than_eighteen_digits_are_a_slip():
    assert read_figure("9" * 18, label="总产值") == Decimal("9" * 18)
    with pytest.raises(Unreadable):
        read_figure("9" * 19, label="总产值")


@settings(max_examples=50, derandomize=True, deadline=None)
@given(figures)
def test_a_written_figure_reads_back_the_same(figure):
    for text in (canonical(figure), format_figure(figure), format_figure(figure).translate(FULL_WIDTH)):
        assert read_figure(text, label="总产值") == figure


@settings(max_examples=50, derandomize=True, deadline=None)
@given(figures)
def test_ten_thousand_yuan_become_a_hundred_million_exactly(figure):
    assert read_figure(f"{canonical(figure)}万元", unit="亿元", label="总产值") == figure.scaleb(-4)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        figure = read_figure(text, unit="亿元", label="总产值")
    except Unreadable as error:
        refusal, figure = error.sentence, None
    else:
        refusal = ""

    assert refusal.startswith("“总产值”") or figure is None or figure.is_finite()


@pytest.mark.parametrize(("figure", "text"), [("120.8900", "120.89"), ("-0.0", "0"), ("1E+4", "10000"), ("100", "100")])
def test_a_figure_is_stored_in_one_way(figure, text):
    assert canonical(Decimal(figure)) == text
