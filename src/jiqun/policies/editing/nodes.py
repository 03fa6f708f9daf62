"""A part as a tree of inputs: each node gives fields to a form and reads its plain value back, losing nothing.

What nobody touched comes back exactly as it was stored, whatever the form made of it on the way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from jiqun.policies.editing.inputs import Asking, field_for, initial_of, plain_of, shown, typed_in
from jiqun.policies.editing.shapes import ABSENT

Cleaned = Mapping[str, Any]
Wrong = tuple[str, str]
"""Name of an input and what is wrong with it."""


class Node(ABC):
    """One input or a group of them."""

    template = ""
    form: forms.Form

    @property
    @abstractmethod
    def nodes(self) -> list[Node]:
        """The nodes within."""

    @abstractmethod
    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """The form's fields by name, in order, with what they show at first."""

    @abstractmethod
    def gathered(self, cleaned: Cleaned) -> Any:
        """The plain value as typed; the stored one, even ABSENT, where nothing was changed."""

    @property
    def first(self) -> str:
        """The name of the first input, for what is said of the whole."""
        return next(name for name, field in self.fields() if not field.widget.is_hidden)

    def wrong(self, cleaned: Cleaned) -> Iterator[Wrong]:
        """What no single input can see."""
        for node in self.nodes:
            yield from node.wrong(cleaned)

    def attach(self, form: forms.Form) -> None:
        """Tell every node which form it is shown on."""
        self.form = form
        for node in self.nodes:
            node.attach(form)

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong within, so that a fold must stand open."""
        return any(name in self.form.errors for name, _ in self.fields())


@dataclass
class Leaf(Node):
    """One input. ``kinds``: the kinds of record that need it, where the kind decides; empty: all."""

    name: str
    asking: Asking
    stored: Any
    default: Any = ABSENT
    optional: bool = False
    kinds: tuple[str, ...] = ()
    template = "policies/parts/leaf.html"

    @property
    def nodes(self) -> list[Node]:
        """None."""
        return []

    @property
    def field(self) -> forms.BoundField:
        """The input on its form."""
        return self.form[self.name]

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Its one field."""
        made = field_for(self.asking, self.stored)
        made.initial = initial_of(self.asking, self.stored)
        if self.asking.focus:
            made.widget.attrs["autofocus"] = True
        yield self.name, made

    @property
    def held(self) -> Any:
        """The stored value as the input gives it back when nobody touches it."""
        return shown(self.asking, self.stored)

    def gathered(self, cleaned: Cleaned) -> Any:
        """What was typed; left blank it is the default, or nothing where that may be."""
        typed = typed_in(cleaned.get(self.name))
        if typed == self.held:
            return self.stored
        if typed == "" and (self.optional or self.default is not ABSENT):
            return None if self.optional else self.default
        return plain_of(self.asking, typed) if typed != "" else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen, readable or not."""
        typed = self.field.data
        return not typed or (isinstance(typed, str) and not typed.strip())


@dataclass
class Record(Node):
    """The inputs of one record. ``folded``: behind one line until it is wanted."""

    title: str
    help: str
    members: dict[str, Node]
    stored: Any
    optional: bool = False
    folded: bool = False
    kinds: tuple[str, ...] = ()
    template = "policies/parts/record.html"

    @property
    def nodes(self) -> list[Node]:
        """One per member."""
        return list(self.members.values())

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """The fields of all members."""
        for node in self.members.values():
            yield from node.fields()

    def gathered(self, cleaned: Cleaned) -> Any:
        """The stored record with what was changed; nothing where it may be left out and all is blank."""
        held = self.stored if isinstance(self.stored, dict) else {}
        made = {**held, **{name: node.gathered(cleaned) for name, node in self.members.items()}}
        made = {name: value for name, value in made.items() if value is not ABSENT}
        if self.stored in (None, ABSENT) and not any(made.values()):
            return self.stored
        return made


def hidden(initial: Any) -> forms.Field:
    """A field that the page carries along."""
    return forms.CharField(widget=forms.HiddenInput(), required=False, initial=initial, max_length=100)


@dataclass
class Condition(Leaf):
    """The answer of an earlier question on which a question depends, chosen as one thing: ``key=answer``."""

    @property
    def held(self) -> str:
        """The stored condition as its option is coded."""
        known = self.stored if isinstance(self.stored, dict) else {}
        return f"{known.get('field')}={known.get('equals')}" if known else ""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Its one field."""
        made = field_for(self.asking, self.held)
        made.initial = self.held
        yield self.name, made

    def gathered(self, cleaned: Cleaned) -> Any:
        """The question and its answer; nothing where none was chosen."""
        typed = str(cleaned.get(self.name) or "")
        if typed == self.held:
            return self.stored
        key, _, answer = typed.partition("=")
        return {"field": key, "equals": answer} if typed else None
