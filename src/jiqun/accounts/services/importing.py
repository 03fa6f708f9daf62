"""Accounts from a spreadsheet: read as it is, checked as a whole, then created together."""

from __future__ import annotations

from datetime import datetime

import python_calamine

from jiqun.accounts.models import Authority, Seat
from jiqun.accounts.queries import managed_authorities, roles_for
from jiqun.accounts.services.first_passwords import Given
from jiqun.accounts.services.seats import NewAccount, create_accounts, list_findings, shown
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role
from jiqun.policyfiles.workbooks import WorkbookRefused, faults_in, open_workbook

HEADERS = ("单位", "岗位", "姓名", "登录名", "联系电话")
MAX_ROWS = 200  # every first password is hashed slowly on purpose; more rows would outlast a request


def import_workbook(content: bytes, *, by: Seat, at: datetime) -> list[Given]:
    """Create the accounts of a workbook: all of them, or none.

    Raises:
        Refused: with everything wrong in any row, each named by its number.
    """
    accounts, findings = read_accounts(content, by=by)
    if findings:
        raise Refused(*findings, *list_findings(accounts, by=by))
    return create_accounts(accounts, by=by, at=at)


def read_accounts(content: bytes, *, by: Seat) -> tuple[list[NewAccount], list[Finding]]:
    """The accounts that a workbook asks for, in the order of its rows, and what cannot be read in the others.

    Raises:
        Refused: not a workbook, other columns, no rows or too many.
    """
    offices = {each.name: each for each in (*Authority.objects.all(), *managed_authorities(by))}
    roles = {role.label: role for role in Role}
    open_here = "、".join(dict.fromkeys(role.label for office in managed_authorities(by) for role in roles_for(office)))
    accounts: list[NewAccount] = []
    body, faults = _body(content)
    findings = [Finding("import.no_value", f"{where}：{why}") for where, why in faults]
    for number, row in body:
        office, role, name, username, phone = (*row, "", "", "", "", "")[: len(HEADERS)]
        wrong = []
        if office not in offices:
            wrong.append(f"没有名为“{shown(office)}”的单位")
        if role not in roles:
            wrong.append(f"没有“{shown(role)}”岗位，可填：{open_here}")
        if wrong:
            findings.append(Finding("import.row", f"第{number}行：{'；'.join(wrong)}"))
        if office in offices and role in roles:
            account = NewAccount(offices[office], roles[role], name, username.lower(), phone, f"第{number}行")
            accounts.append(account)
    return accounts, findings


def _body(content: bytes) -> tuple[list[tuple[int, list[str]]], list[tuple[str, str]]]:
    """The rows below the header that name somebody, with the numbers that the spreadsheet gives them, and bad cells.

    The template prepares office and role; a row left without name and user name asks for nothing.
    """
    rows, faults = _rows(content)
    if not rows or tuple(rows[0][: len(HEADERS)]) != HEADERS:
        message = f"表头应依次为：{'、'.join(HEADERS)}；请下载模板后填写"
        raise Refused(Finding("import.headers", message))
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row[2:4])]
    if not body or len(body) > MAX_ROWS:
        raise Refused(Finding("import.rows", f"工作表须有1至{MAX_ROWS}行填写了姓名和登录名的账号，现有{len(body)}行"))
    return body, faults


def _rows(content: bytes) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """The first sheet as text, from its first row on, and its cells without a value."""
    try:
        book = open_workbook(content)
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        faults = faults_in(content, book.sheet_names[0])
    except WorkbookRefused as refusal:
        raise Refused(Finding("import.unreadable", f"该文件{refusal.sentence}")) from None
    except (python_calamine.CalamineError, ValueError, IndexError):
        message = "该文件无法读取，请使用Excel工作簿（xlsx）"
        raise Refused(Finding("import.unreadable", message)) from None
    return [[_text(cell) for cell in row] for row in cells], faults


def _text(cell: object) -> str:
    """Whole numbers lose the decimal point that spreadsheets give them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
