"""Reading what a page posts or an address asks: keys of rows as numbers that a database can hold, texts as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MOST_DIGITS = 18
"""The largest keys of either database have one digit more."""


def key_in(text: str) -> int:
    """The key of a row that a text names; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def text_in(data: Mapping[str, Any], name: str) -> str:
    """The text posted under a name, without blanks around it.

    A line break is one character, as it was counted while typing: browsers post it as two.
    """
    return str(data.get(name, "")).replace("\r\n", "\n").strip()


def keys_in(texts: Iterable[str]) -> set[int]:
    """The keys among several texts."""
    return {key for each in texts if (key := key_in(each))}
