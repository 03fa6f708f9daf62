"""How values stand on paper: numbers with separators, days in Chinese, a dash for nothing, no invisible characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from jiqun.core.vocabulary import Term
from jiqun.documents.sheets import Cell, Pair, SummarySheet, Table

DASH = "—"
GETA = "〓"
"""The printers' mark for a character that no face has."""

MAX_SHARE, MIN_SHARE, PADDING = 40, 4, 2
SHORT = 8
"""Up to this many half-width characters a column of words is centred."""

SUMMARY_SHARES = {"rank": 9, "cluster": 36, "county": 13, "niche": 18, "leading_industry": 20, "remark": 16}
USUAL_SHARE, FIGURE_SHARE = 13, 15
SUMMARY_CENTRED = ("rank", "county", "levels", "town")
"""How the known columns of the summary table lie on the page, whichever the round has and in whatever order."""


def clean(text: str) -> str:
    """The text without control, formatting and unpaired characters; every line end becomes ``\\n``."""
    # Printable characters (most texts hold no others) are never of the kinds taken out below.
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\n":
        return char
    if char == "\t":
        return " "
    category = unicodedata.category(char)
    if category == "Co":
        return GETA
    # Direction overrides and zero-width characters (Cf) could make a page read other than its record.
    return "" if category in ("Cc", "Cf", "Cs", "Cn") else char


def day(value: date) -> str:
    """A day as official documents write it: 2025年5月31日."""
    return f"{value.year}年{value.month}月{value.day}日"


def printed(value: Cell) -> str:
    """One cell as printed; a dash for nothing."""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | Decimal):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    text = clean(value).strip() if value else ""
    return text or DASH


def measure(text: str) -> int:
    """Width of the longest line in half-width characters."""
    return max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n"))


def shares(table: Table) -> tuple[int, ...]:
    """Shares of the columns: the given ones, or by the content, so that no column starves."""
    if table.widths:
        return table.widths
    columns = []
    for index, header in enumerate(table.headers):
        body = max((measure(printed(row[index])) for row in table.rows), default=0)
        columns.append(min(MAX_SHARE, max(MIN_SHARE, body, min(measure(header.split("（")[0]), 12))) + PADDING)
    return tuple(columns)


def centred(table: Table) -> tuple[int, ...]:
    """Columns of short words, which stand in the middle; numbers stand to the right."""
    return tuple(
        index
        for index in range(len(table.headers))
        if index not in table.numeric and all(measure(printed(row[index])) <= SHORT for row in table.rows)
    )


def plain(value: Any) -> Any:
    """A sheet as nested dicts, lists, texts, truth values and whole numbers, ready for JSON.

    Every dataclass carries its class name as ``kind``; cells are printed, bytes are left out.
    """
    if isinstance(value, Enum):
        return value.label if isinstance(value, Term) else value.value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Decimal | date):
        return printed(value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return _fields(value) if is_dataclass(value) else None


def _fields(value: Any) -> dict[str, Any]:
    facts = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    facts["kind"] = type(value).__name__
    if isinstance(value, Pair):
        facts["value"] = printed(value.value)
    if isinstance(value, SummarySheet):
        facts |= _summary(value)
    if isinstance(value, Table):
        facts["rows"] = [[printed(cell) for cell in row] for row in value.rows]
        facts["widths"] = list(shares(value))
        facts["centred"] = list(centred(value))
    return facts


def _summary(sheet: SummarySheet) -> dict[str, Any]:
    places = list(enumerate(sheet.columns))
    return {
        "headers": [clean(column.header) for column in sheet.columns],
        "rows": [[printed(cell) for cell in row] for row in sheet.rows],
        "widths": [
            FIGURE_SHARE if column.is_figure else SUMMARY_SHARES.get(column.key, USUAL_SHARE)
            for column in sheet.columns
        ],
        "numeric": [at for at, column in places if column.is_figure],
        "centred": [at for at, column in places if column.key in SUMMARY_CENTRED],
    }
