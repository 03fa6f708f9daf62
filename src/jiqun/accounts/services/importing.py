"""Accounts from a spreadsheet: read as it is, checked as a whole, then created together."""

from __future__ import annotations

from io import BytesIO

import python_calamine

from jiqun.accounts.models import Authority
from jiqun.accounts.services.seats import NewAccount
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role

HEADERS = ("单位", "岗位", "姓名", "登录名", "联系电话")
MAX_ROWS = 2000


def read_accounts(content: bytes) -> list[NewAccount]:
    """The accounts that a workbook asks for, in the order of its rows.

    Raises:
        Refused: not a workbook, other columns, or offices and roles that are not known; every row is named.
    """
    rows = _rows(content)
    if not rows or tuple(rows[0][: len(HEADERS)]) != HEADERS:
        message = f"表头应依次为：{'、'.join(HEADERS)}；请下载模板后填写"
        raise Refused(Finding("import.headers", message, field="workbook"))
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    if not body or len(body) > MAX_ROWS:
        raise Refused(Finding("import.rows", f"工作表须有1至{MAX_ROWS}行账号，现有{len(body)}行", field="workbook"))
    offices = {each.name: each for each in Authority.objects.all()}
    roles = {role.label: role for role in Role}
    accounts, findings = [], []
    for number, row in body:
        office, role, name, username, phone = (*row, "", "", "", "", "")[: len(HEADERS)]
        if office not in offices:
            findings.append(Finding("import.office", f"第{number}行：没有名为“{office}”的单位", field="workbook"))
        if role not in roles:
            message = f"第{number}行：没有“{role}”岗位，可填：{'、'.join(roles)}"
            findings.append(Finding("import.role", message, field="workbook"))
        if office in offices and role in roles:
            accounts.append(NewAccount(offices[office], roles[role], name, username.lower(), phone))
    if findings:
        raise Refused(*findings)
    return accounts


def _rows(content: bytes) -> list[list[str]]:
    """The first sheet as text; whole numbers lose the decimal point that spreadsheets give them."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, ValueError, IndexError):
        raise Refused(
            Finding("import.unreadable", "无法读取该文件，请上传Excel工作簿（xlsx）", field="workbook")
        ) from None
    return [[_text(cell) for cell in row] for row in cells]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
