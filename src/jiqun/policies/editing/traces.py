"""What a page showed of a part, as a short digest: two people collide only where one changed what the other saw."""

from __future__ import annotations

from typing import Any

from jiqun.core.canonical import digest
from jiqun.policies.editing import kinds
from jiqun.policies.editing.addresses import Spot, again, item_at, name_of
from jiqun.policies.editing.shapes import ON_PAGES, item_of, key_name, members_of, record_of
from jiqun.policies.services.writing import Unchanged

LENGTH = 16


def trace_of(value: Any) -> str:
    """The digest of any plain value."""
    return digest(value)[:LENGTH]


def trace(spot: Spot) -> str:
    """Of a record what its page asks, of a list which entries stand in which order, of a value the whole."""
    if item_of(spot.hint) is not None:
        return trace_of(_entries(spot))
    if spot.kind not in ON_PAGES or not isinstance(spot.plain, dict) or record_of(spot.hint) is None:
        return trace_of(spot.plain)
    asked = [
        name
        for name, member in members_of(spot.hint).items()
        if member.kind not in ON_PAGES and kinds.is_on_page(spot, member)
    ]
    return trace_of({name: spot.plain.get(name) for name in asked})


def _entries(spot: Spot) -> list[str]:
    key = key_name(item_of(spot.hint))
    steps = range(len(spot.plain)) if isinstance(spot.plain, list) else spot.plain
    items = [item_at(spot, step) for step in steps]
    return [str(each.plain.get(key)) if key and isinstance(each.plain, dict) else name_of(each) for each in items]


def unchanged_since(spot: Spot, seen: str) -> Unchanged:
    """Whether the place shows the same in another version of the pack as when its trace was ``seen``."""
    return lambda pack: bool(seen) and trace(again(spot, pack)) == seen


def same_value(path: tuple[str | int, ...], seen: str) -> Unchanged:
    """The same for a plain value that is no part of the editor, such as a case."""

    def same(pack: Any) -> bool:
        for step in path:
            pack = pack[step]
        return bool(seen) and trace_of(pack) == seen

    return same
