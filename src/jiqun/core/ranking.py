"""Order of merit; key specialised towns first among equals (N16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One case to be ranked: its score in points, and whether it belongs to a key specialised town."""

    code: str
    name: str
    score: Decimal
    town: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its rank and the reason, in words, why it stands there."""

    rank: int
    entry: Entry
    reason: str


def order_of_merit(entries: Sequence[Entry], *, towns_first: bool) -> list[Placed]:
    """All entries by score, highest first; those that nothing tells apart share a rank (1, 2, 2, 4).

    Among equal scores a key specialised town comes first when ``towns_first``. Entries of one rank are listed by code.

    Raises:
        ValueError: a code twice.
    """
    if len({entry.code for entry in entries}) != len(entries):
        raise ValueError("a case can be ranked only once")
    ordered = sorted(entries, key=lambda entry: (*_merit(entry, towns_first), entry.code))
    placed: list[Placed] = []
    for position, entry in enumerate(ordered, start=1):
        tied = bool(placed) and _merit(placed[-1].entry, towns_first) == _merit(entry, towns_first)
        rank = placed[-1].rank if tied else position
        placed.append(Placed(rank, entry, _reason(entry, ordered, towns_first)))
    return placed


def _merit(entry: Entry, towns_first: bool) -> tuple[Decimal, bool]:
    return -entry.score, towns_first and not entry.town


def _reason(entry: Entry, ordered: Sequence[Entry], towns_first: bool) -> str:
    """Why an entry stands where it stands, seen from the others of the same score."""
    score = f"综合得分{entry.score:f}分"
    others = [other for other in ordered if other.score == entry.score and other is not entry]
    if not others:
        return f"{score}，按得分排序"
    parts = []
    if towns_first and any(other.town != entry.town for other in others):
        parts.append("同分中重点专业镇优先，列前" if entry.town else "同分中重点专业镇优先，列后")
    peers = sum(not towns_first or other.town == entry.town for other in others)
    if peers:
        parts.append(f"与另外{peers}项同分并列")
    return "，".join((score, *parts))
