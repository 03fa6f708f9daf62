"""Working days, notice periods, closing moments and validity; all days are days in Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Statutory holidays by day and name, and the weekend days made up for them, for the years that are known.

    Raises:
        ValueError: a day is both holiday and make-up day.
    """

    holidays: Mapping[date, str]
    makeup_days: frozenset[date]
    years: frozenset[int]

    def __post_init__(self) -> None:
        both = self.holidays.keys() & self.makeup_days
        if both:
            raise ValueError(f"both holiday and make-up day: {min(both)}")

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open; raises LookupError for a year whose holidays are not known."""
        if day.year not in self.years:
            raise LookupError(f"尚无{day.year}年节假日安排")
        if day in self.makeup_days:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays


def add_working_days(start: date, working_days: int, calendar: WorkCalendar) -> date:
    """The ``working_days``-th working day after ``start``, which itself does not count; 0 gives ``start``.

    Raises:
        ValueError: a negative number.
        LookupError: the way leads into a year whose holidays are not known.
    """
    if working_days < 0:
        raise ValueError("working days are counted forwards only")
    day = start
    while working_days:
        day += ONE_DAY
        working_days -= calendar.is_working_day(day)
    return day


def last_day_of_notice(
    opened_on: date, working_days: int, calendar: WorkCalendar, *, first_day_counts: bool = False
) -> date:
    """The last day on which a notice must stand; raises like :func:`add_working_days`, and ValueError below one.

    ``first_day_counts``: whether the day of posting is one of the working days, or only those after it.
    """
    if working_days < 1:
        raise ValueError("a notice stands for one working day at least")
    start = opened_on - ONE_DAY if first_day_counts else opened_on
    return add_working_days(start, working_days, calendar)


def validity(issued_on: date, years: int, calendar_years: bool) -> tuple[date, date]:
    """First and last day (inclusive) of a recognition issued on a day and valid for ``years``.

    ``calendar_years``: from 1 January of the year of issue to 31 December of the last year, so that a list published
    on any day of 2023 counts 2023–2025. Otherwise from the day of issue to the day before its anniversary
    (2023-07-10 to 2026-07-09); the anniversary of 29 February is 1 March in a year that has none.

    Raises:
        ValueError: less than one year.
    """
    if years < 1:
        raise ValueError("a recognition is valid for one year at least")
    if calendar_years:
        return date(issued_on.year, 1, 1), date(issued_on.year + years - 1, 12, 31)
    return issued_on, _anniversary(issued_on, years) - ONE_DAY


def opening_moment(opens_on: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(opens_on, time.min, SHANGHAI)


def closing_moment(closes_on: date) -> datetime:
    """24:00 at the end of the closing day: the first moment that is too late."""
    return opening_moment(closes_on + ONE_DAY)


def is_open(at: datetime, opens_on: date, closes_on: date) -> bool:
    """Whether a moment lies in a period whose first and last day both count (N18: 31 May is still in time).

    Raises:
        ValueError: the moment has no zone.
    """
    if at.utcoffset() is None:
        raise ValueError("a moment needs its zone")
    return opening_moment(opens_on) <= at < closing_moment(closes_on)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
