"""The number under which an office issues a document: 机关代字〔年〕序号号, as 忻工信发〔2025〕12号."""

from __future__ import annotations

import re
import unicodedata

BRACKETS = str.maketrans("()[]{}【】﹝﹞〖〗［］", "〔〕〔〕〔〕〔〕〔〕〔〕〔〕")
INNER = str.maketrans("〔〕", "（）")
"""Brackets within the name of an office, as 朔工信（企）发, are round ones."""
FORM = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{1,20}(?:〔[\u4e00-\u9fff]{1,8}〕)?[\u4e00-\u9fff]{1,20})〔(?P<year>(?:19|20)\d{2})〕(?:第)?0*(?P<number>[1-9]\d{0,4})号"
)


def read_document_number(typed: str) -> str:
    """The number as it is written by the standard, whatever brackets and widths were typed; empty for what is none."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).translate(BRACKETS)
    found = FORM.fullmatch(plain)
    if not found:
        return ""
    office = found["office"].translate(INNER)
    return f"{office}〔{found['year']}〕{found['number']}号"
