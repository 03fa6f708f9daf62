"""A workbook that would ask for more memory than there is ends in a sentence, not in the end of the process."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jiqun.policyfiles.workbooks import MOST_FAULTS, WorkbookRefused, faults_in, open_workbook


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


def with_cells(xml: bytes) -> bytes:
    """A workbook with these cells in a row of their own, row 9."""
    return rewritten(SOUND, b"</sheetData>", b'<row r="9">' + xml + b"</row></sheetData>")


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        (b'<c r="AB9" t="e"><v>#N/A</v></c>', [("第9行AB列", "错误值“#N/A”，请改正后再使用")]),
        (b"<c/><c><f>B9</f><v/></c>", [("第9行B列", "公式没有计算结果，请用Excel打开并保存后再使用")]),
        (b"<x:c t='e'><x:v>#REF!</x:v></x:c>", [("第9行A列", "错误值“#REF!”，请改正后再使用")]),
        (b'<c r="A9" t="str"><f>IF(B9=0,"",B9)</f><v></v></c>', []),
        (b'<c r="A9"><f>1+1</f><v>2</v></c><c r="B9" s="1"/><c r="C9"></c>', []),
    ],
)
def test_a_cell_without_a_value_is_named_and_an_empty_one_is_not(xml: bytes, found: list[tuple[str, str]]) -> None:
    assert faults_in(with_cells(xml), "数据") == found


def test_many_cells_without_a_value_are_counted() -> None:
    found = faults_in(with_cells(b'<c t="e"><v>#N/A</v></c>' * (MOST_FAULTS + 3)), "数据")

    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == ("其他单元格", "另有3处同类问题")


def test_each_sheet_answers_for_itself() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("甲 & 乙").write_formula(0, 0, "=1/0", None, "#DIV/0!")
        book.add_worksheet("丙").write(0, 0, 1)

    assert len(faults_in(buffer.getvalue(), "甲 & 乙")) == 1
    assert faults_in(buffer.getvalue(), "丙") == []
