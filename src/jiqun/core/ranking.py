"""Order of merit: by score; among equals key specialised towns first (N16); else the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """A case to be ranked."""

    case_number: str
    score: Decimal
    key_town: bool = False


Merit = Callable[[Entry], tuple[Decimal, bool]]


@dataclass(frozen=True, slots=True)
class Place:
    """A case with its place, and why it stands there."""

    case_number: str
    place: int
    reason: str


def order_of_merit(entries: Sequence[Entry], *, towns_first: bool) -> list[Place]:
    """All entries from best to last; equals share a place, and the next place counts them all."""

    def merit(entry: Entry) -> tuple[Decimal, bool]:
        return (-entry.score, not (towns_first and entry.key_town))

    ordered = sorted(entries, key=lambda entry: (*merit(entry), entry.case_number))
    places: list[Place] = []
    for index, entry in enumerate(ordered):
        tied_before = index > 0 and merit(ordered[index - 1]) == merit(entry)
        place = places[-1].place if tied_before else index + 1
        places.append(Place(entry.case_number, place, reason_of(entry, ordered, merit)))
    return places


def reason_of(entry: Entry, ordered: Sequence[Entry], merit: Merit) -> str:
    """Why an entry stands where it does, in words."""
    equals = [each for each in ordered if each.score == entry.score and each is not entry]
    if not equals:
        return "按综合得分"
    same = [each for each in equals if merit(each) == merit(entry)]
    if same:
        return f"与{len(same)}项得分相同，并列"
    return "同分，重点专业镇优先" if entry.key_town else "同分，列重点专业镇之后"
