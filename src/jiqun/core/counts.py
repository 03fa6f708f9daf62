"""Counts over tables: rows, and firms of the roster by their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jiqun.core.addresses import column_address, count_address
from jiqun.core.expressions import ROSTER, Part, Trace
from jiqun.core.facts import Facts, Row, Told, held_titles, titles_of


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a repeating table has; with ``column``, those in which it holds the option ``equals``."""

    key: str
    column: str = ""
    equals: str = ""

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        told = facts.told(self.key)
        if told is not None and (told.rows is None or self.looked_for in told.counts):
            return self.as_told(told, trace)
        rows = facts.rows(self.key)
        if rows is not None and self.column:
            rows = [row for row in rows if _holds(row.get(self.column), self.equals)]
        return _counted(self.key, self.place, None if rows is None else len(rows), trace)

    @property
    def place(self) -> str:
        """What it stands under among the figures of a formula."""
        return count_address(self.key, "rows", *self.looked_for)

    @property
    def looked_for(self) -> tuple[str, ...]:
        """The column and its option; nothing where all rows count."""
        return (self.column, self.equals) if self.column else ()

    def as_told(self, told: Told, trace: Trace) -> Decimal | None:
        """The number told, if it is."""
        return _counted(self.place, self.place, told.counts.get(self.looked_for), trace)

    def names(self) -> Iterator[str]:
        yield self.key

    def parts(self) -> tuple[Part, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Firms:
    """How many firms of the roster hold any of the titles.

    ``once``: a firm counts once however many it holds (True), or once for every title (False); None: by convention.
    With ``column`` only rows count in which it holds the option ``equals``; where it was left empty in a row that
    would make another number, the number is unknown.
    """

    titles: tuple[str, ...]
    once: bool | None = None
    column: str = ""
    equals: str = ""

    @property
    def place(self) -> str:
        """What it stands under among the figures of a formula."""
        return count_address(ROSTER, "firms", *self.titles, **({self.column: self.equals} if self.column else {}))

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        told = facts.told(ROSTER)
        if told is not None and (told.rows is None or any(self.look(title) in told.counts for title in self.titles)):
            return self.as_told(told, facts, trace)
        rows = facts.rows(ROSTER)
        if rows is None:
            return _counted(ROSTER, self.place, None, trace)
        held = list(zip(rows, held_titles(rows, self.titles), strict=True))
        sure = [each for row, each in held if self.counts(row)]
        open_ = [each for row, each in held if self.column and not row.get(self.column)]
        count = self._number(facts, sure)
        if open_ and self._number(facts, [*sure, *open_]) != count:
            return _counted(column_address(ROSTER, self.column), self.place, None, trace)
        return _counted(ROSTER, self.place, count, trace)

    def counts(self, row: Row) -> bool:
        """Whether a row is among those looked at, whatever titles it holds."""
        return not self.column or _holds(row.get(self.column), self.equals)

    def _number(self, facts: Facts, held: list[set[tuple[str, str]]]) -> int:
        together = set[tuple[str, str]]().union(*held)
        return len({firm for firm, _ in together}) if self.counts_once(facts) else len(together)

    def look(self, title: str) -> tuple[str, ...]:
        """What a count told of one title stands under."""
        return (title, self.column, self.equals) if self.column else (title,)

    def as_told(self, told: Told, facts: Facts, trace: Trace) -> Decimal | None:
        """Title by title the number told; of the other titles what the rows give, without the firms told of."""
        known = {title: told.counts[self.look(title)] for title in self.titles if self.look(title) in told.counts}
        left = replace(self, titles=tuple(title for title in self.titles if title not in known))
        if not left.titles:
            return _counted(ROSTER, self.place, sum(known.values()), trace)
        if told.rows is None:
            for title in left.titles:
                trace.missing[replace(self, titles=(title,)).place] = None
            return None
        others = [row for row in told.rows if not titles_of(row).intersection(known)]
        rest = left.value(facts.with_rows(ROSTER, others), Trace())
        return _counted(ROSTER, self.place, None if rest is None else rest + sum(known.values()), trace)

    def counts_once(self, facts: Facts) -> bool:
        """As the formula says, or else the convention."""
        return facts.count_firm_once if self.once is None else self.once

    def names(self) -> Iterator[str]:
        yield ROSTER

    def parts(self) -> tuple[Part, ...]:
        return ()


def _holds(cell: object, code: str) -> bool:
    return code in cell if isinstance(cell, list | tuple) else cell == code


def _counted(key: str, place: str, count: Decimal | int | None, trace: Trace) -> Decimal | None:
    """The count, noted under a place of its own, so that two counts of one table stay two."""
    if count is None:
        trace.missing[key] = None
        return None
    trace.inputs[place] = Decimal(count)
    return Decimal(count)
