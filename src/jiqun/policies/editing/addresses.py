"""Where a part of a draft is: its steps in the pack, and the address of its page, which names items by their keys."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, get_args

from jiqun.core.policy.dated import Dated
from jiqun.core.policy.textschema import PartText
from jiqun.core.policy.valuetext import day_words
from jiqun.core.texts.catalogue import part_of, parts_of
from jiqun.policies.editing.shapes import Kind, Member, Pack, item_of, key_name, members_of, record_of
from jiqun.policies.parts import Path

DATES = "dates"
"""The page of the round's days and years, apart from that of its basics."""
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
AT = "~"
"""Stands before the position of an item that no key tells apart."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One part: its steps in the pack, its shape, its stored value, and the member that holds it (None for items)."""

    steps: Path
    hint: Any
    plain: Any
    member: Member | None = None
    above: Spot | None = None
    page: str = ""

    @property
    def address(self) -> str:
        """The path of its page."""
        return self.page or address_of(self)

    @property
    def kind(self) -> Kind:
        """How it is edited as a whole."""
        if self.member is not None:
            return self.member.kind
        return Kind.DATED if record_of(self.hint) is Dated else Kind.PAGE

    @property
    def trail(self) -> list[Spot]:
        """The parts around it, the outermost first, itself last."""
        return [*(self.above.trail if self.above else []), self]

    @property
    def name(self) -> str:
        """What the page calls it."""
        if self.page == DATES:
            return "日期与数据年度"
        if self.member is not None:
            return self.member.label
        return name_of(self) if self.steps else ""

    def owner_of(self, shape: type) -> Spot | None:
        """The nearest part around it, or itself, of that shape."""
        return next((each for each in reversed(self.trail) if record_of(each.hint) is shape), None)


def root(pack: Any) -> Spot:
    """The whole pack."""
    return Spot((), Pack, pack)


def locate(pack: Any, address: str) -> Spot:
    """The part at an address such as ``criteria/national-2022/criteria/C1.2``; raises LookupError."""
    pieces = [piece for piece in address.split("/") if piece]
    if not pieces:
        raise LookupError(address)
    page = DATES if pieces == [DATES] else ""
    spot = root(pack)
    for piece in ["round"] if page else pieces:
        spot = step_into(spot, piece)
    return replace(spot, page=page)


def step_into(spot: Spot, piece: str) -> Spot:
    """One step down by the piece of an address; raises LookupError."""
    inner = item_of(spot.hint)
    if inner is None:
        return _into_record(spot, piece)
    if isinstance(spot.plain, dict):
        return Spot((*spot.steps, piece), inner, spot.plain[piece], None, spot)
    position = _position(spot, inner, piece)
    return Spot((*spot.steps, position), inner, spot.plain[position], None, spot)


def again(spot: Spot, pack: Any) -> Spot:
    """The same place in another version of the pack, whatever is called there now."""
    found = root(pack)
    for step in spot.steps:
        found = item_at(found, step) if item_of(found.hint) is not None else step_into(found, str(step))
    return replace(found, page=spot.page)


def item_at(spot: Spot, position: int | str) -> Spot:
    """The item of a list or table at a position or key."""
    return Spot((*spot.steps, position), item_of(spot.hint), spot.plain[position], None, spot)


def address_of(spot: Spot) -> str:
    """The path that leads to a part: keys where items have them, so that links stay right when items are moved."""
    if spot.above is None:
        return ""
    step = spot.steps[-1]
    piece = _piece(spot, step) if isinstance(step, int) else step
    return f"{address_of(spot.above)}/{piece}".lstrip("/")


def name_of(item: Spot) -> str:
    """What an item is called: its label, title or place; else the word of its key."""
    plain, step = item.plain, item.steps[-1]
    if record_of(item.hint) is PartText and _text_part(plain):
        return _text_part(plain)
    if isinstance(plain, dict):
        for name in ("label", "title", "place", "about"):
            if plain.get(name):
                return str(plain[name])
    if isinstance(step, int):
        return f"第{step + 1}项"
    key: Any = get_args(item.above.hint)[0] if item.above else str
    if key is date and DAY.fullmatch(step):
        with suppress(ValueError):
            return f"自{day_words(date.fromisoformat(step))}起"
    return str(key(step).label) if issubclass(key, Enum) and step in key.codes() else step


def document_name(plain: Any) -> str:
    """Which document a fixed text belongs to."""
    try:
        return parts_of(str(plain.get("key", "")).partition(".")[0]).label
    except KeyError:
        return "其他"


def _text_part(plain: Any) -> str:
    try:
        return part_of(str(plain.get("key", ""))).label
    except KeyError:
        return ""


def _into_record(spot: Spot, piece: str) -> Spot:
    member = members_of(spot.hint).get(piece) if record_of(spot.hint) else None
    if member is None or not isinstance(spot.plain, dict):
        raise LookupError(piece)
    stored = spot.plain.get(piece)
    if stored is None and member.kind in (Kind.LIST, Kind.TABLE):
        stored = [] if member.kind is Kind.LIST else {}
    if stored is None and member.kind is Kind.PAGE:
        stored = {}
    if stored is None:
        raise LookupError(piece)
    return Spot((*spot.steps, piece), member.hint, stored, member, spot)


def _position(spot: Spot, inner: Any, piece: str) -> int:
    if piece.startswith(AT) and piece[1:].isascii() and piece[1:].isdecimal() and int(piece[1:]) < len(spot.plain):
        return int(piece[1:])
    key = key_name(inner)
    for position, item in enumerate(spot.plain):
        if key and isinstance(item, dict) and item.get(key) == piece:
            return position
    raise LookupError(piece)


def _piece(spot: Spot, position: int) -> str:
    """The key of an item if it alone has it and it can stand in an address, else its position."""
    key = key_name(spot.hint)
    items = spot.above.plain if spot.above else []
    own = str(spot.plain.get(key, "")) if key and isinstance(spot.plain, dict) else ""
    alone = sum(1 for item in items if isinstance(item, dict) and item.get(key) == own) == 1
    fit = own and "/" not in own and not own.startswith(AT) and own not in (".", "..")
    return own if alone and fit else f"{AT}{position}"
