"""The workbook in which officials fill in figures: written empty, and read back.

First sheet: 项目, 键, 单位, 数值 for what has one answer, then one column for each year. Every table of the form that
the criteria look at has a sheet of its own; the roster's is called 名录.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from jiqun.core.addresses import address, years_asked
from jiqun.core.cells import FIGURES
from jiqun.core.expressions import ROSTER
from jiqun.core.figures import Unreadable, canonical, same_unit, with_unit
from jiqun.core.policy.schema import Column, Field, FieldKind, Form
from jiqun.core.standard import Standard
from jiqun.policyfiles.figures import Cells, Entry, FiguresRefused
from jiqun.policyfiles.workbooks import WorkbookRefused, faults_in, open_workbook

DATA, ROSTER_SHEET = "数据", "名录"
HEADERS = ("项目", "键", "单位", "数值")
ITEM, KEY, UNIT, VALUE = range(len(HEADERS))
YES_NO = ("是", "否")
MOST_ROWS = 20_000
LONGEST_NAME = 31  # of a sheet
MOST_OPTIONS = 255  # characters that a list of options in a cell may have
DIGITS = 15  # that a spreadsheet shows of a figure
ROOM = 200  # rows of a table prepared for picking options


def sheet_name(field: Field) -> str:
    """What the sheet of a table is called."""
    return ROSTER_SHEET if field.key == ROSTER else field.label[:LONGEST_NAME]


def write_template(standard: Standard, path: Path, *, last_year: int) -> None:
    """The empty workbook of a standard for the window that ends with ``last_year``; raises OSError."""
    questions = standard.questions()
    years = tuple(range(last_year - standard.criteria.data_years + 1, last_year + 1))
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#f2f0ea", "border": 1})
        _write_data(book.add_worksheet(DATA), questions, years, head)
        for field in questions:
            if field.kind is FieldKind.ROWS:
                _write_table(book.add_worksheet(sheet_name(field)), field, head)
    path.write_bytes(made.getvalue())


def _write_data(sheet: Any, questions: Sequence[Field], years: Sequence[int], head: Any) -> None:
    shown = (years[0] - 1, *years)
    sheet.write_row(0, 0, (*HEADERS, *(f"{year}年" for year in shown)), head)
    sheet.set_column(ITEM, ITEM, 40)
    sheet.set_column(KEY, VALUE + len(shown), 14)
    sheet.freeze_panes(1, 1)
    for number, field in enumerate((each for each in questions if each.kind is not FieldKind.ROWS), start=1):
        sheet.write_row(number, 0, (field.label, field.key, field.unit))
        _offer(sheet, (number, VALUE, number, VALUE), field)
        asked = years_asked(field, years) if field.kind is FieldKind.YEARS else ()
        for column in range(VALUE, VALUE + len(shown) + 1):
            year = shown[column - VALUE - 1] if column > VALUE else None
            if (year in asked) if asked else column == VALUE:
                continue
            sheet.write_string(number, column, "—")


def _write_table(sheet: Any, field: Field, head: Any) -> None:
    sheet.write_row(0, 0, [_header(column) for column in field.columns], head)
    sheet.set_column(0, len(field.columns) - 1, 24)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(field.columns):
        _offer(sheet, (1, at, ROOM, at), column)
        if column.kind is FieldKind.CHOICES:
            options = "、".join(choice.label for choice in column.choices)
            sheet.write_comment(0, at, f"可填：{options}。多项用“、”隔开。", {"x_scale": 2})


def _header(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _offer(sheet: Any, cells: tuple[int, int, int, int], asked: Field | Column) -> None:
    """A list of options where one is to be picked."""
    options = YES_NO if asked.kind is FieldKind.YES_NO else tuple(choice.label for choice in asked.choices)
    if options and asked.kind is not FieldKind.CHOICES and len(",".join(options)) <= MOST_OPTIONS:
        sheet.data_validation(*cells, {"validate": "list", "source": list(options)})


def book_entries(raw: bytes, form: Form, name: str) -> Iterator[Entry]:
    """Every answer of a filled-in workbook; raises FiguresRefused for one of another layout."""
    tables = {
        sheet_name(field): field
        for section in form.sections
        for field in section.fields
        if field.kind is FieldKind.ROWS
    }
    try:
        book = open_workbook(raw)
        read = [each for each in book.sheet_names if each in tables or each == DATA]
        faults = [(f"{name} {each}{where}", slip) for each in read for where, slip in faults_in(raw, each)]
    except WorkbookRefused as refusal:
        raise FiguresRefused([f"{name}：{refusal.sentence}"]) from None
    sheets = {each: _rows(book, each, name) for each in read}
    if DATA not in sheets:
        raise FiguresRefused([f"{name}：没有名为“{DATA}”的工作表，请用模板填写"])
    yield from (Entry(where, "", "", slip) for where, slip in faults)
    units = {field.key: field.unit for section in form.sections for field in section.fields if field.kind in FIGURES}
    yield from _data(sheets.pop(DATA), units, name)
    for title, rows in sheets.items():
        yield from _table(rows, tables[title], f"{name} {title}")


def _rows(book: Any, title: str, name: str) -> list[list[str]]:
    try:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    except (python_calamine.CalamineError, ValueError, OSError):
        raise FiguresRefused([f"{name} {title}：无法读取，请用Excel重新保存后再使用"]) from None
    if len(rows) > MOST_ROWS:
        raise FiguresRefused([f"{name} {title}：应不超过{MOST_ROWS}行"])
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """What the official sees in the cell: a figure in plain digits, a day as year-month-day."""
    if isinstance(cell, float):
        return canonical(Decimal(format(cell, f".{DIGITS}g")))  # what a formula leaves beyond is not shown
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip()
    return "" if text in ("—", "-") else text


def _data(rows: list[list[str]], units: Mapping[str, str], name: str) -> Iterator[Entry]:
    """The rows of the first sheet; ``units``: in which the form asks for figures."""
    if not rows or tuple(rows[0][: len(HEADERS)]) != HEADERS:
        raise FiguresRefused([f"{name} {DATA}：表头应依次为{'、'.join(HEADERS)}和各年度，请用模板填写"])
    years = {at: _year(header) for at, header in enumerate(rows[0]) if at > VALUE and header}
    if wrong := [rows[0][at] for at, year in years.items() if year is None]:
        raise FiguresRefused([f"{name} {DATA}：年度应写成“2024年”，现为“{'、'.join(wrong)}”"])
    if len(set(years.values())) < len(years):
        raise FiguresRefused([f"{name} {DATA}：同一年度只应有一列"])
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        where = f"{name} {DATA}第{number}行"
        key, given = row[KEY], {at: cell for at, cell in enumerate(row) if at >= VALUE and cell}
        if not key and (given or row[ITEM]):
            yield Entry(where, key, "", "未写明键，请用模板填写")
        elif key in seen:
            yield Entry(where, key, "", f"“{row[ITEM] or key}”重复，每项只填一行")
        else:
            seen |= {key} if key else set()
            named = {at: cell for at, cell in given.items() if at == VALUE or at in years}
            unit = row[UNIT] if key in units and not same_unit(row[UNIT], units[key]) else ""
            yield from (_entry(where, address(key, years.get(at)), cell, unit) for at, cell in named.items())


def _entry(where: str, place: str, cell: str, unit: str) -> Entry:
    """One answer; ``unit``: what the row says, where the form says another."""
    try:
        return Entry(where, place, with_unit(cell, unit))
    except Unreadable as unreadable:
        return Entry(where, place, "", unreadable.sentence)


def _year(header: str) -> int | None:
    digits = header.removesuffix("年").strip()
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None


def _table(rows: list[list[str]], field: Field, where: str) -> Iterator[Entry]:
    """The rows of a table by the labels of its columns; empty ones are left out."""
    keys = {name: each.key for each in field.columns for name in (each.key, each.label, _header(each))}
    headers = rows[0] if rows else []
    if unknown := [header for header in headers if header and header not in keys]:
        yield Entry(where, field.key, "", f"没有名为“{'、'.join(unknown)}”的列")
        return
    named = [keys[header] for header in headers if header]
    if len(set(named)) < len(named):
        yield Entry(where, field.key, "", "同一项目只应有一列")
        return
    table: list[Cells] = [
        {keys[header]: cell for header, cell in zip(headers, row, strict=False) if header and cell}
        for row in rows[1:]
        if any(row)
    ]
    if table:  # a sheet left empty says nothing, not even that there are no firms
        yield Entry(where, field.key, table)
