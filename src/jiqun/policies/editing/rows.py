"""Small records within a page, such as the options of a question: rows that can be added and struck out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms

from jiqun.policies.editing.nodes import Cleaned, Leaf, Node, hidden
from jiqun.policies.editing.shapes import ABSENT


@dataclass
class Strikeable(Node):
    """One of several rows: which stored one it began as (empty if new), and the box that strikes it out."""

    name: str
    stored: Any
    origin: str
    striking: ClassVar[str] = "删除"

    @property
    def remove(self) -> forms.BoundField:
        """The box."""
        return self.form[f"{self.name}-remove"]

    @property
    def origin_field(self) -> forms.BoundField:
        """Which stored row it began as."""
        return self.form[f"{self.name}-origin"]

    @property
    def is_new(self) -> bool:
        """Whether it is not stored yet."""
        return not isinstance(self.stored, dict)

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Its inputs, the origin and the box."""
        for node in self.nodes:
            yield from node.fields()
        yield f"{self.name}-origin", hidden(self.origin)
        yield f"{self.name}-remove", forms.BooleanField(label=self.striking, required=False)

    @property
    def is_out(self) -> bool:
        """Whether it is struck out, or new and left blank: what is wrong in it does not count."""
        return bool(self.remove.data) or (self.is_new and self.is_blank)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in it."""
        raise NotImplementedError


@dataclass
class Row(Strikeable):
    """One small record; ``more`` is what a new one holds besides its inputs, such as its key."""

    leaves: dict[str, Leaf]
    order: Leaf
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def nodes(self) -> list[Node]:
        """Its inputs, its place among the rows last."""
        return [*self.leaves.values(), self.order]

    def place(self, cleaned: Cleaned) -> int:
        """Which place it is to have; the last if it says none."""
        typed = cleaned.get(self.order.name)
        return int(typed) if typed else sys.maxsize

    def gathered(self, cleaned: Cleaned) -> Any:
        """The stored row with what was changed."""
        held = self.more if self.is_new else self.stored
        made = {**held, **{name: leaf.gathered(cleaned) for name, leaf in self.leaves.items()}}
        return {name: value for name, value in made.items() if value is not ABSENT}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in it."""
        return all(leaf.is_blank for leaf in self.leaves.values())


@dataclass
class Several(Node):
    """The rows of one member."""

    name: str
    title: str
    help: str
    rows: list[Row]
    stored: Any
    kinds: tuple[str, ...] = ()
    template = "policies/parts/several.html"

    @property
    def nodes(self) -> list[Node]:
        """One per row."""
        return list(self.rows)

    @property
    def counter(self) -> forms.BoundField:
        """How many rows the page shows."""
        return self.form[f"{self.name}-rows"]

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """The count, and the fields of each row."""
        yield f"{self.name}-rows", hidden(len(self.rows))
        for row in self.rows:
            yield from row.fields()

    def gathered(self, cleaned: Cleaned) -> Any:
        """The rows that count."""
        kept = sorted((row for row in self.rows if not row.is_out), key=lambda row: row.place(cleaned))
        made = [row.gathered(cleaned) for row in kept]
        held = self.stored if isinstance(self.stored, list) else []
        return self.stored if made == held else made
