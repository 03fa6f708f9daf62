"""The days of a notice one by one, so that its period can be read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiqun.core.calendar import ONE_DAY, WorkCalendar, last_day_of_notice
from jiqun.decisions.models import PublicNotice
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
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


@dataclass(frozen=True, slots=True)
class Period:
    """How long a notice stands: its first and last day, the working days asked for, and every day between."""

    first_day: date
    last_day: date
    working_days: int
    days: tuple[NoticeDay, ...]

    @property
    def counted(self) -> list[NoticeDay]:
        """The working days."""
        return [each for each in self.days if each.counts]

    @property
    def skipped(self) -> list[NoticeDay]:
        """The days between that do not count."""
        return [each for each in self.days if not each.counts]

    @property
    def counted_from(self) -> date:
        """The first day that counts; the first of all where days off were corrected so that none does."""
        return next((each.day for each in self.counted), self.first_day)


def notice_period(call: Round, first_day: date) -> Period:
    """How long a notice of the round stands that is posted on a day; raises LookupError for a year not known."""
    policy, calendar = policy_of(call), work_calendar()
    working_days = policy.public_notice.working_days.on(policy.day)
    last_day = last_day_of_notice(first_day, working_days, calendar, first_day_counts=first_day_counts(call))
    return _period(call, first_day, last_day, working_days, calendar)


def period_of(notice: PublicNotice) -> Period:
    """The period of a notice as it was drawn up; days off that were corrected later move no notice."""
    return _period(notice.round, notice.first_day, notice.last_day, notice.working_days, work_calendar())


def first_day_counts(call: Round) -> bool:
    """Whether the day of posting is one of the working days, as the policy of the round has it."""
    policy = policy_of(call)
    return policy.public_notice.first_day_counts.on(policy.day)


def _period(call: Round, first_day: date, last_day: date, working_days: int, calendar: WorkCalendar) -> Period:
    start = first_day if first_day_counts(call) else first_day + ONE_DAY
    span = [start + number * ONE_DAY for number in range((last_day - start).days + 1)]
    return Period(first_day, last_day, working_days, tuple(_day(day, calendar) for day in span))


def _day(day: date, calendar: WorkCalendar) -> NoticeDay:
    if calendar.is_working_day(day):
        return NoticeDay(day, True, "调休上班" if day in calendar.makeup_days else "")
    return NoticeDay(day, False, calendar.holidays.get(day, WEEKEND))
