"""Offices and administrators for the tests of accounts, and workbooks of account lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from jiqun.accounts.models import Authority, Seat
from jiqun.accounts.services.seats import NewAccount
from jiqun.core.vocabulary import Role
from tests.factories import SHANGHAI, make_city, make_county, make_province, make_seat

AT = datetime(2025, 5, 12, 9, 30, tzinfo=SHANGHAI)
HEADERS = ("单位", "岗位", "姓名", "登录名", "联系电话")


def province_admin() -> Seat:
    """The security administrator of the province."""
    return make_seat(make_province(), Role.SECURITY_ADMIN)


def city_admin(city: Authority | None = None) -> Seat:
    """The security administrator of a city, by default 忻州市."""
    return make_seat(city or make_city(), Role.SECURITY_ADMIN)


def wanted(office: Authority | None = None, **changes: object) -> NewAccount:
    """One account asked for: a handler of 定襄县 unless told otherwise."""
    facts = {"role": Role.HANDLER, "name": "张工", "username": "zhanggong", "phone": "", **changes}
    return NewAccount(authority=office or make_county(), **facts)


def workbook(*rows: Sequence[object], headers: Sequence[str] = HEADERS) -> bytes:
    """An Excel file with these rows below the headers."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((headers, *rows)):
            sheet.write_row(number, 0, row)
    return made.getvalue()
