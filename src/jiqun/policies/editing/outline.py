"""The parts of a draft as a tree to walk, in the order of the work: notice, days, tracks, quota, criteria, form, …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.schema import RoundPolicy
from jiqun.policies.editing.addresses import DATES, Spot, item_at, locate, step_into
from jiqun.policies.editing.shapes import ON_PAGES, Kind, item_of, members_of

FIRST = ("tracks", "quota")
AFTER_CRITERIA = (
    "form",
    "formal_checks",
    "scoring",
    "spot_check",
    "public_notice",
    "validity",
    "conventions",
    "stages",
    "texts",
)
LAST = ("clauses",)
UNFOLDED = ("tracks", "validity")
"""Lists so short that their entries stand in the tree."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ``level`` 0 for the parts of the work, 1 and 2 for what lies in the part that is open (``is_open``)."""

    label: str
    address: str
    level: int
    is_current: bool
    is_open: bool = False


def outline(pack: Any, current: str = "") -> list[Entry]:
    """The tree with the part open in which ``current`` lies."""
    lines = [_entry(locate(pack, "round"), 0, current), _entry(locate(pack, DATES), 0, current)]
    for spot in _parts(pack):
        lines.append(_entry(spot, 0, current))
        if _holds(spot, current):
            lines += _inside(spot, 1, current)
    return lines


def children(spot: Spot) -> list[Spot]:
    """The parts of a record that have pages of their own."""
    if spot.kind is not Kind.PAGE:
        return []
    names = [name for name, member in members_of(spot.hint).items() if member.kind in ON_PAGES]
    return [step_into(spot, name) for name in names]


def _parts(pack: Any) -> Iterator[Spot]:
    whole = locate(pack, "round")
    pages = [name for name, member in members_of(RoundPolicy).items() if member.kind in ON_PAGES]
    rest = [name for name in pages if name not in (*FIRST, *AFTER_CRITERIA, *LAST)]
    for name in FIRST:
        yield step_into(whole, name)
    editions = locate(pack, "criteria")
    yield from (item_at(editions, name) for name in editions.plain)
    for name in (*AFTER_CRITERIA, *rest, *LAST):
        if name in pages:
            yield step_into(whole, name)


def _inside(spot: Spot, level: int, current: str) -> list[Entry]:
    inner = item_of(spot.hint)
    if inner is not None:
        shown = spot.steps[-1] in (*UNFOLDED, "sections")
        spots = [item_at(spot, step) for step in _steps(spot)] if shown else []
    else:
        spots = children(spot)
    lines = []
    for each in spots:
        lines.append(_entry(each, level, current))
        if level < 2 and _holds(each, current):
            lines += _inside(each, level + 1, current)
    return lines


def _steps(spot: Spot) -> list[Any]:
    return list(range(len(spot.plain))) if isinstance(spot.plain, list) else list(spot.plain)


def _entry(spot: Spot, level: int, current: str) -> Entry:
    is_current = spot.address == current
    # Everything of the round lies below its first page by address, and beside it in the tree.
    return Entry(spot.name, spot.address, level, is_current, len(spot.steps) > 1 and _holds(spot, current))


def _holds(spot: Spot, current: str) -> bool:
    return current == spot.address or current.startswith(f"{spot.address}/")
