"""Numbers, days and moments as officials write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

NOTHING = "—"


def exact(value: object) -> Decimal | None:
    """The value as a Decimal, or None when it is no finite number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        figure = value if isinstance(value, Decimal) else Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None


def number(value: object, places: int | None = None) -> str:
    """Thousands separators, no trailing zeros; with ``places`` rounded half up to that many and padded."""
    if value is None or value == "":
        return NOTHING
    figure = exact(value)
    if figure is None:
        return str(value)
    if places is not None:
        return f"{figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    text = f"{figure:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def with_unit(value: object, unit: str) -> str:
    """The number and its unit; a dash alone where nothing is known."""
    text = number(value)
    return text if text == NOTHING else f"{text}{unit}"


def local(moment: datetime) -> datetime:
    """The moment on the clock of the office."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def chinese_date(value: date | None) -> str:
    """2025年5月31日; a moment is first put on the office's clock."""
    if not isinstance(value, date):
        return NOTHING
    day = local(value) if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(value: datetime | None) -> str:
    """2025年5月31日 14:03."""
    if not isinstance(value, datetime):
        return NOTHING
    moment = local(value)
    return f"{chinese_date(moment)} {moment:%H:%M}"


def as_day(value: date) -> date:
    """The calendar day of a day or moment."""
    return local(value).date() if isinstance(value, datetime) else value


def days_until(due: date, today: date) -> int:
    """Days from ``today`` to ``due``; below zero when it has passed."""
    return (as_day(due) - as_day(today)).days


def days_left(due: date | None, today: date) -> str:
    """剩3天, 今天截止 or 已逾期2天; the closing day itself still counts."""
    if not isinstance(due, date) or not isinstance(today, date):
        return ""
    left = days_until(due, today)
    if left == 0:
        return "今天截止"
    return f"剩{left}天" if left > 0 else f"已逾期{-left}天"


def file_size(octets: int) -> str:
    """A size in the largest unit that keeps it at one or more, to one decimal place."""
    size, unit = Decimal(octets), "字节"
    for larger in ("KB", "MB", "GB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{number(size.quantize(Decimal('0.1'), ROUND_HALF_UP))} {unit}"
