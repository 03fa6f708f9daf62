"""Help that depends on what is being edited, where a line for every record of the shape would not do."""

from __future__ import annotations

from jiqun.core.texts.catalogue import part_of
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.shapes import Member


def hint_for(member: Member, spot: Spot) -> str:
    """What the text of a document may name and how long it may be; empty where the usual line says it all."""
    if (member.owner.__name__, member.name) != ("PartText", "text"):
        return ""
    key = spot.plain.get("key") if isinstance(spot.plain, dict) else None
    try:
        part = part_of(str(key))
    except KeyError:
        return ""
    blank = "可以留空；" if part.optional else ""
    return f"可写入：{part.may_name}。{blank}不超过{part.longest}字。"
