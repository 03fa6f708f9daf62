"""Who uses an entry: parts that name its key, and formulas in which it stands. Asked before it is deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.schema import CriteriaSet
from jiqun.policies.editing.addresses import Spot, item_at, step_into
from jiqun.policies.editing.ground import FORMULAS
from jiqun.policies.editing.keys import keys_in
from jiqun.policies.editing.shapes import ON_PAGES, Kind, item_of, key_name, members_of, record_of

ASKED = (("Criterion", "field"), ("Criterion", "reason_field"), ("Field", "only_if"), ("SummaryColumn", "key"))
NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "Field": ASKED,
    "Indicator": (("Criterion", "indicator"),),
    "Aspect": (("Criterion", "aspect"),),
    "Track": (("Section", "tracks"), ("Field", "tracks"), ("CheckItem", "tracks")),
    "CriteriaSet": (("Track", "criteria"),),
    "Section": ASKED,
}
"""Members that name entries of a shape."""
IN_CASES = ("Criterion", "Track")
IN_FORMULAS = ("Field", "Indicator", "Section")
OF_ONE_EDITION = ("Indicator", "Aspect")


@dataclass(frozen=True, slots=True)
class User:
    """A part or a case that uses the entry; a case has no address among the parts."""

    name: str
    address: str


def users_of(spot: Spot) -> list[User]:
    """Every part outside the entry that uses it, or anything in it."""
    shape = record_of(spot.hint).__name__
    keys = _keys(spot)
    if not keys or shape not in NAMED:
        return _cases_with(spot, shape, keys)
    # What belongs to one edition of the criteria is known inside it only.
    ground = spot.above.above if shape in OF_ONE_EDITION and spot.above and spot.above.above else spot.trail[0]
    parts = [
        User(_name(each), each.address)
        for each in _records(ground)
        if each.steps[: len(spot.steps)] != spot.steps and _uses(each, shape, keys)
    ]
    return parts + _cases_with(spot, shape, keys)


def _name(spot: Spot) -> str:
    """What a part is called, with the edition that it lies in: two may have a condition of one name."""
    edition = spot.owner_of(CriteriaSet)
    return f"{edition.name} › {spot.name}" if edition and edition.steps != spot.steps else spot.name


def _cases_with(spot: Spot, shape: str, keys: set[str]) -> list[User]:
    """The cases that expect something of a condition, or are tried on a track."""
    found = []
    for case in spot.trail[0].plain.get("cases") or []:
        named = set(case.get("expect") or {}) if shape == "Criterion" else {str(case.get("track"))}
        if shape in IN_CASES and named & keys:
            found.append(User(f"核对情形：{case.get('case')}", ""))
    return found


def _keys(spot: Spot) -> set[str]:
    if record_of(spot.hint).__name__ == "Section":
        return set(keys_in([{"key": each.get("key")} for each in spot.plain.get("fields") or []]))
    key = key_name(spot.hint)
    edition = isinstance(spot.steps[-1], str)
    return {str(spot.steps[-1])} if edition else {str(spot.plain.get(key))} - {"", "None"} if key else set()


def _uses(spot: Spot, shape: str, keys: set[str]) -> bool:
    owner = record_of(spot.hint).__name__
    for named_by, name in NAMED[shape]:
        if owner == named_by and _named(spot.plain.get(name)) & keys:
            return True
    return shape in IN_FORMULAS and any(_in_formula(str(spot.plain.get(name) or ""), keys) for name in FORMULAS)


def _named(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {str(value.get("field"))}
    return {str(each) for each in value} if isinstance(value, list) else {str(value)}


def _in_formula(text: str, keys: set[str]) -> bool:
    return bool(set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text)) & keys)


def _records(spot: Spot) -> Iterator[Spot]:
    """Every record below a part that has a page."""
    if item_of(spot.hint) is not None:
        for step in range(len(spot.plain)) if isinstance(spot.plain, list) else spot.plain:
            yield from _records(item_at(spot, step))
    elif spot.kind is Kind.PAGE:
        yield spot
        for name, member in members_of(spot.hint).items():
            if member.kind in ON_PAGES:
                yield from _records(step_into(spot, name))
