"""Rows of a table as an official types them: one line each, rows of one content together with their number.

``甲公司：专精特新中小企业、创新型中小企业`` is one row; ``专精特新中小企业 × 4`` stands for four, which get names by
themselves. What is not chosen from options is written ``列名=值``; ``不填`` stands for a row with nothing but its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from jiqun.core.cells import read_cell
from jiqun.core.figures import Unreadable, shorten
from jiqun.core.policy.schema import Column, Field, FieldKind

Row = dict[str, Any]
MOST_ROWS = 500
NOTHING = "不填"
BETWEEN = re.compile(r"[、,，;；]")
TIMES = re.compile(r"(.*?)\s*[×xX*]\s*(\d{1,4})\s*", re.ASCII)
YES_NO = {"yes": "是", "no": "否"}


def lines_of(field: Field, rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as text, one line for each run of rows that differ in their names only."""
    named = _naming(field)
    told = [(str(row.get(named.key, "")) if named else "", _content(field, row)) for row in rows]
    return "\n".join(_line(content, [name for name, _ in run]) for content, run in _runs(told))


def _runs(told: list[tuple[str, str]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for content, run in groupby(told, key=lambda each: each[1]):
        yield content, list(run)


def _line(content: str, names: list[str]) -> str:
    if len(names) > 1:
        return f"{content or NOTHING} × {len(names)}"
    return f"{names[0]}：{content}" if names[0] else content or NOTHING


def _content(field: Field, row: Mapping[str, Any]) -> str:
    """Everything in a row but its name: options by their words, the rest with the name of the column."""
    named, said = _naming(field), []
    for column in field.columns:
        held = row.get(column.key)
        if column is named or held in (None, "", []):
            continue
        words = {choice.code: choice.label for choice in column.choices}
        if words:
            said += [words.get(str(each), str(each)) for each in (held if isinstance(held, list) else [held])]
        else:
            value = YES_NO.get(str(held), held) if column.kind is FieldKind.YES_NO else held
            said.append(f"{column.label}={value}")
    return "、".join(said)


def rows_of(field: Field, text: str) -> list[Row]:
    """The rows that a text stands for.

    Raises:
        Unreadable: with every line that cannot be read.
    """
    rows: list[Row] = []
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            rows += _read(field, line.strip()) if line.strip() else []
        except Unreadable as unreadable:
            wrong.append(f"第{number}行：{unreadable.sentence}")
    if len(rows) > MOST_ROWS:
        wrong.append(f"合计应不超过{MOST_ROWS}行，现为{len(rows)}行")
    if wrong:
        raise Unreadable("；".join(wrong))
    return _with_names(field, rows)


def _read(field: Field, line: str) -> list[Row]:
    count = 1
    if found := TIMES.fullmatch(line):
        line, count = found[1], int(found[2])
    head, colon, rest = line.replace(":", "：").partition("：")
    named = _naming(field)
    if named and not colon and not any(column.choices for column in field.columns) and "=" not in line:
        head, colon, rest = line, "：", ""
    row: Row = {}
    for word in BETWEEN.split(rest if colon else line):
        if word.strip() and word.strip() != NOTHING:
            _put(row, field, word.strip())
    if named and colon and head.strip():
        row = {named.key: head.strip(), **row}
    return [dict(row) for _ in range(min(count, MOST_ROWS + 1))]


def _put(row: Row, field: Field, word: str) -> None:
    """One word of a line: an option of some column, or a column with its value."""
    label, equals, value = word.replace("＝", "=").partition("=")
    for column in field.columns:
        if equals and column.label == label.strip():
            row[column.key] = read_cell(column, value)
            return
        code = next((choice.code for choice in column.choices if choice.label == word), None)
        if code is not None:
            row[column.key] = [*row.get(column.key, []), code] if column.kind is FieldKind.CHOICES else code
            return
    raise Unreadable(f"“{shorten(word)}”不是可填的内容，{may_be_written(field)}")


def may_be_written(field: Field) -> str:
    """What may stand in a line."""
    options = [choice.label for column in field.columns for choice in column.choices]
    rest = [f"{column.label}=…" for column in _plain(field)]
    return f"可写{'、'.join(f'“{each}”' for each in [*options, *rest])}" if options or rest else "每行写一个名称"


def _plain(field: Field) -> list[Column]:
    named = _naming(field)
    return [column for column in field.columns if column is not named and not column.choices]


def _naming(field: Field) -> Column | None:
    """The column by which a row is told from the others."""
    return next((column for column in field.columns if column.kind is FieldKind.TEXT), None)


def _with_names(field: Field, rows: list[Row]) -> list[Row]:
    """The rows, those without a name given one that nobody else has."""
    named = _naming(field)
    if named is None:
        return rows
    taken = {row[named.key] for row in rows if named.key in row}
    stem = named.label.removesuffix("名称") or named.label
    fresh = (name for number in range(1, 2 * len(rows) + 1) if (name := f"{stem}{number}") not in taken)
    return [row if named.key in row else {named.key: next(fresh), **row} for row in rows]
