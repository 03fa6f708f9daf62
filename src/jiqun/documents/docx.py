"""Sheets to Word documents that an office goes on working with. The PDF is the record, this is the working copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiqun.documents import docx_forms, docx_letters, sheets

WRITERS: dict[type[sheets.Sheet], Callable[[Any], bytes]] = {
    sheets.DeclarationSheet: docx_forms.declaration,
    sheets.ConformitySheet: docx_forms.conformity,
    sheets.NoticeSheet: docx_letters.notice,
    sheets.ListSheet: docx_letters.listing,
    sheets.MinutesSheet: docx_letters.minutes,
}


def render(sheet: sheets.Sheet) -> bytes:
    """The sheet as a Word document; KeyError for a kind that has none."""
    return WRITERS[type(sheet)](sheet)
