"""The days off of a year as an office writes them: ``国庆节 10月1日至10月7日``, one holiday to a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from jiqun.core.cells import read_day
from jiqun.core.figures import Unreadable

BETWEEN = re.compile(r"\s*(?:至|到|~|～|—+)\s*")
DAY_ALONE = re.compile(r"\d{1,2}日?")
HAS_YEAR = re.compile(r"^\d{4}")
LONGEST = timedelta(days=31)


def read_holidays(text: str, year: int) -> dict[str, tuple[date, ...]]:
    """The days of each holiday by its name; a day without year lies in ``year``.

    Raises:
        Unreadable: a line without name or day, a day that is none, a period that runs backwards or over a month.
    """
    found: dict[str, tuple[date, ...]] = {}
    for line in filter(None, map(str.strip, unicodedata.normalize("NFKC", text).splitlines())):
        name, days = (*re.split(r"[\s:]+", line, maxsplit=1), "")[:2]
        if not days:
            raise Unreadable(f"“{line}”应写为节日名称、空格、日期，如“国庆节 10月1日至10月7日”")
        spans = [_span(part, year, line) for part in re.split(r"[、,;]+", days) if part.strip()]
        found[name] = (*found.get(name, ()), *(day for span in spans for day in span))
    return found


def read_days(text: str, year: int) -> tuple[date, ...]:
    """Single days set apart by commas, spaces or lines; raises Unreadable."""
    plain = unicodedata.normalize("NFKC", text)
    return tuple(_day(part, year, "调休上班日") for part in re.split(r"[、,;\s]+", plain) if part)


def write_holidays(holidays: dict[str, tuple[date, ...]]) -> str:
    """The same as text, so that it can be corrected: consecutive days as a period."""
    return "\n".join(f"{name} {'、'.join(_periods(sorted(days)))}" for name, days in holidays.items())


def write_days(days: tuple[date, ...]) -> str:
    """Single days as text."""
    return "、".join(day.isoformat() for day in sorted(days))


def _span(text: str, year: int, line: str) -> list[date]:
    begin, _, end = BETWEEN.sub("至", text.strip()).partition("至")
    first = _day(begin, year, line)
    last = _day(f"{first.month}月{end}" if DAY_ALONE.fullmatch(end) else end, year, line) if end else first
    if not timedelta() <= last - first <= LONGEST:
        raise Unreadable(f"“{line}”的起止日期有误：应先起后止，一个假期不超过一个月")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _day(text: str, year: int, label: str) -> date:
    return read_day(text if HAS_YEAR.match(text) else f"{year}年{text.replace('.', '月')}", label=label)


def _periods(days: list[date]) -> Iterator[str]:
    start = None
    for day, after in zip(days, [*days[1:], None], strict=True):
        start = start or day
        if after is None or after - day != timedelta(days=1):
            yield start.isoformat() if start == day else f"{start.isoformat()}至{day.isoformat()}"
            start = None
