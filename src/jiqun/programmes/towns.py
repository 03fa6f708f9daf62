"""Key specialised towns (N16): which are listed, and whether what a declaration says of itself is found among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jiqun.core import roles
from jiqun.core.policy.registers import TownEntry
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import PolicyError
from jiqun.policyfiles.folder import read_towns

WHOLE_CITY = "00"
"""How the division code of a whole city ends."""
TAIL = "专业镇"
UNSAID = ("省级", "市级", "重点", "特色")
"""Words around a name that name no town."""
SHORTEST = 2


@lru_cache(maxsize=4)
def listed_towns(region: str) -> tuple[TownEntry, ...]:
    """The towns on the list of a region by division, read once; none where there is no list."""
    try:
        found = read_towns(region)
    except PolicyError:
        return ()
    return tuple(sorted(found, key=lambda each: (each.code, each.name)))


def is_named(town: TownEntry, county_code: str, name: str) -> bool:
    """Whether somebody in that county who says this name means the town: the place fits, and one name holds the other.

    What is left of the name without 专业镇 and the like must say more than the place: “阳城专业镇” names no town.
    """
    within = county_code[:4] == town.code[:4] if town.code.endswith(WHOLE_CITY) else county_code == town.code
    said, known = _bare(name), _bare(town.name)
    if not within or len(said) < SHORTEST or said in town.place:
        return False
    return said in known or known in said


def listed_town(policy: RoundPolicy, county_code: str, answers: Mapping[str, object]) -> TownEntry | None:
    """The listed town that the answers of a county declare; None where they declare none, or one that is not listed."""
    if not (name := roles.town(policy.form, answers)):
        return None
    return next((town for town in listed_towns(policy.region) if is_named(town, county_code, name)), None)


def town_words(policy: RoundPolicy, county_code: str, answers: Mapping[str, object]) -> str:
    """“定襄法兰专业镇（省级名单）”, or that the list does not have it; empty where no town is declared."""
    name, town = roles.town(policy.form, answers), listed_town(policy, county_code, answers)
    if not name:
        return ""
    return f"{name}（{town.tier.label}名单）" if town else f"{name}（名单中未见）"


def _bare(name: str) -> str:
    bare = name.strip().removesuffix(TAIL)
    for word in UNSAID:
        bare = bare.replace(word, "")
    return bare
