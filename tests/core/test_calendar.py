"""Days are counted as offices count them: posting day out, closing day in, make-up days worked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.calendar import (
    SHANGHAI,
    WorkCalendar,
    add_working_days,
    closing_moment,
    is_open,
    last_day_of_notice,
    opening_moment,
    validity,
)

MAY = [date(2025, 5, day) for day in range(1, 6)]
OCTOBER = [date(2025, 10, day) for day in range(1, 9)]
WORK = WorkCalendar(
    holidays=dict.fromkeys([*MAY, *OCTOBER], "假日"),
    makeup_days=frozenset([date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)]),
    years=frozenset([2025]),
)
days_of_2025 = st.dates(date(2025, 1, 1), date(2025, 11, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 5, 6), True),  # Tuesday after the holiday
        (date(2025, 5, 5), False),  # Monday, holiday
        (date(2025, 4, 27), True),  # Sunday, made up
        (date(2025, 4, 26), False),  # Saturday
    ],
)
def test_holidays_are_free_and_make_up_days_are_worked(day: date, works: bool):
    assert WORK.is_working_day(day) is works


def test_an_unknown_year_is_refused_rather_than_guessed():
    with pytest.raises(LookupError, match="2026"):
        WORK.is_working_day(date(2026, 1, 5))
    with pytest.raises(LookupError, match="2026"):
        last_day_of_notice(date(2025, 12, 30), 5, WORK)


def test_a_day_is_not_both_holiday_and_make_up_day():
    with pytest.raises(ValueError, match="2025-05-01"):
        WorkCalendar(dict.fromkeys(MAY, "劳动节"), frozenset(MAY), frozenset([2025]))


@pytest.mark.parametrize(
    ("opened_on", "last_day"),
    [
        (date(2025, 6, 9), date(2025, 6, 16)),  # Monday to Monday: the day of posting does not count
        (date(2025, 6, 7), date(2025, 6, 13)),  # posted on a Saturday
        (date(2025, 4, 25), date(2025, 5, 6)),  # made-up Sunday worked, five days off
        (date(2025, 9, 27), date(2025, 10, 10)),  # Saturday before National Day; 28 September is worked
    ],
)
def test_a_notice_of_five_working_days_stands_until(opened_on: date, last_day: date):
    assert last_day_of_notice(opened_on, 5, WORK) == last_day


@given(days_of_2025, st.integers(1, 20))
def test_where_the_day_of_posting_counts_a_working_day_ends_the_notice_one_working_day_earlier(
    opened_on: date, working_days: int
):
    last = last_day_of_notice(opened_on, working_days, WORK, first_day_counts=True)

    if WORK.is_working_day(opened_on):
        assert last == add_working_days(opened_on, working_days - 1, WORK)
    else:
        assert last == last_day_of_notice(opened_on, working_days, WORK)


@given(days_of_2025, st.integers(1, 20))
def test_a_notice_stands_for_exactly_its_working_days(opened_on: date, working_days: int):
    last = last_day_of_notice(opened_on, working_days, WORK)
    stands = [opened_on + timedelta(days=passed) for passed in range(1, (last - opened_on).days + 1)]

    assert sum(map(WORK.is_working_day, stands)) == working_days
    assert WORK.is_working_day(last)


@given(days_of_2025, st.integers(0, 10), st.integers(0, 10))
def test_days_added_in_two_parts_are_the_same_days(start: date, some: int, more: int):
    assert add_working_days(add_working_days(start, some, WORK), more, WORK) == add_working_days(
        start, some + more, WORK
    )


def test_days_are_not_counted_backwards_and_a_notice_of_no_days_is_none():
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2025, 6, 9), -1, WORK)
    with pytest.raises(ValueError, match="one working day"):
        last_day_of_notice(date(2025, 6, 9), 0, WORK)


@pytest.mark.parametrize(
    ("issued_on", "years", "calendar_years", "period"),
    [
        (date(2023, 1, 9), 3, True, (date(2023, 1, 1), date(2025, 12, 31))),
        (date(2025, 12, 31), 3, True, (date(2025, 1, 1), date(2027, 12, 31))),
        (date(2023, 7, 10), 3, False, (date(2023, 7, 10), date(2026, 7, 9))),
        (date(2023, 7, 1), 3, False, (date(2023, 7, 1), date(2026, 6, 30))),
        (date(2024, 2, 29), 3, False, (date(2024, 2, 29), date(2027, 2, 28))),
        (date(2024, 2, 29), 4, False, (date(2024, 2, 29), date(2028, 2, 28))),
        (date(2024, 3, 1), 4, False, (date(2024, 3, 1), date(2028, 2, 29))),
    ],
)
def test_a_recognition_is_valid_from_and_until(
    issued_on: date, years: int, calendar_years: bool, period: tuple[date, date]
):
    assert validity(issued_on, years, calendar_years) == period


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 5), st.booleans())
def test_a_renewal_follows_without_gap_and_as_long(issued_on: date, years: int, calendar_years: bool):
    _, until = validity(issued_on, years, calendar_years)
    renewed_from, renewed_until = validity(until + timedelta(days=1), years, calendar_years)

    assert renewed_from == until + timedelta(days=1)
    assert renewed_until.year == until.year + years


def test_a_recognition_for_no_year_is_refused():
    with pytest.raises(ValueError, match="one year"):
        validity(date(2025, 1, 1), 0, False)


def test_the_closing_day_counts_to_its_end_in_shanghai():
    late = datetime(2025, 5, 31, 15, 59, 59, 999999, tzinfo=UTC)

    assert closing_moment(date(2025, 5, 31)) == datetime(2025, 5, 31, 16, tzinfo=UTC)
    assert is_open(late, date(2025, 4, 17), date(2025, 5, 31))
    assert not is_open(late + timedelta(microseconds=1), date(2025, 4, 17), date(2025, 5, 31))


def test_the_opening_day_counts_from_its_beginning():
    assert is_open(datetime(2025, 4, 17, tzinfo=SHANGHAI), date(2025, 4, 17), date(2025, 5, 31))
    assert not is_open(datetime(2025, 4, 16, 23, 59, tzinfo=SHANGHAI), date(2025, 4, 17), date(2025, 5, 31))


@given(days_of_2025, st.integers(0, 30), st.integers(0, 86399), st.integers(-12, 12))
def test_a_moment_is_in_time_when_its_day_in_shanghai_is(opens_on: date, length: int, second: int, zone: int):
    closes_on = opens_on + timedelta(days=length)
    moment = opening_moment(closes_on) + timedelta(seconds=second)

    assert is_open(moment.astimezone(timezone(timedelta(hours=zone))), opens_on, closes_on)
    assert not is_open(moment + timedelta(days=1), opens_on, closes_on)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        is_open(datetime(2025, 5, 1), date(2025, 4, 17), date(2025, 5, 31))
