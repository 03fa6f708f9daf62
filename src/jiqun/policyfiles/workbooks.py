"""Workbooks from outside: opened only when they unpack to no more than officials can have filled in.

The reader lays out every sheet as one rectangle, so that two cells at far corners would ask for more memory than there
is and end the process; hence the look at the cells beforehand. It also gives back cells without a value, be it an error
or a formula never computed, as if nothing had been filled in; so they are looked for here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import chain, pairwise
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

import python_calamine

UNREADABLE = "无法读取，请使用Excel工作簿（xlsx）"
MOST_BYTES = 30_000_000
MOST_CELLS = 2_000_000
MOST_FAULTS = 20  # that are told one by one
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
POSITION = re.compile(rb"\br\s*=\s*[\"']([A-Z]*)(\d+)[\"']")
KIND = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
END = re.compile(rb"</(?:\w+:)?c\s*>")
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
        raise WorkbookRefused(UNREADABLE) from None


def _check_size(archive: ZipFile) -> None:
    members = archive.infolist()
    if BOOK not in archive.namelist():
        raise BadZipFile
    if sum(each.file_size for each in members) > MOST_BYTES:
        raise WorkbookRefused(f"解压后应不超过{MOST_BYTES}字节，现文件过大")
    for each in members:
        if _area(archive.read(each)) > MOST_CELLS:
            raise WorkbookRefused("有内容的单元格相距过远，请删除表格以外的内容后再使用")


Cell = tuple[int, int, bytes, bytes]
"""A cell as it is written: row, column, attributes, and what follows up to the next one."""


def _fault(attributes: bytes, content: bytes) -> str:
    """Why a cell has no value although it was filled in; empty when it has one, or is empty."""
    kind = found[1] if (found := KIND.search(attributes)) else b""
    own = END.split(content, maxsplit=1)[0]
    shown = found[1].decode(errors="replace") if (found := VALUE.search(own)) else ""
    if kind == b"e":
        return f"错误值“{unescape(shown)}”，请改正后再使用"
    if FORMULA.search(own) and not shown and kind != b"str":  # a formula may well result in no text
        return "公式没有计算结果，请用Excel打开并保存后再使用"
    return ""


def faults_in(raw: bytes, title: str) -> list[tuple[str, str]]:
    """Where cells of a sheet have no value although they were filled in, and why; raises WorkbookRefused."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            sheet = archive.read(_member(archive, title))
    except (KeyError, *DAMAGED):
        raise WorkbookRefused(UNREADABLE) from None
    found = [
        (f"第{row}行{_letters(column)}列", fault)
        for row, column, attributes, content in _cells(sheet)
        if (fault := _fault(attributes, content))
    ]
    more = [("其他单元格", f"另有{len(found) - MOST_FAULTS}处同类问题")] if len(found) > MOST_FAULTS else []
    return found[:MOST_FAULTS] + more


def _member(archive: ZipFile, title: str) -> str:
    """The part of the archive that holds the sheet of that name."""
    sheets = {each["name"]: each for each in _attributes(SHEET, archive.read(BOOK))}
    wanted = {key.rpartition(":")[2]: value for key, value in sheets[title].items()}["id"]
    targets = {each["Id"]: each["Target"] for each in _attributes(RELATION, archive.read(RELATIONS))}
    target = targets[wanted]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: re.Pattern[bytes], text: bytes) -> list[dict[str, str]]:
    found = (ATTRIBUTE.findall(each.decode(errors="replace")) for each in tag.findall(text))
    return [{key: unescape(one or other) for key, one, other in each} for each in found]


def _cells(sheet: bytes) -> Iterator[Cell]:
    """Every cell of a sheet, those of which only the row says where they are included."""
    row = column = 0
    for tag, after in pairwise(chain(TAG.finditer(sheet), [None])):
        if tag is None:
            return
        kind, attributes = tag.groups()
        letters, number = found.groups() if (found := POSITION.search(attributes)) else (b"", b"")
        if kind == b"row":
            row, column = int(number or row + 1), 0
            continue
        row, column = int(number or row), _number(letters) or column + 1
        yield row, column, attributes, sheet[tag.end() : after.start() if after else len(sheet)]


def _area(sheet: bytes) -> int:
    """How many cells the rectangle from the first cell to the last filled one has."""
    last_row = last_column = 0
    for row, column, attributes, _ in _cells(sheet):
        if not attributes.endswith(b"/"):  # formatted, but empty
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row * last_column


def _number(letters: bytes) -> int:
    """Which column “AB” is."""
    number = 0
    for letter in letters[:4]:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def _letters(number: int) -> str:
    """What a column is called."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
