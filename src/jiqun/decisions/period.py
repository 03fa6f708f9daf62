"""The days of a notice one by one, so that its period can be read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from jiqun.core.calendar import last_day_of_notice
from jiqun.policyfiles.folder import read_workday_years
from jiqun.programmes.workdays import work_calendar

WEEKDAYS = "一二三四五六日"
WEEKEND = "周末"


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day of the period: whether it counts, and why when that needs a word."""

    day: date
    counts: bool
    why: str = ""

    @property
    def weekday(self) -> str:
        """星期三."""
        return f"星期{WEEKDAYS[self.day.weekday()]}"


@lru_cache(maxsize=1)
def holiday_names() -> dict[date, str]:
    """The statutory holidays known, by day."""
    return {day: name for year in read_workday_years() for name, days in year.holidays.items() for day in days}


def period_days(first_day: date, working_days: int) -> list[NoticeDay]:
    """Every day after the day of posting up to the last; raises LookupError for a year not known."""
    calendar, names = work_calendar(), holiday_names()
    last_day = last_day_of_notice(first_day, working_days, calendar)
    days = [first_day + timedelta(days=number) for number in range(1, (last_day - first_day).days + 1)]
    return [_day(day, calendar.is_working_day(day), names) for day in days]


def _day(day: date, counts: bool, names: dict[date, str]) -> NoticeDay:
    if counts:
        return NoticeDay(day, counts, "调休上班" if day in work_calendar().makeup_days else "")
    return NoticeDay(day, counts, names.get(day, WEEKEND))
