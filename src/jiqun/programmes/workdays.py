"""The working-day calendar out of the shipped holiday files."""

from __future__ import annotations

from functools import lru_cache

from jiqun.core.calendar import WorkCalendar
from jiqun.policyfiles.folder import read_workday_years


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """Holidays and make-up days of all years that are known."""
    years = read_workday_years()
    return WorkCalendar(
        holidays=frozenset(day for each in years for days in each.holidays.values() for day in days),
        makeup_days=frozenset(day for each in years for day in each.makeup_days),
        years=frozenset(each.year for each in years),
    )
