"""The arithmetic parts of a formula over a table: the same tree as for one dossier, a column instead of a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from jiqun.core.batch import columns, growing
from jiqun.core.batch.columns import Column, Flags
from jiqun.core.batch.table import Table
from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import BEYOND_SHOWING, Name, Number, Operation, Part, Reference, Sign
from jiqun.core.facts import BEYOND_READING
from jiqun.core.over_years import ENDS, GROWTHS, OverYears

WITHIN = 34
"""Digits by which a difference may be smaller than what it was taken from."""


def column_of(part: Part, table: Table, year: int | None = None) -> Column:
    """What the part gives in every dossier; NaN where it gives nothing."""
    match part:
        case Number(figure):
            return columns.constant(figure, len(table))
        case Name(key):
            return table.figures(key, year)
        case Firms() | Rows():
            return table.counted(part)
        case Reference(part=inner):
            return column_of(inner, table, year)
        case Sign(negative, inner):
            found = column_of(inner, table, year)
            return columns.negated(found) if negative else found
        case Operation(sign, left, right):
            return _within_reach(part, OPERATIONS[sign](column_of(left, table, year), column_of(right, table, year)))
        case OverYears():
            return _within_reach(part, _over_years(part, table))
    raise TypeError(f"no column for {type(part).__name__}")


OPERATIONS: dict[str, Callable[[Column, Column], Column]] = {
    "+": lambda left, right: columns.total([left, right]),
    "-": lambda left, right: columns.total([left, columns.negated(right)]),
    "*": columns.product,
    "/": columns.quotient,
}
SUMMARIES: dict[str, Callable[[list[Column]], Column]] = {
    "lowest": columns.least,
    "highest": columns.greatest,
    "total": columns.total,
    "mean": lambda years: columns.quotient(columns.total(years), columns.whole(len(years), len(years[0].values))),
}


def _over_years(part: OverYears, table: Table) -> Column:
    window = part.window(table.frame)
    grows = part.function in GROWTHS
    if not window or len(window) < max(part.years or 0, 2 if grows else 1):
        return columns.unknown(len(table))
    if part.function in ENDS:
        return column_of(part.part, table, window[0 if part.function == "first" else -1])
    years = [column_of(part.part, table, year) for year in window]
    if grows:
        return growing.compound(years) if part.compound(table.frame) else growing.mean(years)
    return SUMMARIES[part.function](years)


def _within_reach(part: Part, found: Column) -> Column:
    """Where a formula could leave what the exact evaluation keeps, rows that come near are left to it."""
    if reach(part) < BEYOND_SHOWING - 1:
        return found
    size = np.abs(found.values)
    far: Flags = (size > 0) & ((size > 10.0 ** (BEYOND_SHOWING - 1)) | (size < 10.0 ** -(BEYOND_SHOWING - 1)))
    return replace(found, doubt=far if found.doubt is None else found.doubt | far)


def reach(part: Part) -> int:
    """How many powers of ten, up or down, a part may lie from one."""
    match part:
        case Number(figure):
            return abs(figure.adjusted()) + 1 if figure else 0
        case Operation("+" | "-", left, right):
            return max(reach(left), reach(right)) + WITHIN
        case Operation(_, left, right):
            return reach(left) + reach(right)
        case OverYears(function, inner):
            return 2 * reach(inner) + WITHIN if function in GROWTHS else reach(inner) + 1
        case Reference() | Sign():
            return max(reach(each) for each in part.parts())
    return BEYOND_READING
