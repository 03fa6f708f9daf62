"""Workbooks from outside: opened only when they unpack to no more than officials can have filled in.

The reader lays out every sheet as one rectangle, so that two cells at far corners would ask for more memory than there
is and end the process; hence the look at the cells beforehand.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

import python_calamine

MOST_BYTES = 30_000_000
MOST_CELLS = 2_000_000
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
POSITION = re.compile(rb"\br\s*=\s*[\"']([A-Z]*)(\d+)[\"']")
LETTERS = 26
DAMAGED = (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error, LZMAError)
"""What reading a ZIP raises where it is broken, encrypted or packed in an unknown way."""


class WorkbookRefused(Exception):  # noqa: N818 - an answer to the official, not an error of the software
    """What is no workbook, or too large a one; ``sentence`` says so without naming the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def open_workbook(raw: bytes) -> python_calamine.CalamineWorkbook:
    """The workbook in these octets (xlsx); raises WorkbookRefused."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            _check_size(archive)
        return python_calamine.CalamineWorkbook.from_filelike(BytesIO(raw))
    except (python_calamine.CalamineError, *DAMAGED):
        raise WorkbookRefused("无法读取，请使用Excel工作簿（xlsx）") from None


def _check_size(archive: ZipFile) -> None:
    members = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise BadZipFile
    if sum(each.file_size for each in members) > MOST_BYTES:
        raise WorkbookRefused(f"解压后应不超过{MOST_BYTES}字节，现文件过大")
    for each in members:
        if SHEET.fullmatch(each.filename) and _area(archive.read(each)) > MOST_CELLS:
            raise WorkbookRefused("有内容的单元格相距过远，请删除表格以外的内容后再使用")


def _area(sheet: bytes) -> int:
    """How many cells the rectangle from the first cell to the last filled one has."""
    row = column = last_row = last_column = 0
    for kind, attributes in TAG.findall(sheet):
        letters, number = found.groups() if (found := POSITION.search(attributes)) else (b"", b"")
        if kind == b"row":
            row, column = int(number or row + 1), 0
            continue
        row, column = int(number or row), _number(letters) or column + 1
        if not attributes.endswith(b"/"):  # formatted, but empty
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row * last_column


def _number(letters: bytes) -> int:
    """Which column “AB” is."""
    number = 0
    for letter in letters[:4]:
        number = number * LETTERS + letter - ord("A") + 1
    return number
