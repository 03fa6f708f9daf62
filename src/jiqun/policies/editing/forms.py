"""The form of one part: every input of its tree, refused with all that is wrong at once, read back without loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from jiqun.core.formula import FormulaError, compiled, condition
from jiqun.core.policy.loader import decode
from jiqun.core.policy.tree import PolicyError, plain_tree
from jiqun.policies.editing.inputs import CONDITION, typed_in, words_of
from jiqun.policies.editing.nodes import Leaf, Node, Record
from jiqun.policies.editing.rows import Strikeable
from jiqun.policies.editing.shapes import members_of
from jiqun.policies.plainwords import plain_sentence

WITHIN = " · "
KIND = "kind"


class PartForm(forms.Form):
    """The inputs of a part; ``hint`` is its shape. ``is_asking_more``: only another row is wanted, nothing is saved."""

    def __init__(
        self, tree: Node, hint: Any, data: Mapping[str, Any] | None = None, *, is_asking_more: bool = False
    ) -> None:
        super().__init__(data)
        self.is_asking_more = is_asking_more
        self.tree = tree
        self.hint = hint
        self.fields = dict(tree.fields())
        tree.attach(self)

    def full_clean(self) -> None:
        """Check everything, unless only another row was asked for: nothing is said of what is still being typed."""
        super().full_clean()
        if self.is_asking_more:
            self._errors = ErrorDict()

    @property
    def plain(self) -> Any:
        """The part as typed; only of a form that is valid."""
        return self.tree.gathered(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        """What no single input can see, formulas that cannot be read, and what the shapes do not take."""
        given = super().clean() or {}
        self._forgive()
        for name, sentence in [*self.tree.wrong(given), *self._formulas(given)]:
            if not self.has_error(name):
                self.add_error(name if name in self.fields and not _is_hidden(self.fields[name]) else None, sentence)
        if not self.errors:
            for name, sentence in self._refusals():
                self.add_error(name, sentence)
        return given

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Everything to put right: id of the input, where it is in words, the sentence."""
        general = [("", "", str(error)) for error in self.non_field_errors()]
        found = [
            (self[leaf.name].id_for_label or f"{self[leaf.name].auto_id}_0", where, str(error))
            for leaf, where in _placed(self.tree, ())
            for error in self.errors.get(leaf.name, ())
        ]
        return general + found

    @property
    def unlike_stored(self) -> list[tuple[str, str]]:
        """Where what was typed is not what is stored: the input in words, and what is stored in words."""
        return [
            (where, words_of(leaf.asking, leaf.held))
            for leaf, where in _placed(self.tree, ())
            if typed_in(self.cleaned_data.get(leaf.name)) != leaf.held
        ]

    def _forgive(self) -> None:
        """Rows that do not count have no errors, nor has what the chosen kind does not ask."""
        for row in strikeable(self.tree):
            if row.is_out:
                self._drop(row)
        for node in self._unasked():
            self._drop(node)
            for leaf in leaves(node):  # what was typed there and cannot be read is as good as never typed
                self.cleaned_data.setdefault(leaf.name, leaf.held)

    def _drop(self, node: Node) -> None:
        for name, _ in node.fields():
            self.errors.pop(name, None)

    def _unasked(self) -> list[Node]:
        """The members that a record of the chosen kind does not have."""
        kind = str(self.cleaned_data.get(KIND) or "")
        members = self.tree.members.values() if isinstance(self.tree, Record) and kind else ()
        return [node for node in members if (needed := getattr(node, "kinds", ())) and kind not in needed]

    def _formulas(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        unasked = {leaf.name for node in self._unasked() for leaf in leaves(node)}
        for leaf in leaves(self.tree):
            typed = given.get(leaf.name)
            if leaf.asking.formula and typed and leaf.name not in unasked:
                try:
                    (condition if leaf.asking.formula == CONDITION else compiled)(typed)
                except FormulaError as error:
                    yield leaf.name, error.sentence

    def _refusals(self) -> Iterator[tuple[str, str]]:
        """What the policy's own reader says of each member, at its first input."""
        if not isinstance(self.tree, Record):
            return
        made, unasked = self.plain, {id(node) for node in self._unasked()}
        for name, node in self.tree.members.items():
            if name not in made or made[name] is None or id(node) in unasked:
                continue
            try:
                decode(plain_tree(made[name]), members_of(self.hint)[name].hint)
            except PolicyError as error:
                if self.tree.stored.get(name) != made[name]:
                    said = (plain_sentence(each.expected, each.found, None) for each in error.problems)
                    yield node.first, "；".join(said)


def leaves(node: Node) -> Iterator[Leaf]:
    """Every single input of a tree."""
    if isinstance(node, Leaf):
        yield node
    for each in node.nodes:
        yield from leaves(each)


def _placed(node: Node, around: tuple[str, ...]) -> Iterator[tuple[Leaf, str]]:
    """Every input with the titles of what it stands in."""
    for each in node.nodes:
        if isinstance(each, Leaf):
            yield each, WITHIN.join((*around, str(each.asking.label)))
        yield from _placed(each, (*around, title) if (title := getattr(each, "title", "")) else around)


def strikeable(node: Node) -> Iterator[Strikeable]:
    """Every row of a tree that can be struck out."""
    if isinstance(node, Strikeable):
        yield node
    for each in node.nodes:
        yield from strikeable(each)


def _is_hidden(field: forms.Field) -> bool:
    return bool(field.widget.is_hidden)
