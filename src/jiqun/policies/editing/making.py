"""New entries for a list: blank ones with a key proposed, and copies whose keys nobody else has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from enum import Enum
from typing import Any

from jiqun.core.policy.schema import CriteriaSet, Criterion
from jiqun.policies.editing import kinds
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.keys import LIKE_OTHERS, fresh_key, keys_in
from jiqun.policies.editing.names import options_for
from jiqun.policies.editing.shapes import ABSENT, KEYS, Kind, Member, item_of, key_name, members_of, record_of

COPY = "（副本）"
TITLES = ("label", "title", "place")
ZEROS: dict[Kind, Any] = {
    Kind.WHOLE: 0,
    Kind.DECIMAL: "0",
    Kind.YES_NO: False,
    Kind.LINES: [],
    Kind.ROWS: [],
    Kind.LIST: [],
}

UNDECIDED = frozenset({(Criterion, "aspect"), (Criterion, "kind")})
"""What is left to be chosen: a proposal would pass for a decision."""


def blank_item(spot: Spot, label: str) -> Any:
    """A new entry of the list, called ``label``; what it must have and nobody knows yet is left empty."""
    return _blank(item_of(spot.hint), spot, label)


def can_be_named(spot: Spot) -> bool:
    """Whether a new entry of the list is given a name in words."""
    return bool(set(TITLES) & set(members_of(item_of(spot.hint))))


def completed(spot: Spot, typed: Any) -> Any:
    """What was typed, with what follows from it: nothing of another kind, and a bound in the unit of its indicator."""
    if typed == spot.plain or not isinstance(typed, dict):
        return typed
    kept = {**typed, **{name: deepcopy(member.default) for name, member in _unasked(spot, typed)}}
    return _measured(spot, kept)


def _unasked(spot: Spot, typed: dict[str, Any]) -> Iterator[tuple[str, Member]]:
    """The members that a record of the chosen kind does not have: the page hides them, and so they are dropped."""
    for name, member in members_of(spot.hint).items() if record_of(spot.hint) else ():
        if name in typed and not kinds.asks(member, typed.get("kind")):
            yield name, member


def _measured(spot: Spot, typed: dict[str, Any]) -> dict[str, Any]:
    """A bound is measured in the unit of its indicator, unless said."""
    bound = typed.get("threshold") if record_of(spot.hint) is Criterion else None
    edition = spot.owner_of(CriteriaSet)
    if not isinstance(bound, dict) or edition is None:
        return typed
    found = [each for each in edition.plain.get("indicators") or [] if each.get("id") == typed.get("indicator")]
    if not found or bound.get("unit"):
        return typed
    plain_about = bound["about"] == members_of(Criterion)["threshold"].label
    about = f"{found[0].get('label')}{bound['about']}" if plain_about else bound["about"]
    return {**typed, "threshold": {**bound, "about": about, "unit": found[0].get("unit") or ""}}


def copy_of(spot: Spot) -> Any:
    """The same again under keys of its own, questions inside a copied section included."""
    taken = set(keys_in(spot.trail[0].plain))
    made = deepcopy(spot.plain)
    name = next((each for each in TITLES if isinstance(made.get(each), str)), "") if isinstance(made, dict) else ""
    if name:
        made[name] = f"{made[name]}{COPY}"
    _rekey(made, spot, taken)
    return made


def _rekey(made: Any, spot: Spot, taken: set[str]) -> None:
    key = key_name(spot.hint)
    if key and isinstance(made, dict) and made.get(key):
        numbered = record_of(spot.hint).__name__ in LIKE_OTHERS
        made[key] = fresh_key(spot.hint, [*taken, made[key]]) if numbered else _next(str(made[key]), taken)
        taken.add(made[key])
    renamed: dict[str, str] = {}
    for field in (made.get("fields") or []) if isinstance(made, dict) else []:
        fresh = _next(str(field.get("key")), taken)
        renamed[str(field.get("key"))] = fresh
        field["key"] = fresh
        taken.add(fresh)
    for field in (made.get("fields") or []) if isinstance(made, dict) else []:
        if field.get("only_if"):
            field["only_if"]["field"] = renamed.get(field["only_if"]["field"], field["only_if"]["field"])


def _next(key: str, taken: set[str]) -> str:
    stem, number = re.sub(r"_\d+$", "", key), 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def _blank(hint: Any, spot: Spot, label: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, member in members_of(hint).items():
        if name in TITLES and label:
            made[name] = label
            label = ""
        elif member.default is not ABSENT:
            made[name] = deepcopy(member.default)
        else:
            made[name] = _blank_member(member, spot, hint)
    return made


def _blank_member(member: Member, spot: Spot, hint: Any) -> Any:
    if member.name in KEYS and member.hint is str and options_for(member, spot) is None:
        return fresh_key(hint, [*keys_in(spot.trail[0].plain["round"].get("form")), *keys_in(spot.plain)])
    if member.kind is Kind.SOURCE:
        return deepcopy(_source_near(spot))
    if member.kind is Kind.DATED:
        return {"about": member.label, "values": {}, "unit": ""}
    if member.kind in (Kind.PAGE, Kind.GROUP):
        return _blank(member.hint, spot, "")
    if (hint, member.name) in UNDECIDED:
        return ""
    if options := options_for(member, spot):
        taken = set(keys_in(spot.plain)) if member.name in KEYS else set()
        return next((code for code, _ in options if code not in taken), options[0][0])
    if isinstance(member.hint, type) and issubclass(member.hint, Enum):
        return str(next(iter(member.hint)).value)
    return deepcopy(ZEROS.get(member.kind, ""))


def _source_near(spot: Spot) -> Any:
    """The source of the nearest record around the list, or else that of the notice."""
    for each in reversed(spot.trail):
        if isinstance(each.plain, dict) and isinstance(each.plain.get("source"), dict):
            return each.plain["source"]
    return spot.trail[0].plain["round"]["notice"]["source"]
