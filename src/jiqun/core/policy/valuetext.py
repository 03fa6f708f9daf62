"""Any value of a policy as an official reads it in a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from jiqun.core.figures import format_figure
from jiqun.core.findings import cited
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.words import field_words, item_words
from jiqun.core.vocabulary import Mark

EMPTY = "未填写"
BETWEEN = "；"


def day_words(day: date) -> str:
    """A day as it is written in a document."""
    return f"{day.year}年{day.month}月{day.day}日"


def value_text(value: object, unit: str = "") -> str:
    """A value in words, with its unit; a record by its name, or else by its fields; nothing is “未填写”."""
    if value in (None, "", (), {}):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return item_words(value)
    if isinstance(value, int | Decimal):
        plain = isinstance(value, int) and unit in ("", "年")  # a year, or a count too small to need separators
        return f"{value if plain else format_figure(Decimal(value))}{unit}"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return "、".join(value_text(item, unit) for item in value)
    if isinstance(value, Mapping):
        return BETWEEN.join(f"{value_text(key)}：{value_text(each, unit)}" for key, each in value.items())
    return _record_text(value, unit) if is_dataclass(value) else f"{value}{unit}"


def source_text(source: Source) -> str:
    """A source on one line, saying how well it is founded unless it is the very document."""
    place = cited(source.document, source.clause, source.mark)
    notes = [] if source.mark is Mark.VERIFIED else [source.mark.label]
    notes += [each for each in (source.note, source.url) if each]
    notes += [f"原文“{source.quote}”"] if source.quote else []
    return f"{place}（{'，'.join(notes)}）" if notes else place


def _record_text(record: Any, unit: str) -> str:
    if isinstance(record, Source):
        return source_text(record)
    if isinstance(record, Valued):
        return value_text(record.value, unit)
    if isinstance(record, Dated):
        return BETWEEN.join(
            f"自{day_words(since)}起{value_text(entry.value, record.unit)}"
            for since, entry in sorted(record.values.items())
        )
    return item_words(record) or BETWEEN.join(
        f"{field_words(type(record), field.name).label}：{value_text(getattr(record, field.name))}"
        for field in fields(record)
        if getattr(record, field.name) not in (None, "", ())
    )
