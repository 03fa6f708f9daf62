"""All documents with their texts."""

from __future__ import annotations

from jiqun.core.texts.local import LOCAL
from jiqun.core.texts.parts import DocumentParts, Part
from jiqun.core.texts.provincial import PROVINCIAL

DOCUMENT_PARTS: tuple[DocumentParts, ...] = LOCAL + PROVINCIAL
COMMON = "paper"
"""The texts that every document shares."""

_BY_KEY = {each.key: each for each in DOCUMENT_PARTS}
_PARTS = {f"{each.key}.{part.key}": part for each in DOCUMENT_PARTS for part in each.parts}


def parts_of(document: str) -> DocumentParts:
    """The texts of a document; raises KeyError."""
    return _BY_KEY[document]


def part_of(key: str) -> Part:
    """One text by document and part, such as ``minutes.title``; raises KeyError."""
    return _PARTS[key]
