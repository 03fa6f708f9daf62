"""What a check of the policy reports, before its place in the text is looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

Flaw = tuple[str, str, str]
"""Path of the value, what was expected, what was found."""


def repeated(names: Iterable[str], path: str) -> Iterator[Flaw]:
    """The second and later uses of a name in a list; ``{}`` in the path stands for the position."""
    seen: set[str] = set()
    for at, name in enumerate(names):
        if name in seen:
            yield path.format(at), "在同一列表中应不重复", f"重复的“{name}”"
        seen.add(name)


def one_of(name: str, known: Collection[str], path: str) -> Iterator[Flaw]:
    """A name that is none of those known."""
    if name not in known:
        yield path, f"应为下列之一：{'、'.join(known)}", f"“{name}”"
