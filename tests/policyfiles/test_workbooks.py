"""A workbook that would ask for more memory than there is ends in a sentence, not in the end of the process."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jiqun.policyfiles.workbooks import WorkbookRefused, open_workbook


def made(*cells: tuple[int, int]) -> bytes:
    """A workbook with something in these cells."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("数据")
        for row, column in cells:
            sheet.write(row, column, "甲")
    return buffer.getvalue()


SOUND = made((0, 0), (3, 5))


def rewritten(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with something replaced in its sheet."""
    buffer = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old, new) if "worksheets" in name else text)
    return buffer.getvalue()


def test_an_ordinary_workbook_is_opened() -> None:
    assert open_workbook(SOUND).get_sheet_by_index(0).to_python(skip_empty_area=False)[3][5] == "甲"


def test_two_cells_in_far_corners_are_refused() -> None:
    with pytest.raises(WorkbookRefused, match="相距过远"):
        open_workbook(made((0, 0), (1_048_575, 16_383)))


def test_far_cells_that_only_their_row_places_are_refused() -> None:
    near = b'<row r="4" spans="1:6"><c r="F4"'
    far = b'<row r="1048576">' + b"<c><v>1</v></c>" * 9 + b"<c"

    assert near in ZipFile(BytesIO(SOUND)).read("xl/worksheets/sheet1.xml")
    with pytest.raises(WorkbookRefused, match="相距过远"):
        open_workbook(rewritten(SOUND, near, far))


def test_formats_far_below_the_table_do_no_harm() -> None:
    raw = rewritten(SOUND, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')

    assert open_workbook(raw).get_sheet_by_index(0).to_python()


def test_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(WorkbookRefused, match="解压后"):
        open_workbook(rewritten(SOUND, b"<sheetData>", b"<sheetData>" + b" " * 30_000_001))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"key: value", b"\xd0\xcf\x11\xe0 old workbook"])
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    with pytest.raises(WorkbookRefused, match="无法读取"):
        open_workbook(raw)


def test_a_zip_of_something_else_is_refused() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<table/>")

    with pytest.raises(WorkbookRefused, match="无法读取"):
        open_workbook(buffer.getvalue())


@given(st.integers(0, len(SOUND) - 1), st.binary(max_size=4))
def test_a_damaged_workbook_is_read_or_refused(at: int, instead: bytes) -> None:
    raw = SOUND[:at] + instead + SOUND[at + len(instead) :]
    with suppress(WorkbookRefused):
        open_workbook(raw)
