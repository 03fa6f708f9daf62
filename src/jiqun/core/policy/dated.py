"""Values in force from a day, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from jiqun.core.findings import Citation
from jiqun.core.vocabulary import Mark

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read: document, clause, how well founded, a public address, and the very words if known."""

    document: str
    clause: str = ""
    mark: Mark = Mark.VERIFIED
    note: str = ""
    url: str = ""
    quote: str = ""

    @property
    def citation(self) -> Citation:
        """The same as a finding carries it."""
        return Citation(self.document, self.clause, self.mark, self.note, self.quote)


@dataclass(frozen=True, slots=True)
class Valued(Generic[T]):
    """One value and its source."""

    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that may change: what it is about, its unit, and what holds from which day."""

    about: str
    values: dict[date, Valued[T]]
    unit: str = ""

    def since(self, day: date) -> date:
        """The day from which the value in force on ``day`` holds.

        Raises:
            LookupError: nothing was in force yet.
        """
        days = [since for since in self.values if since <= day]
        if not days:
            raise LookupError(f"{self.about}在{day.year}年{day.month}月{day.day}日尚无有效值")
        return max(days)

    def entry_on(self, day: date) -> Valued[T]:
        """The value in force on ``day`` with its source; raises LookupError before the first."""
        return self.values[self.since(day)]

    def on(self, day: date) -> T:
        """The value in force on ``day``; raises LookupError before the first."""
        return self.entry_on(day).value
