"""How one written value is read, by the type that the shape expects."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

MAX_DIGITS = 30
WHOLE = re.compile(rf"-?(0|[1-9][0-9]{{0,{MAX_DIGITS}}})")
NUMBER = re.compile(rf"-?(0|[1-9][0-9]{{0,{MAX_DIGITS}}})(\.[0-9]{{1,{MAX_DIGITS}}})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Reader:
    """A way of reading and the words for what it expects; ``read`` raises ValueError."""

    expected: str
    read: Callable[[str], Any]


def read_bool(text: str) -> bool:
    """Exactly ``true`` or ``false``: the many other spellings of YAML are too easily misread."""
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def read_int(text: str) -> int:
    """A whole number in plain digits, without leading zeros."""
    if not WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def read_decimal(text: str) -> Decimal:
    """An exact decimal in plain digits; no exponents."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def read_date(text: str) -> date:
    """A day written year-month-day."""
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def read_term(text: str, terms: Any) -> Any:
    """The term of that code."""
    return terms(text)


READERS: dict[Any, Reader] = {
    str: Reader("文字", str),
    int: Reader("整数", read_int),
    Decimal: Reader("数字", read_decimal),
    bool: Reader("true或false", read_bool),
    date: Reader("日期（如2025-04-17）", read_date),
}
