"""Every document of the programme: its name, its sheet and its formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jiqun.core.texts.filling import fill
from jiqun.core.vocabulary import Term
from jiqun.documents import docx, pdf, sheets, xlsx
from jiqun.documents.bundle import safe_name
from jiqun.documents.wording import day


class Format(Term):
    """A file format; the code is the extension."""

    PDF = "pdf", "PDF文件"
    DOCX = "docx", "Word文档"
    XLSX = "xlsx", "电子表格"


MEDIA_TYPES: dict[Format, str] = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

TEXTS = (Format.PDF, Format.DOCX)


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document."""

    key: str
    label: str
    sheet: type[sheets.Sheet]
    formats: tuple[Format, ...]


SHEET_AND_PAGE = (Format.PDF, Format.XLSX)

DOCUMENTS: tuple[Document, ...] = (
    Document("declaration_form", "申报表", sheets.DeclarationSheet, TEXTS),
    Document("re_evaluation_form", "复核申报表", sheets.DeclarationSheet, TEXTS),
    Document("conformity_statement", "现场核查符合性说明", sheets.ConformitySheet, TEXTS),
    Document("recommendation_summary", "推荐汇总表", sheets.SummarySheet, SHEET_AND_PAGE),
    Document("cover_letter", "正式推荐文件", sheets.ListSheet, tuple(Format)),
    Document("re_evaluation_letter", "正式复核意见文件", sheets.ListSheet, tuple(Format)),
    Document("score_summary", "专家评审汇总表", sheets.ScoreSummarySheet, SHEET_AND_PAGE),
    Document("draw_record", "抽取记录", sheets.DrawSheet, (Format.PDF,)),
    Document("minutes", "会议纪要", sheets.MinutesSheet, TEXTS),
    Document("public_notice", "公示", sheets.NoticeSheet, TEXTS),
    Document("recognition_list", "认定名单", sheets.ListSheet, tuple(Format)),
    Document("forward_list", "上报推荐名单", sheets.ListSheet, tuple(Format)),
    Document("town_fit", "重点专业镇契合度报告", sheets.ListSheet, SHEET_AND_PAGE),
)


def document(key: str) -> Document:
    """The document of that key; raises KeyError."""
    for each in DOCUMENTS:
        if each.key == key:
            return each
    raise KeyError(key)


def make(key: str, form: Format, sheet: sheets.Sheet, *, font_folder: Path | None = None) -> bytes:
    """The file of a document.

    Raises:
        KeyError: there is no such document.
        ValueError: the document is not made in this format, or the sheet is of another kind.
        FontsMissing: a PDF is wanted and the mandatory face is not installed.
    """
    wanted = document(key)
    if form not in wanted.formats or type(sheet) is not wanted.sheet:
        raise ValueError(f"{wanted.label}: {form} of {type(sheet).__name__}")
    if form == Format.PDF:
        return pdf.render(sheet, font_folder=font_folder)
    return docx.render(sheet) if form == Format.DOCX else xlsx.render(sheet)


def file_name(sheet: sheets.Sheet, form: Format, *, about: str = "") -> str:
    """The name to save it under, as the sheet's words say; where nothing is said: cluster or office, title, day."""
    pattern = sheet.words.get("file_name", "{about}_{title}_{day}")
    named = fill(pattern, {"about": about, "title": sheet.title, "day": day(sheet.dated)})
    stem = "_".join(part for part in named.split("_") if part)
    return f"{safe_name(stem.replace('.', '．'))}.{form}"
