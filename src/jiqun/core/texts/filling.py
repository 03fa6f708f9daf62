"""Facts put into a text: only plain names in braces, nothing is looked up inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter


def names_in(text: str) -> list[str]:
    """The names in braces, in order.

    Raises:
        ValueError: a brace is not closed, or something other than a plain name stands in braces.
    """
    return [name for _, name in _pieces(text) if name is not None]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with every name in braces replaced by its fact; raises KeyError for a fact that is not given."""
    return "".join(literal + ("" if name is None else facts[name]) for literal, name in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    for literal, name, spec, conversion in Formatter().parse(text):
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise ValueError(name)
        yield literal, name
