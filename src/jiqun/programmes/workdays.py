"""The working-day calendar: the years that came with the software, and over them those that the province entered."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from jiqun.core.calendar import WorkCalendar
from jiqun.core.policy.loader import decode
from jiqun.core.policy.registers import Workdays
from jiqun.core.policy.tree import plain_tree
from jiqun.policyfiles.folder import read_workday_years
from jiqun.programmes.models import WorkdayYear


@lru_cache(maxsize=1)
def shipped_years() -> dict[int, Workdays]:
    """The years that came with the software, read once."""
    return {each.year: each for each in read_workday_years()}


def known_years() -> dict[int, Workdays]:
    """Every year whose days off are known, in order; one query."""
    entered = WorkdayYear.objects.values_list("year", "plain")
    known = shipped_years() | {year: decode(plain_tree(plain), Workdays) for year, plain in entered}
    return dict(sorted(known.items()))


def work_calendar() -> WorkCalendar:
    """Holidays and make-up days of all years that are known; one query."""
    return calendar_of(known_years().values())


def calendar_of(years: Collection[Workdays]) -> WorkCalendar:
    """The calendar of some years; raises ValueError where one year has off what another makes up for."""
    return WorkCalendar(
        holidays={day: name for each in years for name, days in each.holidays.items() for day in days},
        makeup_days=frozenset(day for each in years for day in each.makeup_days),
        years=frozenset(each.year for each in years),
    )
