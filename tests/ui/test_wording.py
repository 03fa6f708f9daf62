"""Numbers and days are written as officials write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.ui.wording import chinese_date, chinese_moment, days_left, file_size, number, with_unit

FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("286000.50"), "286,000.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("-0.00"), "0"),
        (1234567, "1,234,567"),
        ("98420.10", "98,420.1"),
        (0, "0"),
        (None, "—"),
        ("", "—"),
        ("七成", "七成"),
        (Decimal("NaN"), "NaN"),
    ],
)
def test_a_number_has_separators_and_no_trailing_zeros(value: object, shown: str) -> None:
    assert number(value) == shown


@given(FIGURES)
def test_a_written_number_is_still_exactly_the_number(figure: Decimal) -> None:
    assert Decimal(number(figure).replace(",", "")) == figure


@pytest.mark.parametrize(("places", "shown"), [(0, "3"), (1, "2.5"), (2, "2.50")])
def test_with_places_a_number_is_rounded_half_up_and_padded(places: int, shown: str) -> None:
    assert number(Decimal("2.5"), places) == shown


@pytest.mark.parametrize(("value", "shown"), [(Decimal("1234.50"), "1,234.5万元"), (None, "—")])
def test_a_unit_follows_only_what_is_known(value: Decimal | None, shown: str) -> None:
    assert with_unit(value, "万元") == shown


def test_a_moment_is_shown_on_the_clock_of_the_office() -> None:
    moment = datetime(2025, 5, 30, 16, 3, tzinfo=UTC)

    assert chinese_moment(moment) == "2025年5月31日 00:03"
    assert chinese_date(moment) == "2025年5月31日"


@pytest.mark.parametrize("nothing", [None, "", "2025-05-31"])
def test_what_is_no_day_is_a_dash(nothing: Any) -> None:
    assert (chinese_date(nothing), chinese_moment(nothing)) == ("—", "—")


@pytest.mark.parametrize(
    ("due", "shown"),
    [(date(2025, 5, 31), "剩3天"), (date(2025, 5, 28), "今天截止"), (date(2025, 5, 26), "已逾期2天")],
)
def test_the_closing_day_itself_still_counts(due: date, shown: str) -> None:
    assert days_left(due, date(2025, 5, 28)) == shown


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(min_value=1, max_value=10_000))
def test_days_left_and_days_past_mirror_each_other(today: date, days: int) -> None:
    due = today + timedelta(days)

    assert (days_left(due, today), days_left(today, due)) == (f"剩{days}天", f"已逾期{days}天")


def test_without_a_deadline_nothing_is_left() -> None:
    assert days_left(None, date(2025, 5, 28)) == ""


@pytest.mark.parametrize(
    ("octets", "shown"), [(900, "900 字节"), (1_258_291, "1.2 MB"), (1024, "1 KB"), (5 * 1024**4, "5,120 GB")]
)
def test_a_size_takes_the_largest_fitting_unit(octets: int, shown: str) -> None:
    assert file_size(octets) == shown
