"""A sealed submission laid out for reading: the sections of its form, each question with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.core.addresses import address, key_of, years_asked
from jiqun.core.completeness import asked_fields
from jiqun.core.facts import as_figure
from jiqun.core.figures import canonical, format_figure
from jiqun.core.policy.schema import Column, Field, FieldKind
from jiqun.declarations.models import Submission
from jiqun.documents.sheets import Item, Pair, Prose, Table
from jiqun.programmes.queries import policy_of

FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.YEARS)
YES_NO = {"yes": "是", "no": "否"}
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Proof:
    """One file of the submission: its number among them, its name and size in bytes."""

    number: int
    name: str
    size: int
    question: str


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One section: its answers and the files that prove them."""

    id: str
    label: str
    items: tuple[Item, ...]
    proofs: tuple[Proof, ...]


def read_submission(submission: Submission) -> list[ReadSection]:
    """The sections that the track of the case asks, in the order of the form."""
    case = submission.declaration
    policy = policy_of(case.round)
    asked = {field.key for field in asked_fields(policy.form, submission.answers, tracks=(case.track,))}
    sections = []
    for section in policy.form.sections_for(case.track):
        fields = [field for field in section.fields if field.key in asked]
        items = in_order(fields, submission.answers, policy.years)
        sections.append(ReadSection(section.id, section.label, items, proofs_of(fields, submission.evidence)))
    return sections


def in_order(fields: list[Field], answers: Mapping[str, Any], years: tuple[int, ...]) -> tuple[Item, ...]:
    """The answers as items; questions by years stand together in one table."""
    items: list[Item] = []
    series = [field for field in fields if field.kind is FieldKind.YEARS]
    for field in fields:
        if field.kind is FieldKind.YEARS:
            if field is series[0]:
                items.append(by_years(series, answers, years))
        elif field.kind is FieldKind.ROWS:
            items.append(as_table(field, answers.get(field.key)))
        elif field.kind is FieldKind.LONG_TEXT:
            items.append(Prose(field.label, str(answers.get(field.key) or NOTHING)))
        else:
            items.append(Pair(field.label, in_words(field, answers.get(field.key)), field.unit))
    return tuple(items)


def by_years(fields: list[Field], answers: Mapping[str, Any], years: tuple[int, ...]) -> Table:
    """Questions by years: one row each, one column per year."""
    columns = sorted({year for field in fields for year in years_asked(field, years)})
    rows = tuple(
        (
            field.label,
            field.unit,
            *(in_words(field, answers.get(address(field.key, year))) for year in columns),
        )
        for field in fields
    )
    headers = ("指标", "单位", *(f"{year}年" for year in columns))
    return Table("分年度数据", headers, rows, numeric=tuple(range(2, len(headers))))


def as_table(field: Field, stored: Any) -> Table:
    """A repeating table as it was filled in."""
    rows = stored if isinstance(stored, list) else []
    headers = tuple(f"{each.label}（{each.unit}）" if each.unit else each.label for each in field.columns)
    cells = tuple(tuple(in_words(column, row.get(column.key)) for column in field.columns) for row in rows)
    numeric = tuple(n for n, column in enumerate(field.columns) if column.kind in FIGURES)
    return Table(field.label, headers, cells, numeric=numeric, widths=widths_of(field))


WIDTHS = {FieldKind.USCC: 31, FieldKind.TEXT: 24, FieldKind.CHOICES: 22, FieldKind.CHOICE: 9, FieldKind.YES_NO: 10}
FIGURE_WIDTH = 12


def widths_of(field: Field) -> tuple[int, ...]:
    """The shares of the columns where one of them is a code, which must stand on one line; else left to the paper."""
    kinds = [column.kind for column in field.columns]
    return tuple(WIDTHS.get(kind, FIGURE_WIDTH) for kind in kinds) if FieldKind.USCC in kinds else ()


def in_words(asked: Field | Column, stored: Any) -> str:
    """One answer as an official reads it."""
    if stored in (None, "", []):
        return NOTHING
    labels = {choice.code: choice.label for choice in asked.choices}
    if isinstance(stored, list):
        return "、".join(labels.get(str(code), str(code)) for code in stored)
    if asked.kind in FIGURES and (figure := as_figure(stored)) is not None:
        # The year 1998 is not 1,998.
        return canonical(figure) if asked.label.endswith("年份") else format_figure(figure)
    if asked.kind is FieldKind.YES_NO:
        return YES_NO.get(str(stored), str(stored))
    if asked.kind is FieldKind.DATE:
        day = date.fromisoformat(str(stored))
        return f"{day.year}年{day.month}月{day.day}日"
    return labels.get(str(stored), str(stored))


def proofs_of(fields: list[Field], evidence: list[dict[str, Any]]) -> tuple[Proof, ...]:
    """The sealed files that belong to these questions."""
    labels = {field.key: field.label for field in fields}
    return tuple(
        Proof(number, str(each["name"]), int(each["size"]), labels[key_of(str(each["address"]))])
        for number, each in enumerate(evidence)
        if key_of(str(each["address"])) in labels
    )
