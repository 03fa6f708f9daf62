"""A Word document in the official set: the five faces by name, GB/T 9704 margins, tables with repeated heads."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from jiqun.documents.archive import same_bytes
from jiqun.documents.sheets import Cell, Sheet, Table
from jiqun.documents.wording import centred, clean, printed, shares

TITLE, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"
SIDE = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
SEAL_RED = RGBColor(0xB3, 0x26, 0x1E)
LINE = Pt(28.9)
"""22 lines on 225 mm."""


def _element(proxy: Any) -> Any:
    """The XML below a run or a row: python-docx offers no public way to faces, fields and repeated heads."""
    return proxy._element  # noqa: SLF001


class Paper:
    """One document in the making; every text is cleaned on its way in."""

    def __init__(self, sheet: Sheet) -> None:
        """An empty A4 page with margins, page numbers and, where wanted, the demonstration mark."""
        self.sheet = sheet
        self.document = Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = LATIN, Pt(16)
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(22)
        for head, foot, side in (
            (section.header, section.footer, "right"),
            (section.even_page_header, section.even_page_footer, "left"),
        ):
            self._head(head.paragraphs[0])
            self._foot(foot.paragraphs[0], side)

    def _head(self, line: Paragraph) -> None:
        if self.sheet.demo:
            line.alignment = SIDE["right"]
            self.run(line, "演示数据 · 不具效力", HEI, 10.5).font.color.rgb = SEAL_RED

    def _foot(self, line: Paragraph, side: str) -> None:
        line.alignment = SIDE[side]
        self.run(line, "— ", SONG, 14)
        self._page_number(line)
        self.run(line, " —", SONG, 14)
        if self.sheet.digest:
            self.run(line, f"　封存摘要 {self.sheet.digest}", SONG, 6)

    def _page_number(self, line: Paragraph) -> None:
        run = self.run(line, "", SONG, 14)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            tag = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                tag.set(qn("w:fldCharType"), kind)
            else:
                tag.text = text
            _element(run).append(tag)

    @staticmethod
    def run(line: Paragraph, text: str, face: str = BODY, size: float = 16, *, bold: bool = False) -> Any:
        """Append words in one of the official faces; ``size`` in points."""
        run = line.add_run(clean(text))
        run.font.name, run.font.size, run.bold = LATIN, Pt(size), bold
        _element(run).get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
        return run

    def line(
        self,
        text: str,
        *,
        face: str = BODY,
        size: float = 16,
        side: str = "left",
        indent: bool = False,
        height: Length = LINE,
    ) -> Paragraph:
        """One paragraph; ``indent`` moves the first line in by two characters."""
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing = height
        shape.alignment = SIDE[side]
        if indent:
            shape.first_line_indent = Pt(2 * size)
        self.run(paragraph, text, face, size)
        return paragraph

    def gap(self) -> None:
        """An empty line."""
        self.line("")

    def title(self, text: str, size: float = 22) -> None:
        """The document's title: 2号小标宋, centred."""
        self.line(text, face=TITLE, size=size, side="center", height=Pt(size * 1.6))

    def heading(self, text: str) -> None:
        """A first-level heading: 黑体, kept with what follows."""
        self.line(text, face=HEI).paragraph_format.keep_with_next = True

    def caption(self, text: str) -> None:
        """The name of a table or of a longer answer."""
        self.line(text, face=HEI, size=12).paragraph_format.keep_with_next = True

    def paragraphs(self, texts: Iterable[str], size: float = 16) -> None:
        """Running text; line breaks part paragraphs."""
        for text in texts:
            for each in clean(text).split("\n"):
                self.line(each, indent=True, size=size, height=LINE if size > 14 else Pt(22))

    def signed_off(self, issuer: str, on: date) -> None:
        """Issuer and date, four characters from the right edge."""
        self.gap()
        for text in (issuer, printed(on)):
            self.line(text, side="right").paragraph_format.right_indent = Pt(64)

    def turn(self, *, landscape: bool) -> None:
        """Go on in a new section, on its side or upright; nothing when the page lies so already."""
        if (self.document.sections[-1].orientation == WD_ORIENT.LANDSCAPE) == landscape:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        top, bottom, left, right = (28, 26, 25, 25) if landscape else (37, 35, 28, 26)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def table(self, given: Table, size: float = 10.5) -> None:
        """A table with thin lines, its head repeated on every page."""
        self.grid(
            [list(given.headers), *[[printed(cell) for cell in row] for row in given.rows]],
            widths=shares(given),
            numeric=given.numeric,
            middle=centred(given),
            size=size,
        )

    def grid(
        self,
        rows: Sequence[Sequence[Cell]],
        *,
        widths: Sequence[int],
        numeric: Sequence[int] = (),
        middle: Sequence[int] = (),
        head: bool = True,
        labels: Sequence[int] = (),
        size: float = 12,
    ) -> None:
        """Rows of cells; ``head``: the first row is one, ``labels``: columns that name what stands beside them."""
        table = self.document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        section = self.document.sections[-1]
        # python-docx types these as optional, but the paper above always sets them.
        room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
        breadth = [Length(room * width // sum(widths)) for width in widths]
        for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            top = head and number == 0
            settings = _element(row).get_or_add_trPr()
            settings.append(OxmlElement("w:cantSplit"))
            if top:
                settings.append(OxmlElement("w:tblHeader"))
            for column, (box, cell) in enumerate(zip(row.cells, cells, strict=True)):
                box.width = breadth[column]
                paragraph = box.paragraphs[0]
                named = top or column in labels
                side = "center" if named or column in middle else "right" if column in numeric else "left"
                paragraph.alignment = SIDE[side]
                # A cell of spaces is left empty on purpose, for the pen.
                text = cell if isinstance(cell, str) and cell.isspace() else printed(cell)
                self.run(paragraph, text, HEI if named else BODY, size)

    def content(self) -> bytes:
        """The finished file; the same sheet gives the same bytes."""
        facts = self.document.core_properties
        facts.title, facts.author, facts.last_modified_by, facts.comments = clean(self.sheet.title)[:255], "", "", ""
        facts.created = facts.modified = datetime.combine(self.sheet.dated, time(), tzinfo=UTC)
        facts.revision, facts.language = 1, "zh-CN"
        target = io.BytesIO()
        self.document.save(target)
        return same_bytes(target.getvalue(), self.sheet.dated)
