"""The declaration form and the conformity statement as Word documents."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Mm

from jiqun.core.vocabulary import Mark
from jiqun.documents import docx_styles as styles
from jiqun.documents import sheets
from jiqun.documents.docx_paper import Paper
from jiqun.documents.wording import DASH, day, printed

WIDE = 7
"""Tables of more columns are set on a page turned on its side."""

BLANK_NAME = "　　　"
BLANK_DAY = "　　年　　月　　日"
UNREADABLE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    ArithmeticError,
    LookupError,
    ValueError,
    struct.error,
)
"""What reading a broken picture raises."""
NUMERALS = "一二三四五六七八九十"
HAS_NUMBER = re.compile(f"[{NUMERALS}]+、")


def _numbered(index: int, title: str) -> str:
    if HAS_NUMBER.match(title):
        return title
    return f"{NUMERALS[index]}、{title}" if index < len(NUMERALS) else title


def _pairs(paper: Paper, pairs: Sequence[tuple[str, sheets.Cell, str]]) -> None:
    rows = []
    for label, value, unit in pairs:
        shown = printed(value)
        rows.append((label, f"{shown} {unit}" if unit and shown != DASH else shown))
    paper.grid(rows, widths=(30, 126), head=False, labels=(0,))


def _items(paper: Paper, items: Sequence[sheets.Item]) -> None:
    for kind, run in groupby(items, type):
        if kind is sheets.Pair:
            _pairs(paper, [(each.label, each.value, each.unit) for each in run if isinstance(each, sheets.Pair)])
            continue
        for item in run:
            if isinstance(item, sheets.Prose):
                paper.line(item.label, styles.CAPTION)
                paper.paragraphs((item.text or DASH,), styles.SMALL_TEXT)
            elif isinstance(item, sheets.Table):
                paper.turn(landscape=len(item.headers) > WIDE)
                paper.line(item.title, styles.CAPTION)
                paper.table(item)
    paper.turn(landscape=False)


def _seal(paper: Paper, signatory: str = "", on: str = "") -> None:
    words = paper.sheet.words
    for text in (f"{words['signatory']}：{signatory or '　' * 5}", f"{words['seal']}：{'　' * 6}", on or BLANK_DAY):
        paper.line(text, styles.SEAL)


def _cover(paper: Paper, sheet: sheets.DeclarationSheet) -> None:
    for _ in range(4):
        paper.gap()
    paper.line(sheet.title, styles.COVER_TITLE)
    paper.line(sheet.round_title, styles.ROUND)
    for _ in range(4):
        paper.gap()
    facts = (
        ("cover_cluster", sheet.cluster),
        ("cover_office", sheet.declaring_office),
        ("cover_place", f"{sheet.city}　{sheet.county}"),
        ("cover_level", f"{sheet.level}{sheet.purpose}"),
        ("cover_number", sheet.case_number),
        ("cover_day", day(sheet.dated)),
    )
    for key, value in facts:
        paper.labelled(f"{sheet.words[key]}　　", printed(value), styles.COVER_LABEL)
    paper.new_page()


def _self_check(paper: Paper, checks: Sequence[sheets.CheckRow]) -> None:
    rows = [
        (
            row.criterion,
            row.condition,
            row.value,
            row.verdict.label,
            printed(row.clause) + ("" if row.mark == Mark.VERIFIED else f"（{row.mark.label}）"),
        )
        for row in checks
    ]
    words = paper.sheet.words
    headers = tuple(words[f"check_{key}"] for key in ("criterion", "condition", "value", "verdict", "basis"))
    paper.table(sheets.Table(words["checks"], headers, tuple(rows), widths=(34, 18, 20, 14, 22)))


def _veto(paper: Paper, vetoes: Sequence[sheets.VetoLine]) -> None:
    words = paper.sheet.words
    declared = {True: words["veto_clean"], False: words["veto_unclean"], None: DASH}
    rows = tuple((str(index), line.text, declared[line.clean]) for index, line in enumerate(vetoes, start=1))
    headers = (words["number"], words["veto_matter"], words["veto_declared"])
    paper.table(sheets.Table(words["vetoes"], headers, rows, widths=(9, 70, 21)))


def _commitment(paper: Paper, text: str) -> None:
    paper.paragraphs((text,))
    _seal(paper)


def declaration(sheet: sheets.DeclarationSheet) -> bytes:
    """申报表."""
    paper, words = Paper(sheet), sheet.words
    _cover(paper, sheet)
    parts: list[tuple[str, Callable[[], None]]] = [
        (section.title, partial(_items, paper, section.items)) for section in sheet.sections
    ]
    if sheet.checks:
        parts.append((words["checks"], partial(_self_check, paper, sheet.checks)))
    if sheet.vetoes:
        parts.append((words["vetoes"], partial(_veto, paper, sheet.vetoes)))
    if sheet.commitment:
        parts.append((words["commitment"], partial(_commitment, paper, sheet.commitment)))
    for index, (title, write) in enumerate(parts):
        paper.line(_numbered(index, title), styles.HEADING)
        write()
    for box in sheet.opinions:
        paper.line(box.title, styles.HEADING)
        paper.paragraphs((box.text,))
        _seal(paper, box.signatory, day(box.signed_on) if box.signed_on else "")
    return paper.content()


def conformity(sheet: sheets.ConformitySheet) -> bytes:
    """现场核查符合性说明."""
    paper, words = Paper(sheet), sheet.words
    paper.line(sheet.title, styles.TITLE)
    paper.line(sheet.round_title, styles.SMALL_ROUND)
    _pairs(
        paper,
        (
            (words["cluster"], sheet.cluster, ""),
            (words["case_number"], sheet.case_number, ""),
            (words["place"], f"{sheet.city}{sheet.county}", ""),
            (words["matter"], sheet.purpose, ""),
            (words["visited_on"], sheet.visited_on, ""),
            (words["office"], sheet.office, ""),
            (words["site"], sheet.place, ""),
            (words["people"], "、".join(sheet.participants), ""),
        ),
    )
    paper.line(_numbered(0, words["lines"]), styles.HEADING)
    _lines(paper, sheet.rows)
    paper.line(_numbered(1, words["conclusion"]), styles.HEADING)
    result = {True: words["conforms"], False: words["conforms_not"], None: DASH}[sheet.conforms]
    paper.line(f"{words['result']}：{result}", styles.RESULT)
    paper.paragraphs((sheet.conclusion or DASH,))
    paper.signed_off(words["stamp"], sheet.dated)
    if sheet.signatures:
        paper.line(_numbered(2, words["signatures"]), styles.HEADING)
        _signatures(paper, sheet.signatures)
    _photos(paper, sheet.photos)
    return paper.content()


def _lines(paper: Paper, found: Sequence[sheets.ConformityRow]) -> None:
    words = paper.sheet.words
    same = {True: words["same"], False: words["differs"], None: DASH}
    rows = tuple(
        (row.criterion, row.declared, row.verified, row.word or same[row.conforms], row.remark) for row in found
    )
    headers = tuple(words[f"line_{key}"] for key in ("criterion", "declared", "verified", "conforms", "remark"))
    paper.table(sheets.Table(words["lines"], headers, rows, widths=(32, 20, 20, 13, 22)))


def _signatures(paper: Paper, signatures: Sequence[sheets.Signature]) -> None:
    rows = [
        (each.capacity, each.name or BLANK_NAME, day(each.signed_on) if each.signed_on else BLANK_DAY)
        for each in signatures
    ]
    head = tuple(paper.sheet.words[key] for key in ("person", "signature", "signed_on"))
    paper.grid([head, *rows], widths=(13, 10, 10), middle=(0, 1, 2))


def _photos(paper: Paper, photos: Sequence[sheets.Photo]) -> None:
    if photos:
        paper.line(paper.sheet.words["photos"], styles.HEADING)
    for photo in photos:
        try:
            paper.document.add_picture(io.BytesIO(photo.content), width=Mm(110))
        except UNREADABLE:
            paper.line("照片无法显示", styles.SMALL_LINE)
        paper.line(photo.caption, styles.SMALL_LINE)
