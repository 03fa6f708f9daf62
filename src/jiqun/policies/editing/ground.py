"""What a tree of inputs is made from: the part, what the page posts, and single inputs and groups of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.schema import Operator
from jiqun.core.vocabulary import Term
from jiqun.policies.editing import kinds
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.hints import hint_for
from jiqun.policies.editing.inputs import CONDITION, FIGURE, Asking
from jiqun.policies.editing.names import options_for
from jiqun.policies.editing.nodes import Leaf, Node, Record
from jiqun.policies.editing.shapes import ABSENT, Kind, Member, members_of
from jiqun.ui.posted import key_in

MOST_ROWS = 100
FORMULAS = {"formula": FIGURE, "when": CONDITION, "rule": CONDITION, "left": FIGURE, "right": FIGURE}
NEEDED = frozenset({"indicator", "operator", "field", "rule"})
DECIDED = frozenset({("Criterion", "kind"), ("Criterion", "aspect")})
"""What a part is saved with only when it was chosen."""
MAY_BE_EMPTY = frozenset({"text", "number", "tracks", "clause"})
"""Texts that a document may well not have."""
OPERATORS = {
    Operator.AT_LEAST: "不低于（以上，含本数）",
    Operator.ABOVE: "高于（不含本数）",
    Operator.AT_MOST: "不超过（以内，含本数）",
    Operator.BELOW: "低于（不含本数）",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """``posted`` is empty on the first visit."""

    spot: Spot
    posted: Mapping[str, Any]

    def count(self, name: str, stored: int) -> int:
        """How many rows of a name the page shows."""
        posted = self.posted.get(f"{name}-rows")
        shown = stored if posted is None else key_in(str(posted))
        return min(shown, max(stored, MOST_ROWS))

    def origin(self, name: str, at: int, stored: list[str]) -> str:
        """Which stored row a row of the page began as; empty for a new one."""
        if f"{name}-rows" not in self.posted:
            return stored[at] if at < len(stored) else ""
        claimed = str(self.posted.get(f"{name}-{at}-origin", ""))
        return claimed if claimed in stored else ""

    def leaf(self, member: Member, stored: Any, name: str, *, is_new: bool = False) -> Leaf:
        """One input; ``is_new``: of a row not stored yet, which must be filled in if it is to count."""
        options: Any = options_for(member, self.spot)
        if options is None and member.kind is Kind.TERM:
            options = terms(member.hint)
        asking = Asking(
            member.kind,
            member.label,
            hint_for(member, self.spot) or member.help,
            required=_is_required(member, stored, is_new=is_new),
            options=options,
            tick=member.kind is Kind.YES_NO,
            formula=FORMULAS.get(member.name, "") if member.kind is Kind.LONG else "",
            needed=_is_needed(member),
        )
        return Leaf(name, asking, stored, member.default, member.optional, kinds.needed_by(member))

    def record(self, member: Member, stored: Any, name: str, *, is_new: bool = False) -> Record:
        """A group of inputs; that of a source stands folded."""
        held = stored if isinstance(stored, dict) else {}
        nodes: dict[str, Node] = {}
        for each in members_of(member.hint).values():
            make = self.record if each.kind is Kind.SOURCE else self.leaf
            if each.kind is not Kind.KEY:
                nodes[each.name] = make(each, held.get(each.name, ABSENT), f"{name}-{each.name}", is_new=is_new)
        folded = member.kind is Kind.SOURCE
        return Record(member.label, member.help, nodes, stored, member.optional, folded, kinds.needed_by(member))


def _is_needed(member: Member) -> bool:
    """Whether the whole check wants it, be it blank for now: the page must not call it optional."""
    by_kind = member.name in NEEDED and bool(kinds.needed_by(member))
    return by_kind or (member.default is ABSENT and not member.optional and member.name not in MAY_BE_EMPTY)


def _is_required(member: Member, stored: Any, *, is_new: bool) -> bool:
    """Whether it may not be left blank: what is blank as it is stored stays so until the whole is checked."""
    if (member.owner.__name__, member.name) in DECIDED:
        return True
    if is_new:
        return member.default is ABSENT or member.kind is Kind.TERM
    chosen = member.kind is Kind.TERM and not member.optional
    return (chosen or member.default is ABSENT) and stored not in ("", ABSENT, None)


def terms(hint: type[Term]) -> list[tuple[str, str]]:
    """The words of a term to choose from."""
    return [(str(each.value), OPERATORS.get(each, each.label)) for each in hint]  # type: ignore[call-overload]
