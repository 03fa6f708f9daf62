"""From the shape and the stored value of a part to its tree of inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.policies.editing import kinds
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.ground import Ground
from jiqun.policies.editing.inputs import Asking
from jiqun.policies.editing.names import conditions
from jiqun.policies.editing.nodes import Condition, Node, Record
from jiqun.policies.editing.rowtrees import dated, several
from jiqun.policies.editing.shapes import ABSENT, ON_PAGES, Kind, Member, members_of

BY_KIND = "kind"
VALUE = "value"
"""The name of the only input of a page that is one dated value."""


def tree_for(spot: Spot, posted: Mapping[str, Any]) -> Node | None:
    """The tree of a part; None where everything in it has pages of its own."""
    ground = Ground(spot, posted)
    if spot.kind is Kind.DATED:
        member = spot.member or Member(type(spot), VALUE, spot.hint, False, ABSENT, Kind.DATED)
        return dated(ground, member, spot.plain, VALUE)
    if spot.kind is not Kind.PAGE:
        return None
    nodes = {
        name: _node(ground, member, spot.plain.get(name, ABSENT), name)
        for name, member in _in_order(members_of(spot.hint))
        if member.kind not in (*ON_PAGES, Kind.KEY) and kinds.is_on_page(spot, member)
    }
    return Record(spot.name, "", nodes, spot.plain) if nodes else None


def _in_order(members: dict[str, Member]) -> list[tuple[str, Member]]:
    """As declared; but what the kind of a record asks for follows the kind, and where it was read comes last."""
    names = list(members)
    asked_first = names.index(BY_KIND) if BY_KIND in names else len(names)

    def rank(pair: tuple[str, Member]) -> int:
        name, member = pair
        if member.kind is Kind.SOURCE:
            return 3
        if kinds.needed_by(member):
            return 1
        return 0 if names.index(name) <= asked_first else 2

    return sorted(members.items(), key=rank)


def _node(ground: Ground, member: Member, stored: Any, name: str) -> Node:
    match member.kind:
        case Kind.DATED:
            return dated(ground, member, stored, name)
        case Kind.SOURCE | Kind.GROUP:
            return ground.record(member, stored, name)
        case Kind.ROWS:
            return several(ground, member, stored, name)
        case Kind.CONDITION:
            asking = Asking(Kind.TERM, member.label, member.help, options=conditions(ground.spot))
            return Condition(name, asking, stored, optional=True)
    return ground.leaf(member, stored, name)
