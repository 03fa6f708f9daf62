"""Everything that the page of one part shows besides its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.schema import CriteriaSet, Field, QuotaException, RoundPolicy, Section
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.listing import Line, lines_of
from jiqun.policies.editing.making import can_be_named
from jiqun.policies.editing.names import options_for
from jiqun.policies.editing.outline import children
from jiqun.policies.editing.shapes import Kind, item_of, key_name, members_of, record_of
from jiqun.policies.editing.traces import trace

CLOSED = "各项均已列出，没有可以新增的；要改的打开相应一项。"
NO_KINDS = "本地区主管部门名册没有另定名额的单位类型，不设名额例外。"
LONG = 60
"""Lists with more entries are folded by their groups."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on a page: its entries, and whether and how one can be added."""

    spot: Spot
    lines: list[Line]

    @property
    def seen(self) -> str:
        """Which entries it shows, for whoever adds or moves one."""
        return trace(self.spot)

    @property
    def is_table(self) -> bool:
        """Whether its entries stand by name: they are copied, not added or moved."""
        return self.spot.kind is Kind.TABLE

    @property
    def is_fixed(self) -> bool:
        """Whether its entries are given once for all, such as the levels of a recognition."""
        return self.is_table and key_name(item_of(self.spot.hint)) == ""

    @property
    def may_copy(self) -> bool:
        """Whether the same may stand in it again under another name."""
        return can_be_named(self.spot) and not self.is_fixed

    @property
    def closed(self) -> str:
        """Why nothing can be added: everything there is stands in it already; empty where something can."""
        item = item_of(self.spot.hint)
        name = "kind" if record_of(item) is QuotaException else key_name(item)
        member = members_of(item).get(name) if record_of(item) else None
        options = options_for(member, self.spot) if member else None
        if options is None:
            return ""
        taken = {each.get(name) for each in self.spot.plain if isinstance(each, dict)} if options else set()
        if not {code for code, _ in options} <= taken:
            return ""
        return CLOSED if options else NO_KINDS

    @property
    def asks_name(self) -> bool:
        """Whether a new entry is given a name."""
        return can_be_named(self.spot)

    @property
    def is_grouped(self) -> bool:
        """Whether the entries say to which group they belong."""
        return any(line.group for line in self.lines)

    @property
    def is_long(self) -> bool:
        """Whether the groups are folded, so that one finds one's way."""
        return self.is_grouped and len(self.lines) > LONG

    @property
    def is_marked(self) -> bool:
        """Whether the entries have sources of their own."""
        return any(line.mark for line in self.lines)

    @property
    def is_numbered(self) -> bool:
        """Whether the entries have numbers of their own."""
        return any(line.number for line in self.lines)


def lists_on(spot: Spot) -> list[Listing]:
    """The lists shown in full on the page of a part."""
    if item_of(spot.hint) is not None:
        return [Listing(spot, lines_of(spot))]
    if record_of(spot.hint) in (RoundPolicy, CriteriaSet):
        return []
    return [Listing(each, lines_of(each)) for each in _lists(spot) if _belongs(spot, each)]


def links_on(spot: Spot) -> list[tuple[str, str, str]]:
    """Label, note and address of the parts that the page of a part leads to."""
    if record_of(spot.hint) is RoundPolicy or item_of(spot.hint) is not None:
        return []
    return [
        (each.name, f"{len(each.plain)}项" if each.kind is not Kind.PAGE else "", each.address)
        for each in children(spot)
        if each.kind is Kind.PAGE or record_of(spot.hint) is CriteriaSet
    ]


def preview_of(spot: Spot) -> dict[str, Any] | None:
    """The section of the form that a part is or lies in, as the county will see it."""
    section = spot.owner_of(Section)
    if section is None or not isinstance(section.plain, dict):
        return None
    own = spot.owner_of(Field)
    fields = [own.plain] if own else section.plain.get("fields") or []
    return {"label": section.plain.get("label"), "help": "" if own else section.plain.get("help"), "fields": fields}


def _lists(spot: Spot) -> list[Spot]:
    return [each for each in children(spot) if each.kind in (Kind.LIST, Kind.TABLE)]


def _belongs(spot: Spot, child: Spot) -> bool:
    """Columns are asked of tables only."""
    return record_of(spot.hint) is not Field or child.steps[-1] != "columns" or spot.plain.get("kind") == "rows"
