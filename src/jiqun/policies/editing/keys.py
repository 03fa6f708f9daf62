"""Keys for what is new: proposed, ascii, used by nobody; officials name things in words and never type a key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from jiqun.policies.editing.shapes import KEYS, key_name, record_of

NUMBERED = re.compile(r"(.*?)(\d+)")
LIKE_OTHERS = frozenset({"Criterion", "Clause"})
"""Shapes whose keys officials know; a new one is numbered on from the last."""


def fresh_key(hint: Any, taken: Collection[Any], from_number: int = 1) -> str:
    """A key for a new record: ``field_7``; C1.9 after C1.8 where keys are the document's own numbers."""
    shape = record_of(hint).__name__
    stem = f"{shape.lower()}_"
    number = max(from_number, 1)
    last = next((str(each) for each in reversed(list(taken)) if each), "")
    if shape in LIKE_OTHERS and (match := NUMBERED.fullmatch(last)):
        stem, number = match[1], int(match[2]) + 1
    return unused(stem, number, taken, width=len(match[2]) if shape == "Clause" and last and match else 0)


def unused(stem: str, number: int, taken: Collection[Any], width: int = 0) -> str:
    """The first of stem and number that nobody has."""
    while (made := f"{stem}{number:0{width}d}") in taken:
        number += 1
    return made


def keys_in(plain: Any) -> Iterator[str]:
    """Every key that records of the part have."""
    if isinstance(plain, dict):
        yield from (str(plain[name]) for name in KEYS if isinstance(plain.get(name), str))
        for value in plain.values():
            yield from keys_in(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from keys_in(value)


def key_of_item(hint: Any, plain: Any) -> str:
    """The key by which a new entry of a table stands in it."""
    return str(plain[key_name(hint)])
