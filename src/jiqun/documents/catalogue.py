"""Every document of the programme: its name, its formats, who may issue it, and whose copies the policy counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jiqun.core.policy.schema import Package
from jiqun.core.texts.filling import fill
from jiqun.core.vocabulary import Role, Term, Tier
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

ACTING = frozenset({Role.HANDLER, Role.SIGNATORY})
OFFICE = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})
REVIEW_OFFICE = frozenset({Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY, Role.SIGNATORY})
TEXTS = (Format.PDF, Format.DOCX)


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document. ``in_package``: the round's package says how many copies go on paper (N19, N20)."""

    key: str
    label: str
    sheet: type[sheets.Sheet]
    formats: tuple[Format, ...]
    tier: Tier
    roles: frozenset[Role]
    in_package: bool = False

    def may_be_issued_by(self, tier: Tier, role: Role) -> bool:
        """Whether a seat of this tier and role may issue it."""
        return tier == self.tier and role in self.roles

    def copies(self, package: Package, on: date) -> int | None:
        """How many copies go on paper; ``None`` where the policy sets no number."""
        return package.form_copies.on(on) if self.in_package else None


COUNTY, CITY, PROVINCE = Tier.COUNTY, Tier.CITY, Tier.PROVINCE
SHEET_AND_PAGE = (Format.PDF, Format.XLSX)

DOCUMENTS: tuple[Document, ...] = (
    Document("declaration_form", "申报表", sheets.DeclarationSheet, TEXTS, COUNTY, ACTING, in_package=True),
    Document("re_evaluation_form", "复核申报表", sheets.DeclarationSheet, TEXTS, COUNTY, ACTING, in_package=True),
    Document("conformity_statement", "现场核查符合性说明", sheets.ConformitySheet, TEXTS, CITY, ACTING),
    Document("recommendation_summary", "推荐汇总表", sheets.SummarySheet, SHEET_AND_PAGE, CITY, ACTING),
    Document("cover_letter", "正式推荐文件", sheets.ListSheet, tuple(Format), CITY, ACTING),
    Document("re_evaluation_letter", "正式复核意见文件", sheets.ListSheet, tuple(Format), CITY, ACTING),
    Document("score_summary", "专家评审汇总表", sheets.ScoreSummarySheet, SHEET_AND_PAGE, PROVINCE, REVIEW_OFFICE),
    Document("draw_record", "抽取记录", sheets.DrawSheet, (Format.PDF,), PROVINCE, REVIEW_OFFICE),
    Document("minutes", "会议纪要", sheets.MinutesSheet, TEXTS, PROVINCE, OFFICE),
    Document("public_notice", "公示", sheets.NoticeSheet, TEXTS, PROVINCE, OFFICE),
    Document("recognition_list", "认定名单", sheets.ListSheet, tuple(Format), PROVINCE, OFFICE),
    Document("forward_list", "上报推荐名单", sheets.ListSheet, tuple(Format), PROVINCE, OFFICE),
    Document("town_fit", "重点专业镇契合度报告", sheets.ListSheet, SHEET_AND_PAGE, PROVINCE, OFFICE),
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
