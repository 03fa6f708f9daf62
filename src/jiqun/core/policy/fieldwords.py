"""A word and a line of help for a shape of the policy and for each of its fields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field is called on the page, and one line on how to fill it in; the line may be empty."""

    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class ShapeWords:
    """What a record of one shape is called, and the words of its fields by name."""

    name: str
    fields: dict[str, FieldWords]


def shape(name: str, /, **fields: str | tuple[str, str]) -> ShapeWords:
    """The words of a shape, a field given as a label or as label and help."""
    return ShapeWords(
        name,
        {key: FieldWords(words) if isinstance(words, str) else FieldWords(*words) for key, words in fields.items()},
    )


SOURCE = ("依据", "写明出自哪份文件、哪一条；未见原文的须标明。")
ID = ("编号", "同一列表中不重复，启用后不再改动。")
