"""Reading what a page posts or an address asks: keys of rows as numbers that a database can hold."""

from __future__ import annotations

from collections.abc import Iterable

MOST_DIGITS = 18
"""The largest keys of either database have one digit more."""


def key_in(text: str) -> int:
    """The key of a row that a text names; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def keys_in(texts: Iterable[str]) -> set[int]:
    """The keys among several texts."""
    return {key for each in texts if (key := key_in(each))}
