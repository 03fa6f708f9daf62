"""One page of the form as inputs: single questions, grids by years and tables of rows, with what was typed kept.

Inputs are named as the core names them (:func:`jiqun.core.addresses.post_name`), so that what is posted is read by
the core alone; Django's forms only carry text, ids and error sentences here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField

from jiqun.core.addresses import address, address_of, addresses_of, post_name, years_asked
from jiqun.core.policy.schema import Field, FieldKind, Section
from jiqun.declarations.forms.inputs import AnswerField, input_for, shown
from jiqun.declarations.forms.posted import Filled
from jiqun.declarations.forms.rows import Rows, rows_block
from jiqun.ui.parts import GridRow


@dataclass(frozen=True, slots=True)
class Question:
    """One question by itself; ``marker``: its input must post even when nothing is chosen."""

    asked: Field
    bound: BoundField
    kind: str = "single"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The one question it asks."""
        return (self.asked,)

    @property
    def marker(self) -> bool:
        """Whether an emptied answer can only be told by a hidden input of the same name."""
        return self.asked.kind is FieldKind.CHOICES


@dataclass(frozen=True, slots=True)
class Grid:
    """Neighbouring questions by years in one table."""

    years: tuple[int, ...]
    rows: tuple[GridRow, ...]
    fields: tuple[Field, ...]
    kind: str = "grid"


Block = Question | Grid | Rows


def section_blocks(
    section: Section, years: Sequence[int], filled: Filled, demanded: Collection[str] = ()
) -> list[Block]:
    """The page from top to bottom; ``demanded``: the addresses that are to be corrected, marked where they stand."""
    return list(_blocks(section, years, filled, demanded))


def _blocks(section: Section, years: Sequence[int], filled: Filled, demanded: Collection[str]) -> Iterator[Block]:
    form = _form([each for each in section.fields if each.kind is not FieldKind.ROWS], years, filled)
    for name, field in form.fields.items():
        if address_of(name) in demanded:
            field.widget.attrs |= {
                "class": f"{field.widget.attrs.get('class', '')} to-correct".strip(),
                "title": "须补正",
            }
    for by_years, run in groupby(section.fields, lambda each: each.kind is FieldKind.YEARS):
        if by_years:
            yield _grid(tuple(run), years, form)
            continue
        for each in run:
            yield rows_block(each, filled) if each.kind is FieldKind.ROWS else Question(each, form[each.key])


def _form(asked: Sequence[Field], years: Sequence[int], filled: Filled) -> forms.Form:
    """All single inputs of the page as one bound form, with the findings beside them."""
    places = {place: each for each in asked for place in addresses_of(each, years)}
    form = forms.Form({post_name(place): _text(each, place, filled) for place, each in places.items()})
    form.use_required_attribute = False
    for place, each in places.items():
        typed = str(form.data[post_name(place)]) if filled.wrong_at(place) else ""
        form.fields[post_name(place)] = AnswerField(
            label=each.label,
            required=each.required,
            help_text="" if each.kind is FieldKind.YEARS else each.help,
            widget=input_for(each, typed=typed),
        )
    for name in form.fields:
        for sentence in filled.wrong_at(address_of(name)):
            form.add_error(name, sentence)
    return form


def _text(asked: Field, place: str, filled: Filled) -> Any:
    """What one input shows: what was typed, or else what is stored."""
    name = post_name(place)
    if filled.posted is None or name not in filled.posted:
        return shown(asked, filled.answers.get(place))
    typed = filled.posted[name]
    if asked.kind is FieldKind.CHOICES:
        return [code for code in ([typed] if isinstance(typed, str) else typed) if code]
    return typed if isinstance(typed, str) else typed[-1]


def _grid(fields: tuple[Field, ...], years: Sequence[int], form: forms.Form) -> Grid:
    columns = tuple(sorted({year for each in fields for year in years_asked(each, years)}))
    rows = []
    for each in fields:
        asked = years_asked(each, years)
        cells = [form[post_name(address(each.key, year))] if year in asked else None for year in columns]
        rows.append(GridRow(each.label, cells, each.unit, each.help))
    return Grid(columns, tuple(rows), fields)
