"""The declaration form and the conformity statement as Word documents."""

from __future__ import annotations

import io
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
CONFORMS = {True: "符合", False: "不符合", None: DASH}
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


def _numbered(index: int, title: str) -> str:
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
    for text in (f"负责人（签字）：{signatory or '　' * 5}", f"单位（盖章）：{'　' * 6}", on or BLANK_DAY):
        paper.line(text, styles.SEAL)


def _cover(paper: Paper, sheet: sheets.DeclarationSheet) -> None:
    for _ in range(4):
        paper.gap()
    paper.line(sheet.title, styles.COVER_TITLE)
    paper.line(sheet.round_title, styles.ROUND)
    for _ in range(4):
        paper.gap()
    facts = (
        ("集群名称", sheet.cluster),
        ("申报单位", sheet.declaring_office),
        ("所在县市", f"{sheet.city}　{sheet.county}"),
        ("级别类别", f"{sheet.level}{sheet.purpose}"),
        ("受理编号", sheet.case_number),
        ("填报日期", day(sheet.dated)),
    )
    for label, value in facts:
        paper.labelled(f"{label}　　", printed(value), styles.COVER_LABEL)
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
    headers = ("条件", "要求", "申报值", "结论", "依据")
    paper.table(sheets.Table("条件对照", headers, tuple(rows), widths=(34, 18, 20, 14, 22)))


def _veto(paper: Paper, vetoes: Sequence[sheets.VetoLine]) -> None:
    rows = tuple((str(index), line.text, CONFORMS[line.clean]) for index, line in enumerate(vetoes, start=1))
    paper.table(sheets.Table("否决事项", ("序号", "事项", "申报单位声明"), rows, widths=(9, 70, 21)))


def _commitment(paper: Paper, text: str) -> None:
    paper.paragraphs((text,))
    _seal(paper)


def declaration(sheet: sheets.DeclarationSheet) -> bytes:
    """申报表."""
    paper = Paper(sheet)
    _cover(paper, sheet)
    parts: list[tuple[str, Callable[[], None]]] = [
        (section.title, partial(_items, paper, section.items)) for section in sheet.sections
    ]
    if sheet.checks:
        parts.append(("条件对照", partial(_self_check, paper, sheet.checks)))
    if sheet.vetoes:
        parts.append(("否决事项声明", partial(_veto, paper, sheet.vetoes)))
    if sheet.commitment:
        parts.append(("真实性承诺", partial(_commitment, paper, sheet.commitment)))
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
    paper = Paper(sheet)
    paper.line(sheet.title, styles.TITLE)
    paper.line(sheet.round_title, styles.SMALL_ROUND)
    _pairs(
        paper,
        (
            ("集群名称", sheet.cluster, ""),
            ("受理编号", sheet.case_number, ""),
            ("所在县市", f"{sheet.city}{sheet.county}", ""),
            ("事项类别", sheet.purpose, ""),
            ("核查日期", sheet.visited_on, ""),
            ("核查单位", sheet.office, ""),
            ("核查地点", sheet.place, ""),
            ("核查人员", "、".join(sheet.participants), ""),
        ),
    )
    words = {True: "相符", False: "不相符", None: DASH}
    paper.line("一、逐项核查情况", styles.HEADING)
    rows = tuple((row.criterion, row.declared, row.verified, words[row.conforms], row.remark) for row in sheet.rows)
    headers = ("条件", "申报情况", "核查情况", "是否相符", "说明")
    paper.table(sheets.Table("逐项核查情况", headers, rows, widths=(32, 20, 20, 13, 22)))
    paper.line("二、核查结论", styles.HEADING)
    paper.line(f"结论：{CONFORMS[sheet.conforms]}", styles.RESULT)
    paper.paragraphs((sheet.conclusion or DASH,))
    paper.signed_off(f"{sheet.office}（盖章）", sheet.dated)
    if sheet.signatures:
        paper.line("三、核查人员签名", styles.HEADING)
        _signatures(paper, sheet.signatures)
    _photos(paper, sheet.photos)
    return paper.content()


def _signatures(paper: Paper, signatures: Sequence[sheets.Signature]) -> None:
    rows = [
        (each.capacity, each.name or BLANK_NAME, day(each.signed_on) if each.signed_on else BLANK_DAY)
        for each in signatures
    ]
    paper.grid([("身份", "签名", "日期"), *rows], widths=(13, 10, 10), middle=(0, 1, 2))


def _photos(paper: Paper, photos: Sequence[sheets.Photo]) -> None:
    if photos:
        paper.line("现场照片", styles.HEADING)
    for photo in photos:
        try:
            paper.document.add_picture(io.BytesIO(photo.content), width=Mm(110))
        except UNREADABLE:
            paper.line("照片无法显示", styles.SMALL_LINE)
        paper.line(photo.caption, styles.SMALL_LINE)
