"""A Word document in the official set: words referring to styles by id, tables with repeated heads.

Paragraphs, words and rows are copies of prepared XML: the property setters of python-docx search each parent anew,
which takes a form of some thousand cells a quarter of a second.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from jiqun.documents import docx_styles as styles
from jiqun.documents.archive import same_bytes
from jiqun.documents.docx_styles import Look
from jiqun.documents.sheets import Cell, Sheet, Table
from jiqun.documents.wording import centred, clean, printed, shares

PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def _element(proxy: Any) -> Any:
    """The XML below a proxy: python-docx offers no public way to fields, repeated heads and copies."""
    return proxy._element  # noqa: SLF001


@lru_cache(maxsize=64)
def _paragraph(key: str) -> Any:
    return parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{key}"/></w:pPr></w:p>')


@lru_cache(maxsize=8)
def _words(key: str) -> Any:
    style = f'<w:rPr><w:rStyle w:val="{key}"/></w:rPr>' if key else ""
    return parse_xml(f"<w:r {nsdecls('w')}>{style}<w:t/></w:r>")


def add_words(line: Any, text: str, style: str = "") -> None:
    """Append clean words to a paragraph, in its own style or in a ``style`` for words; line ends become breaks."""
    for number, part in enumerate(text.split("\n")):
        run = deepcopy(_words(style))
        words = run[-1]
        words.text = part
        if part != part.strip():
            words.set(PRESERVE, "preserve")
        if number:
            words.addprevious(OxmlElement("w:br"))
        line.append(run)


def _row(widths: Sequence[int], keys: Sequence[str], *, head: bool) -> Any:
    """A row with empty cells, to be copied; ``widths`` in twentieths of a point."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr></w:p></w:tc>'
        for width, key in zip(widths, keys, strict=True)
    )
    repeated = "<w:tblHeader/>" if head else ""
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")


def _table(widths: Sequence[int]) -> Any:
    """A table without rows."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:type="auto" w:w="0"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )


class Paper:
    """One document in the making; every text is cleaned on its way in."""

    def __init__(self, sheet: Sheet) -> None:
        """An empty A4 page with margins, page numbers and, where wanted, the demonstration mark."""
        self.sheet = sheet
        self.document = Document(io.BytesIO(styles.empty()))
        self._page = styles.UPRIGHT
        self._last = self.document.element.body.sectPr
        section = self.document.sections[0]
        for head, foot, side in (
            (section.header, section.footer, "right"),
            (section.even_page_header, section.even_page_footer, "left"),
        ):
            self._head(head.paragraphs[0])
            self._foot(foot.paragraphs[0], side)

    def _head(self, line: Paragraph) -> None:
        if self.sheet.demo:
            line.alignment = styles.SIDE["right"]
            add_words(_element(line), "演示数据 · 不具效力")

    def _foot(self, line: Paragraph, side: str) -> None:
        line.alignment = styles.SIDE[side]
        add_words(_element(line), "— ")
        self._page_number(line)
        add_words(_element(line), " —")
        if self.sheet.digest:
            add_words(_element(line), f"　封存摘要 {clean(self.sheet.digest)}", styles.DIGEST)

    @staticmethod
    def _page_number(line: Paragraph) -> None:
        run = _element(line.add_run())
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            tag = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                tag.set(qn("w:fldCharType"), kind)
            else:
                tag.text = text
            run.append(tag)

    def line(self, text: str, look: Look = styles.LINE_LOOK) -> Any:
        """One paragraph; returns its element, to which more words may be added."""
        line = deepcopy(_paragraph(look.key))
        if text:
            add_words(line, clean(text))
        self._last.addprevious(line)
        return line

    def labelled(self, label: str, value: str, look: Look = styles.LABEL) -> None:
        """One paragraph: what is asked in 黑体, and what was filled in behind it."""
        add_words(self.line(label, look), clean(value), styles.FILLED)

    def gap(self) -> None:
        """An empty line."""
        self.line("")

    def paragraphs(self, texts: Iterable[str], look: Look = styles.TEXT) -> None:
        """Running text; line breaks part paragraphs."""
        for text in texts:
            for each in clean(text).split("\n"):
                self.line(each, look)

    def signed_off(self, issuer: str, on: date) -> None:
        """Issuer and date, four characters from the right edge."""
        self.gap()
        for text in (issuer, printed(on)):
            self.line(text, styles.SIGNED)

    def turn(self, *, landscape: bool) -> None:
        """Go on in a new section, on its side or upright; nothing when the page lies so already."""
        page = styles.LYING if landscape else styles.UPRIGHT
        if page is self._page:
            return
        self._page = page
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        page.lay(section)

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def table(self, given: Table, size: float = 10.5) -> None:
        """A table with thin lines, its head repeated on every page."""
        self.grid(
            [list(given.headers), *given.rows],
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
        breadth = [self._page.room * width // sum(widths) for width in widths]
        sides = ["center" if each in middle else "right" if each in numeric else "left" for each in range(len(widths))]
        keys = [styles.cell_key(size, side, head=column in labels) for column, side in enumerate(sides)]
        body, table = _row(breadth, keys, head=False), _table(breadth)
        top = _row(breadth, [styles.cell_key(size, "center", head=True)] * len(widths), head=True)
        for number, cells in enumerate(rows):
            row = deepcopy(top if head and number == 0 else body)
            for line, cell in zip(row.iter(qn("w:p")), cells, strict=True):
                # A cell of spaces is left empty on purpose, for the pen.
                blank = isinstance(cell, str) and cell.isspace()
                add_words(line, clean(str(cell)) if blank else printed(cell))
            table.append(row)
        self._last.addprevious(table)

    def content(self) -> bytes:
        """The finished file; the same sheet gives the same bytes."""
        facts = self.document.core_properties
        facts.title, facts.author, facts.last_modified_by, facts.comments = clean(self.sheet.title)[:255], "", "", ""
        facts.created = facts.modified = datetime.combine(self.sheet.dated, time(), tzinfo=UTC)
        facts.revision, facts.language = 1, "zh-CN"
        target = io.BytesIO()
        self.document.save(target)
        return same_bytes(target.getvalue(), self.sheet.dated)
