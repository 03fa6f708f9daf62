"""The filtered list of cases as a file: comma-separated for other programs, a workbook for the office."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from jiqun.declarations.models import Declaration
from jiqun.documents.sheets import ListSheet, Table
from jiqun.ui.wording import as_day

HEADERS = (
    "编号",
    "名称",
    "细分领域",
    "主导产业",
    "市",
    "县（市、区）",
    "级别",
    "事项",
    "办理环节",
    "进入本环节日期",
    "首次报送日期",
    "市级推荐排序",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Without it the usual spreadsheet programs take the file for another encoding."""

Row = tuple[str | int | date | None, ...]


def row_of(case: Declaration) -> Row:
    """One case; days are days on the office's clock."""
    cluster = case.dossier.cluster
    return (
        case.case_number,
        cluster.name,
        cluster.niche,
        cluster.leading_industry,
        case.city.place,
        case.county.place,
        case.level_term.label,
        case.purpose_term.label,
        case.stage_words,
        as_day(case.stage_since),
        as_day(case.first_submitted_at) if case.first_submitted_at else None,
        case.rank,
    )


def as_csv(cases: Iterable[Declaration]) -> str:
    """The table as text; nothing that was typed can start a formula."""
    target = io.StringIO()
    target.write(BYTE_ORDER_MARK)
    writer = csv.writer(target)
    writer.writerow(HEADERS)
    writer.writerows([harmless(cell) for cell in row_of(case)] for case in cases)
    return target.getvalue()


def harmless(cell: str | int | date | None) -> str:
    """A cell as text that a spreadsheet shows as it is."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_sheet(cases: Iterable[Declaration], *, office: str, today: date, demo: bool) -> ListSheet:
    """The table as the workbook writer takes it."""
    rows = tuple(row_of(case) for case in cases)
    table = Table("事项清单", HEADERS, rows, numeric=(len(HEADERS) - 1,))
    return ListSheet(title="事项清单", dated=today, demo=demo, paragraphs=(), table=table, issuer=office)
