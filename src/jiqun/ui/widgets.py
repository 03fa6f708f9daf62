"""Inputs for what officials type or choose: quantities with a unit, days, moments, long texts, files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms

SEPARATORS = str.maketrans("", "", ",，、 \u00a0\u3000")


def plain_number(text: str) -> str:
    """A number as typed or pasted, with full-width digits and thousands separators taken out."""
    return unicodedata.normalize("NFKC", text).translate(SEPARATORS)


class QuantityInput(forms.TextInput):
    """A number in a stated unit. Text, not ``type=number``: scrolling must not change it and 12,345 may be pasted."""

    def __init__(self, unit: str = "", attrs: Mapping[str, Any] | None = None) -> None:
        given = {"inputmode": "decimal", "autocomplete": "off", "class": "number", **(attrs or {})}
        if unit:
            given["data-unit"] = unit
        super().__init__(given)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The typed text without separators."""
        value = super().value_from_datadict(data, files, name)
        return plain_number(value) if isinstance(value, str) else value


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day with an hour and minute of office time, picked or typed."""

    input_type = "datetime-local"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {})}, format="%Y-%m-%dT%H:%M")


class LongText(forms.Textarea):
    """A text of some lines; ``limit`` is the number of characters the form of the notice allows."""

    def __init__(self, rows: int = 4, limit: int | None = None, attrs: Mapping[str, Any] | None = None) -> None:
        given: dict[str, Any] = {"rows": rows, **(attrs or {})}
        if limit is not None:
            given["data-limit"] = limit
        super().__init__(given)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The typed text, a line break being one character as the browser counted it."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class FileChoice(forms.FileInput):
    """Files to hand in, with our words on the button instead of the browser's; ``multiple`` in attrs allows several."""

    template_name = "ui/form/file.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        given = dict(attrs or {})
        # Django takes a list from a widget that allows several, and one file from any other.
        self.allow_multiple_selected = bool(given.get("multiple"))
        super().__init__(given)
