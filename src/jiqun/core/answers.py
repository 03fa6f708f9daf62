"""Answers of a dossier: from what a page posts to what is stored, and from there to what formulas look at.

Stored is one JSON value per address: figures as canonical decimal text, ``yes``/``no``, codes of choices, ISO days,
rows as a list of cells by column. An address that was emptied is not stored at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jiqun.core.addresses import (
    address,
    address_of,
    addresses_of,
    all_addresses,
    cell_address,
    key_of,
    post_name,
    year_of,
    years_asked,
)
from jiqun.core.cells import FIGURES, Stored, check_cell, read_cell
from jiqun.core.facts import as_figure
from jiqun.core.figures import Unreadable
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import Column, Field, FieldKind, Form

__all__ = [
    "SectionReading",
    "address",
    "address_of",
    "addresses_of",
    "all_addresses",
    "cell_address",
    "key_of",
    "post_name",
    "read_answer",
    "read_rows",
    "read_section",
    "typed",
    "year_of",
    "years_asked",
]

Posted = Mapping[str, str | Sequence[str]]
Row = dict[str, Stored]
Value = Stored | list[Row] | None


@dataclass(slots=True)
class SectionReading:
    """What was read: ``values`` to store by address (None: emptied), ``findings`` to show, and in ``kept`` what could
    not be read, as it was typed, for the page to show again."""

    values: dict[str, Value] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)

    def merged_into(self, stored: Mapping[str, object]) -> dict[str, object]:
        """The stored answers with these written over them; what could not be read leaves the old answer."""
        merged = {**stored, **self.values}
        return {place: value for place, value in merged.items() if value is not None}


def read_section(fields: Iterable[Field], posted: Posted, *, years: Sequence[int]) -> SectionReading:
    """Read the inputs of one page; answers whose input was not posted are left alone.

    Multiple choices and tables post a hidden input of their own name, so that an emptied one can be told from one
    that is not on the page. Names of inputs are those of :func:`post_name`; table cells are ``roster-0-uscc``.
    """
    reading = SectionReading()
    for each in fields:
        if each.kind is FieldKind.ROWS:
            rows = _posted_rows(each, posted)
            if rows or post_name(each.key) in posted:
                read_rows(each, rows, into=reading)
            continue
        for place in addresses_of(each, years):
            if post_name(place) in posted:
                read_answer(each, posted[post_name(place)], place=place, into=reading)
    return reading


def read_answer(asked: Field, typed: str | Sequence[str], *, place: str, into: SectionReading) -> None:
    """Read one answer into a reading."""
    label = labelled(asked, place)
    citation = asked.source.citation
    try:
        value = read_cell(asked, typed, label=label)
    except Unreadable as unreadable:
        into.findings.append(Finding("form.unreadable", unreadable.sentence, citation, place))
        into.kept[place] = typed if isinstance(typed, str) else "、".join(typed)
        return
    into.values[place] = value
    into.findings += check_cell(asked, value, place=place, citation=citation, label=label)


def labelled(asked: Field, place: str) -> str:
    """The label of a field with the year of the address."""
    year = year_of(place)
    return f"{year}年{asked.label}" if year else asked.label


def read_rows(asked: Field, rows: Iterable[Mapping[str, str | Sequence[str]]], *, into: SectionReading) -> None:
    """Read a whole table into a reading; empty rows are left out.

    A cell that cannot be read is stored as typed beside the others, so that one slip does not lose a long table; it
    counts as no figure and is found again by every check.
    """
    read = [row for row in (_read_row(asked.columns, cells) for cells in rows) if row]
    into.values[asked.key] = read
    for place, finding in check_rows(asked, read):
        into.findings.append(finding)
        if finding.code == "form.unreadable":
            into.kept[place] = _as_text(read, place)


def _as_text(rows: Sequence[Row], place: str) -> str:
    _, index, column = place.split(".")
    cell = rows[int(index)][column]
    return cell if isinstance(cell, str) else "、".join(cell)


def _read_row(columns: Sequence[Column], cells: Mapping[str, str | Sequence[str]]) -> Row:
    row: Row = {}
    for column in columns:
        typed = cells.get(column.key, "")
        try:
            value = read_cell(column, typed)
        except Unreadable:
            value = typed.strip() if isinstance(typed, str) else [part for part in typed if part.strip()]
        if value:
            row[column.key] = value
    return row


def _posted_rows(asked: Field, posted: Posted) -> list[dict[str, str | Sequence[str]]]:
    """The cells of a table by row, in the order of their numbers."""
    pattern = re.compile(rf"{re.escape(asked.key)}-(\d{{1,9}})-(.+)", re.ASCII)
    rows: dict[int, dict[str, str | Sequence[str]]] = {}
    for name, typed in posted.items():
        match = pattern.fullmatch(name)
        if match:
            rows.setdefault(int(match[1]), {})[match[2]] = typed
    return [rows[number] for number in sorted(rows)]


def check_rows(asked: Field, rows: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, Finding]]:
    """What is wrong with the cells of a stored table, with the address of each."""
    citation = asked.source.citation
    seen: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        for column in asked.columns:
            value = row.get(column.key)
            place = cell_address(asked.key, index, column.key)
            label = cell_label(asked, index, column)
            for finding in check_cell(column, value, place=place, citation=citation, label=label):
                yield place, finding
            if column.kind is FieldKind.USCC and value:
                first = seen.setdefault((column.key, str(value)), index)
                if first != index:
                    message = f"“{asked.label}”第{first + 1}行与第{index + 1}行的{column.label}相同，请核对是否重复"
                    yield place, Finding("form.duplicate_row", message, citation, place)


def cell_label(asked: Field, index: int, column: Column) -> str:
    """What one cell of a table is called."""
    return f"{asked.label}第{index + 1}行{column.label}"


def typed(form: Form, answers: Mapping[str, object]) -> dict[str, object]:
    """Stored answers by address as values: figures as Decimal, days as date, cells of rows alike.

    Yes/no and choices stay codes. Addresses the form does not know, and cells that cannot be read, are left out.
    """
    fields = {each.key: each for section in form.sections for each in section.fields}
    values: dict[str, object] = {}
    for place, stored in answers.items():
        asked = fields.get(key_of(place))
        if asked is not None:
            value = _typed_rows(asked, stored) if asked.kind is FieldKind.ROWS else _typed_cell(asked, stored)
            if value is not None:
                values[place] = value
    return values


def _typed_rows(asked: Field, stored: object) -> list[dict[str, object]] | None:
    if not isinstance(stored, list):
        return None
    columns = {column.key: column for column in asked.columns}
    rows = []
    for row in (each for each in stored if isinstance(each, Mapping)):
        cells = {key: _typed_cell(columns[key], cell) for key, cell in row.items() if key in columns}
        rows.append({key: cell for key, cell in cells.items() if cell is not None})
    return rows


def _typed_cell(asked: Field | Column, stored: object) -> object:
    if asked.kind in FIGURES:
        return as_figure(stored)
    if asked.kind is FieldKind.DATE:
        try:
            return date.fromisoformat(str(stored))
        except ValueError:
            return None
    return stored
