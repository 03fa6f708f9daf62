"""Sheets to workbooks. Words are always written as words, so that nothing typed by anyone becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from jiqun.documents import sheets
from jiqun.documents.archive import same_bytes
from jiqun.documents.wording import DASH, MAX_SHARE, clean, printed, shares

LONGEST = 32767
"""Characters a cell can hold."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a workbook shows: a title, one line above the table, the table, lines below it."""

    above: str
    table: sheets.Table
    below: tuple[str, ...] = ()


def summary(sheet: sheets.SummarySheet) -> Page:
    """推荐汇总表."""
    words = sheet.words
    headers = tuple(column.header for column in sheet.columns)
    figures = tuple(at for at, column in enumerate(sheet.columns) if column.is_figure)
    contact = f"{words['contact']}：{sheet.contact}" if sheet.contact else ""
    return Page(
        f"{words['office']}：{sheet.office}　　{words['day']}：{printed(sheet.dated)}",
        sheets.Table(sheet.title, headers, sheet.rows, figures),
        (words["count"], contact),
    )


def listing(sheet: sheets.ListSheet) -> Page:
    """名单."""
    above = f"{sheet.number}　{sheet.issuer}　{printed(sheet.dated)}".strip("　")
    return Page(above, sheet.table, (sheet.validity,))


def scores(sheet: sheets.ScoreSummarySheet) -> Page:
    """评审汇总表."""
    headers = tuple(sheet.words[key] for key in sheets.SCORE_COLUMNS)
    rows = tuple(
        (each.rank, each.cluster, each.county, each.city, each.mean, each.spread, each.sheets, each.remark)
        for each in sheet.rows
    )
    table = sheets.Table(sheet.title, headers, rows, numeric=(4, 5, 6))
    return Page(f"{sheet.round_title}　　{sheet.office}", table, (sheet.method,))


PAGES: dict[type[sheets.Sheet], Callable[[Any], Page]] = {
    sheets.SummarySheet: summary,
    sheets.ListSheet: listing,
    sheets.ScoreSummarySheet: scores,
}


def render(sheet: sheets.Sheet) -> bytes:
    """The sheet as a workbook; KeyError for a kind that has none. The same sheet gives the same bytes."""
    page = PAGES[type(sheet)](sheet)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    stamp = datetime.combine(sheet.dated, time(), tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": clean(sheet.title)[:255], "created": stamp})
    _Writer(book, sheet, page).write()
    book.close()
    return same_bytes(target.getvalue(), sheet.dated)


class _Writer:
    """Puts one page on one worksheet."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: sheets.Sheet, page: Page) -> None:
        base = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter"}
        grid = {**base, "border": 1, "border_color": "#333333", "text_wrap": True}
        self.title = book.add_format({**base, "font_name": "方正小标宋简体", "font_size": 18, "align": "center"})
        self.note = book.add_format(base)
        self.mark = book.add_format({**base, "font_name": "黑体", "font_color": "#b3261e"})
        self.head = book.add_format({**grid, "font_name": "黑体", "align": "center", "bg_color": "#f2f0ea"})
        self.words = book.add_format(grid)
        self.whole = book.add_format({**grid, "num_format": "#,##0"})
        self.exact = book.add_format({**grid, "num_format": "#,##0.00##"})
        self.day = book.add_format({**grid, "num_format": 'yyyy"年"m"月"d"日"', "align": "center"})
        self.leaf = book.add_worksheet("名单" if isinstance(sheet, sheets.ListSheet) else "汇总表")
        self.sheet, self.page = sheet, page

    def write(self) -> None:
        """Title, line above, head, rows, lines below, and how it prints."""
        last = len(self.page.table.headers) - 1
        self.leaf.merge_range(0, 0, 0, last, "", self.title)
        self._text(0, 0, self.sheet.title, self.title)
        self._text(1, 0, self.page.above, self.note)
        for column, header in enumerate(self.page.table.headers):
            self._text(2, column, header, self.head)
        for number, row in enumerate(self.page.table.rows, start=3):
            for column, cell in enumerate(row):
                self._cell(number, column, cell)
        below = [line for line in self.page.below if line]
        for number, line in enumerate(below, start=3 + len(self.page.table.rows)):
            self._text(number, 0, line, self.note)
        if self.sheet.demo:
            self._text(3 + len(self.page.table.rows) + len(below), 0, "演示数据 · 不具效力", self.mark)
        self._shape()

    def _text(self, row: int, column: int, text: str, form: Any) -> None:
        self.leaf.write_string(row, column, clean(text)[:LONGEST], form)

    def _cell(self, row: int, column: int, cell: sheets.Cell) -> None:
        if isinstance(cell, Decimal) and cell.is_finite():
            self.leaf.write_number(row, column, cell, self.exact)
        elif isinstance(cell, int) and not isinstance(cell, bool):
            self.leaf.write_number(row, column, cell, self.whole)
        elif isinstance(cell, date):
            self.leaf.write_datetime(row, column, datetime.combine(cell, time()), self.day)
        else:
            self._text(row, column, printed(cell) or DASH, self.words)

    def _shape(self) -> None:
        widths: Sequence[int] = shares(self.page.table)
        for column, width in enumerate(widths):
            self.leaf.set_column(column, column, min(width, MAX_SHARE) + 2)
        self.leaf.set_row(0, 34)
        self.leaf.set_row(2, 32)
        self.leaf.freeze_panes(3, 0)
        self.leaf.repeat_rows(2)
        self.leaf.set_landscape()
        self.leaf.set_paper(9)
        self.leaf.set_margins(left=0.8, right=0.8, top=0.9, bottom=0.9)
        self.leaf.fit_to_pages(1, 0)
        self.leaf.center_horizontally()
        if self.sheet.demo:
            self.leaf.set_header("&R演示数据 · 不具效力")
        self.leaf.set_footer("&C— &P —")
