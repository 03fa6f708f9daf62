"""Counts over tables: rows, and firms of the roster by their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jiqun.core.addresses import count_address
from jiqun.core.expressions import ROSTER, Part, Trace
from jiqun.core.facts import Facts, firms_with


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a repeating table has; with ``column``, those in which it holds the option ``equals``."""

    key: str
    column: str = ""
    equals: str = ""

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        rows = facts.rows(self.key)
        if rows is not None and self.column:
            rows = [row for row in rows if _holds(row.get(self.column), self.equals)]
        looked_for = (self.column, self.equals) if self.column else ()
        place = count_address(self.key, "rows", *looked_for)
        return _counted(self.key, place, None if rows is None else len(rows), trace)

    def names(self) -> Iterator[str]:
        yield self.key

    def parts(self) -> tuple[Part, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Firms:
    """How many firms of the roster hold any of the titles.

    ``once``: a firm counts once however many it holds (True), or once for every title (False); None: by convention.
    """

    titles: tuple[str, ...]
    once: bool | None = None

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        rows = facts.rows(ROSTER)
        count = None if rows is None else firms_with(rows, self.titles, once=self.counts_once(facts))
        return _counted(ROSTER, count_address(ROSTER, "firms", *self.titles), count, trace)

    def counts_once(self, facts: Facts) -> bool:
        """As the formula says, or else the convention."""
        return facts.count_firm_once if self.once is None else self.once

    def names(self) -> Iterator[str]:
        yield ROSTER

    def parts(self) -> tuple[Part, ...]:
        return ()


def _holds(cell: object, code: str) -> bool:
    return code in cell if isinstance(cell, list | tuple) else cell == code


def _counted(key: str, place: str, count: int | None, trace: Trace) -> Decimal | None:
    """The count, noted under a place of its own, so that two counts of one table stay two."""
    if count is None:
        trace.missing[key] = None
        return None
    trace.inputs[place] = Decimal(count)
    return Decimal(count)
