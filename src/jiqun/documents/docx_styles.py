"""The styles of a Word document in the official set, and the empty document that carries them.

Every face, size and distance stands in a style once, so that an office can change the look of the whole in one place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TITLE_FACE, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"
SEAL_RED = RGBColor(0xB3, 0x26, 0x1E)
LINE = 28.9
"""22 lines on 225 mm."""
SIDE = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style: its id, the name Word shows; sizes and distances in points, no ``height`` for single."""

    key: str
    name: str
    face: str = BODY
    size: float = 16
    side: str = "left"
    height: float | None = LINE
    first: float = 0
    left: float = 0
    right: float = 0
    around: float = 0
    keep: bool = False
    outline: int | None = None


LINE_LOOK = Look("Line", "公文行")
TEXT = Look("RunningText", "公文正文", first=32)
SMALL_TEXT = Look("SmallText", "公文小字正文", size=12, height=22, first=24)
TITLE = Look("DocumentTitle", "公文标题", TITLE_FACE, 22, "center", 35.2)
COVER_TITLE = Look("CoverTitle", "公文封面标题", TITLE_FACE, 26, "center", 41.6)
ANNEX_TITLE = Look("AnnexTitle", "公文附件标题", TITLE_FACE, 18, "center", 28.8)
NUMBER = Look("DocumentNumber", "公文发文字号", side="center")
ROUND = Look("RoundTitle", "公文批次名称", KAI, side="center")
SMALL_ROUND = Look("SmallRoundTitle", "公文小字批次名称", KAI, 14, "center")
HEADING = Look("SectionHeading", "公文一级标题", HEI, keep=True, outline=0)
CAPTION = Look("TableCaption", "公文表题", HEI, 12, keep=True, outline=1)
LABEL = Look("LabelLine", "公文栏目", HEI)
COVER_LABEL = Look("CoverLabel", "公文封面栏目", HEI, left=62.35)
RESULT = Look("ResultLine", "公文结论", HEI, first=32)
SEAL = Look("SealLine", "公文签章", size=12, side="right")
SIGNED = Look("SignedOff", "公文落款", side="right", right=64)
SMALL_LINE = Look("SmallLine", "公文小字行", size=12)
COPIES = Look("CopiesTo", "公文抄送", size=14)

CELL_SIZES = {12: "大", 10.5: "小"}
CELL_SIDES = {"left": "居左", "center": "居中", "right": "居右"}


def cell_key(size: float, side: str, *, head: bool) -> str:
    """The id of the style of a table's cell."""
    return f"Cell{round(size * 2)}{'Head' if head else side.title()}"


def _cells() -> Iterator[Look]:
    for size, word in CELL_SIZES.items():
        # Single spacing with two points above and below: about the height of a line of running text.
        plain = Look("", "", size=size, height=None, around=2)
        key = cell_key(size, "center", head=True)
        yield replace(plain, key=key, name=f"公文{word}字表头", face=HEI, side="center")
        for side, where in CELL_SIDES.items():
            key = cell_key(size, side, head=False)
            yield replace(plain, key=key, name=f"公文{word}字表格{where}", side=side)


PARAGRAPHS = (
    *(LINE_LOOK, TEXT, SMALL_TEXT, TITLE, COVER_TITLE, ANNEX_TITLE, NUMBER, ROUND, SMALL_ROUND, HEADING, CAPTION),
    *(LABEL, COVER_LABEL, RESULT, SEAL, SIGNED, SMALL_LINE, COPIES),
    *_cells(),
)
FILLED, DIGEST = "Filled", "SealedDigest"
"""Styles of words inside a line: what was filled in behind a label, and the seal's digest in the foot."""

KEPT = {"Normal", "Header", "Footer", "HeaderChar", "FooterChar", "DefaultParagraphFont", "TableNormal", "NoList"}
TABLE = "TableGrid"
NEEDLESS = ("stylesWithEffects", "customXml", "numbering", "thumbnail")
"""Parts of python-docx's own template that say nothing about this document."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins in millimetres."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def room(self) -> int:
        """The width between the margins in twentieths of a point."""
        return int(Mm(self.width - self.left - self.right).twips)

    def lay(self, section: Any) -> None:
        """Give a section this shape."""
        section.page_width, section.page_height = Mm(self.width), Mm(self.height)
        section.top_margin, section.bottom_margin = Mm(self.top), Mm(self.bottom)
        section.left_margin, section.right_margin = Mm(self.left), Mm(self.right)


UPRIGHT = Page(210, 297, 37, 35, 28, 26)
LYING = Page(297, 210, 28, 26, 25, 25)


@lru_cache(maxsize=1)
def empty() -> bytes:
    """An upright page without words, with every style above."""
    document = Document()
    _prune(document)
    normal = document.styles["Normal"]
    _face(normal, BODY, 16)
    for look in PARAGRAPHS:
        _define(document.styles, look)
    for key, name, face, size in ((FILLED, "公文填写内容", BODY, 16), (DIGEST, "公文封存摘要", SONG, 6)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.style_id = key
        _face(style, face, size)
    _face(document.styles["Header"], HEI, 10.5)
    document.styles["Header"].font.color.rgb = SEAL_RED
    _face(document.styles["Footer"], SONG, 14)
    document.settings.odd_and_even_pages_header_footer = True
    UPRIGHT.lay(document.sections[0])
    document.sections[0].footer_distance = Mm(22)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _prune(document: Any) -> None:
    """Take away what the template brings and nobody uses: nine tenths of its size, and of the time to read it."""
    for style in list(document.styles):
        if style.style_id not in {*KEPT, TABLE}:
            style.delete()
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in NEEDLESS:
                part.rels.pop(key)


def _face(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = LATIN, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _define(styles: Any, look: Look) -> None:
    style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.style_id, style.base_style, style.quick_style = look.key, styles["Normal"], True
    _face(style, look.face, look.size)
    shape = style.paragraph_format
    shape.alignment, shape.keep_with_next = SIDE[look.side], look.keep or None
    shape.space_before = shape.space_after = Pt(look.around)
    shape.line_spacing = Pt(look.height) if look.height else 1.0
    shape.first_line_indent, shape.left_indent, shape.right_indent = (
        Pt(distance) if distance else None for distance in (look.first, look.left, look.right)
    )
    if look.outline is not None:
        level = style.element.makeelement(qn("w:outlineLvl"), {qn("w:val"): str(look.outline)})
        style.element.get_or_add_pPr().append(level)
