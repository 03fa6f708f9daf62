"""Trees of what stands in rows: values by day, and small records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from jiqun.core.policy.dated import Dated, Valued
from jiqun.policies.editing import kinds
from jiqun.policies.editing.dates import DatedNode, DatedRow
from jiqun.policies.editing.ground import Ground, terms
from jiqun.policies.editing.inputs import Asking
from jiqun.policies.editing.keys import fresh_key
from jiqun.policies.editing.names import value_options
from jiqun.policies.editing.nodes import Leaf
from jiqun.policies.editing.rows import Row, Several
from jiqun.policies.editing.shapes import ABSENT, Kind, Member, item_of, key_name, kind_of, members_of

SHORT = 40
"""Texts longer than this get an input of several lines."""


def several(ground: Ground, member: Member, stored: Any, name: str) -> Several:
    """Small records as rows."""
    item, held = item_of(member.hint), stored if isinstance(stored, list) else []
    key, positions, rows = key_name(item), [str(at) for at in range(len(held))], []
    for at in range(ground.count(name, len(held))):
        origin = ground.origin(name, at, positions)
        known = held[int(origin)] if origin else ABSENT
        more = {key: fresh_key(item, [each.get(key) for each in held], at + 1)} if _is_proposed(item, key) else {}
        order = Leaf(f"{name}-{at}-order", Asking(Kind.WHOLE, "次序"), at + 1)
        rows.append(Row(f"{name}-{at}", known, origin, _leaves(ground, item, known, f"{name}-{at}"), order, more))
    return Several(name, member.label, member.help, rows, stored, kinds.needed_by(member))


def _is_proposed(item: Any, key: str) -> bool:
    return bool(key) and members_of(item)[key].kind is Kind.KEY


def _leaves(ground: Ground, item: Any, stored: Any, name: str) -> dict[str, Leaf]:
    known = stored if isinstance(stored, dict) else {}
    shown = [each for each in members_of(item).values() if each.kind is not Kind.KEY]
    leaves = {
        each.name: ground.leaf(each, known.get(each.name, ABSENT), f"{name}-{each.name}", is_new=not known)
        for each in shown
    }
    first = leaves[shown[0].name]
    first.asking = replace(first.asking, focus=not known)
    return leaves


def dated(ground: Ground, member: Member, stored: Any, name: str) -> DatedNode:
    """Values by day, the newest first."""
    held = stored if isinstance(stored, dict) else {}
    days = sorted(held.get("values") or {}, reverse=True)
    rows = [
        _dated_row(ground, member, held, ground.origin(name, at, days), f"{name}-{at}")
        for at in range(ground.count(name, len(days)))
    ]
    words = members_of(Dated[str])
    heading = {
        part: Leaf(f"{name}-{part}", Asking(Kind.TEXT, words[part].label, words[part].help), held.get(part, ABSENT), "")
        for part in ("about", "unit")
    }
    return DatedNode(
        name,
        held.get("about") or member.label,
        member.help,
        heading["about"],
        heading["unit"],
        rows,
        stored,
        member.optional,
        kinds.needed_by(member),
    )


def _dated_row(ground: Ground, member: Member, held: dict[str, Any], origin: str, name: str) -> DatedRow:
    stored = held["values"][origin] if origin else ABSENT
    known = stored if isinstance(stored, dict) else {}
    since = Leaf(f"{name}-since", Asking(Kind.DAY, "自何日起", required=True, focus=not origin), origin or ABSENT)
    asking = _asking_value(member, held)
    value = Leaf(f"{name}-value", asking, known.get("value", ABSENT))
    source = members_of(Valued[str])["source"]
    read_in = ground.record(source, known.get("source", ABSENT), f"{name}-source", is_new=not known)
    return DatedRow(name, stored, origin, since, value, read_in)


def _asking_value(member: Member, held: dict[str, Any]) -> Asking:
    hint = (get_args(member.hint) or (str,))[0]
    kind, options = kind_of("value", hint), value_options(member)
    if options is None and kind is Kind.TERM:
        options = terms(hint)
    if kind is Kind.TEXT and options is None and any(len(text) > SHORT for text in _texts(held)):
        kind = Kind.LONG
    return Asking(kind, "值", required=True, options=options, unit=str(held.get("unit") or ""))


def _texts(held: dict[str, Any]) -> list[str]:
    values = [each for each in (held.get("values") or {}).values() if isinstance(each, dict)]
    return [str(each.get("value")) for each in values]
