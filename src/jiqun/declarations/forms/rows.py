"""A table of rows as inputs: stored or typed rows, some empty ones below, and what is wrong in which cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from jiqun.core.addresses import key_of
from jiqun.core.policy.schema import Column, Field, FieldKind
from jiqun.declarations.forms.inputs import AnswerField, input_for, shown
from jiqun.declarations.forms.posted import Filled, Posted, is_blank
from jiqun.ui.posted import key_in

SPARE_ROWS = 3
"""Empty rows below those filled in, for pages without script."""
MOST_ROWS = 2000
MOST_COLUMNS = 5
"""Columns that fit beside each other in the width of a form."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of rows that can be added; ``errors`` are about the table as a whole."""

    asked: Field
    formset: BaseFormSet[Any]
    errors: tuple[str, ...]
    kind: str = "rows"

    @property
    def wide(self) -> bool:
        """Whether its rows need more than one line: many columns, or several choices in one cell."""
        kinds = [column.kind for column in self.asked.columns]
        return len(kinds) > MOST_COLUMNS or FieldKind.CHOICES in kinds

    @property
    def optional(self) -> bool:
        """Whether it may stay empty."""
        return not self.asked.required

    @property
    def fields(self) -> tuple[Field, ...]:
        """The one question it asks."""
        return (self.asked,)


def rows_block(asked: Field, filled: Filled) -> Rows:
    """The table of one question."""
    typed = filled.posted is not None and asked.key in filled.posted
    data = _posted(asked, filled.posted or {}) if typed else _stored(asked, filled.answers.get(asked.key))
    if filled.more_rows == asked.key:
        data[f"{asked.key}-TOTAL_FORMS"] += 1
    formset = _maker(asked)(data, prefix=asked.key)
    for finding in filled.findings:
        if key_of(finding.field) == asked.key and finding.field != asked.key:
            _, index, column = finding.field.split(".")
            if int(index) < len(formset.forms):
                formset.forms[int(index)].add_error(column, finding.message)
    return Rows(asked, formset, tuple(filled.wrong_at(asked.key)))


def _maker(asked: Field) -> type[BaseFormSet[Any]]:
    columns = {
        each.key: AnswerField(label=_heading(each), required=each.required, widget=input_for(each, in_table=True))
        for each in asked.columns
    }
    row: type[forms.Form] = type("RowForm", (forms.Form,), columns)
    return formset_factory(row, can_delete=True, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def _heading(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _stored(asked: Field, stored: Any) -> dict[str, Any]:
    rows = [row for row in stored if isinstance(row, Mapping)] if isinstance(stored, list) else []
    data = {
        f"{asked.key}-{index}-{column.key}": shown(column, row.get(column.key))
        for index, row in enumerate(rows)
        for column in asked.columns
    }
    return {**data, **_management(asked, max(len(rows) + SPARE_ROWS, asked.min_rows))}


def _posted(asked: Field, posted: Posted) -> dict[str, Any]:
    """Typed rows numbered from zero again and without empty ones, as the core numbers what it finds wrong."""
    pattern = re.compile(rf"{re.escape(asked.key)}-(\d{{1,9}})-(.+)", re.ASCII)
    cells: dict[int, dict[str, Any]] = {}
    for name, typed in posted.items():
        if (match := pattern.fullmatch(name)) and not is_blank(typed):
            cells.setdefault(int(match[1]), {})[match[2]] = typed
    data = {
        f"{asked.key}-{place}-{column}": typed
        for place, number in enumerate(sorted(cells))
        for column, typed in cells[number].items()
    }
    on_page = key_in(str(posted.get(f"{asked.key}-TOTAL_FORMS", "")))
    return {**data, **_management(asked, max(len(cells) + SPARE_ROWS, on_page))}


def _management(asked: Field, total: int) -> dict[str, Any]:
    return {f"{asked.key}-TOTAL_FORMS": min(total, MOST_ROWS), f"{asked.key}-INITIAL_FORMS": 0}
