"""Which input a question gets, and how a stored answer stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from jiqun.core.facts import as_figure
from jiqun.core.figures import canonical
from jiqun.core.policy.schema import Column, Field, FieldKind
from jiqun.declarations.submitted import YES_NO, in_words
from jiqun.ui.widgets import DayInput, LongText, QuantityInput

FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.YEARS)
NOT_CHOSEN = ("", "请选择")
FEW = 6
"""Up to this many options are all shown at once."""


class FigureInput(QuantityInput):
    """A figure with its unit; the text stays as it was typed, because the core reads it and quotes it."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The typed text, nothing taken out."""
        return forms.TextInput.value_from_datadict(self, data, files, name)


class AnswerField(forms.Field):
    """A question whose answer the core reads: nothing is checked or changed here."""

    def clean(self, value: Any) -> Any:
        """The text as it is."""
        return value


def input_for(asked: Field | Column, *, in_table: bool = False, typed: str = "") -> forms.Widget:
    """The input for one question or one column; ``typed`` is text that could not be read and must stay visible."""
    kind = asked.kind
    if kind in FIGURES:
        return FigureInput("" if in_table or kind is FieldKind.YEARS else asked.unit)
    if kind is FieldKind.LONG_TEXT:
        return LongText(rows=rows_for(asked.max_chars), limit=asked.max_chars or None)
    if kind is FieldKind.DATE:
        # A date input would show nothing for a text that is no day.
        return forms.TextInput({"placeholder": "如2024-05-01"}) if typed else DayInput()
    if kind in (FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES):
        return _choosing(asked, in_table=in_table)
    attrs = {"autocomplete": "off"}
    if kind is FieldKind.USCC:
        attrs |= {"class": "code", "spellcheck": "false", "placeholder": "18位代码"}
    return forms.TextInput(attrs)


def _choosing(asked: Field | Column, *, in_table: bool) -> forms.Widget:
    options = [(choice.code, choice.label) for choice in asked.choices]
    if asked.kind is FieldKind.YES_NO:
        options = list(YES_NO.items())
    if asked.kind is FieldKind.CHOICES:
        return forms.CheckboxSelectMultiple(choices=options)
    if in_table or len(options) > FEW:
        return forms.Select(choices=[NOT_CHOSEN, *options])
    return forms.RadioSelect(choices=options)


def rows_for(max_chars: int) -> int:
    """How tall a text area is: about a third of what may be written."""
    return min(12, max(3, max_chars // 120))


def shown(asked: Field | Column, stored: Any) -> Any:
    """A stored answer as its input shows it: figures with separators, codes as they are."""
    if stored is None:
        return ""
    if asked.kind in FIGURES and (figure := as_figure(stored)) is not None:
        return in_words(asked, canonical(figure))
    return stored
