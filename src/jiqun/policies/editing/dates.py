"""A value in force from a day: rows of day, value and source. A change is a new row, never another value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from jiqun.policies.editing.nodes import Cleaned, Leaf, Node, Record, Wrong, hidden
from jiqun.policies.editing.rows import Strikeable
from jiqun.policies.editing.shapes import ABSENT


@dataclass
class DatedRow(Strikeable):
    """What holds from one day, and where that was read."""

    since: Leaf
    value: Leaf
    source: Record
    striking: ClassVar[str] = "删除这个日期的值"

    @property
    def nodes(self) -> list[Node]:
        """Day, value, source."""
        return [self.since, self.value, self.source]

    def gathered(self, cleaned: Cleaned) -> Any:
        """The stored value with what was changed."""
        held = {} if self.is_new else self.stored
        return {**held, "value": self.value.gathered(cleaned), "source": self.source.gathered(cleaned)}

    @property
    def is_blank(self) -> bool:
        """Whether neither day nor value nor any word of the source was typed; a mark alone says nothing."""
        told = [each for name, each in self.source.members.items() if name != "mark" and isinstance(each, Leaf)]
        return all(leaf.is_blank for leaf in (self.since, self.value, *told))


@dataclass
class DatedNode(Node):
    """A member with its values by day."""

    name: str
    title: str
    help: str
    about: Leaf
    unit: Leaf
    rows: list[DatedRow]
    stored: Any
    optional: bool = False
    kinds: tuple[str, ...] = ()
    template = "policies/parts/dated.html"

    @property
    def nodes(self) -> list[Node]:
        """What it is about, its unit, its rows."""
        return [self.about, self.unit, *self.rows]

    @property
    def new_rows(self) -> list[DatedRow]:
        """Rows not stored yet: shown first, because they are what one came for."""
        return [row for row in self.rows if row.is_new]

    @property
    def newest(self) -> DatedRow | None:
        """The stored row of the latest day."""
        return next((row for row in self.rows if not row.is_new), None)

    @property
    def older(self) -> list[DatedRow]:
        """All other stored rows."""
        return [row for row in self.rows if not row.is_new][1:]

    @property
    def older_has_errors(self) -> bool:
        """Whether the fold of the older rows must stand open."""
        return any(row.has_errors for row in self.older)

    @property
    def counter(self) -> forms.BoundField:
        """How many rows the page shows."""
        return self.form[f"{self.name}-rows"]

    @property
    def heading_has_errors(self) -> bool:
        """Whether name or unit are wrong."""
        return self.about.has_errors or self.unit.has_errors

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """The count, the rows, then name and unit."""
        yield f"{self.name}-rows", hidden(len(self.rows))
        for node in (*self.rows, self.about, self.unit):
            yield from node.fields()

    def gathered(self, cleaned: Cleaned) -> Any:
        """The values by day; nothing where none are left and none are needed."""
        kept = [row for row in self.rows if not row.is_out]
        if not kept:
            return self.stored if self.stored in (None, ABSENT) else None
        held = self.stored if isinstance(self.stored, dict) else {}
        about, unit = self.about.gathered(cleaned), self.unit.gathered(cleaned)
        values = {cleaned.get(row.since.name): row.gathered(cleaned) for row in kept}
        made = {**held, "about": self.title if about in (ABSENT, "", None) else about, "values": values}
        return made if unit is ABSENT else {**made, "unit": unit or ""}

    def wrong(self, cleaned: Cleaned) -> Iterator[Wrong]:
        """No day twice, and at least one value where one is needed."""
        yield from super().wrong(cleaned)
        kept = [row for row in self.rows if not row.is_out]
        days: set[str] = set()
        for row in kept:
            day = str(cleaned.get(row.since.name) or "")
            if day and day in days:
                yield row.since.name, "同一日期只能有一个值，请改正日期或删除其中一条"
            days.add(day)
        if not kept and not self.optional and self.newest:
            yield f"{self.name}-rows", f"“{self.title}”至少保留一个值"
