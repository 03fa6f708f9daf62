"""The parts of a draft as a table of contents: how much stands in each, and how much is still to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import Problem
from jiqun.core.vocabulary import Mark
from jiqun.policies.editing.addresses import Spot, locate
from jiqun.policies.editing.kinds import is_on_page
from jiqun.policies.editing.outline import outline
from jiqun.policies.editing.shapes import ON_PAGES, Member, members_of
from jiqun.policyfiles.pack import Pack

TO_CHECK = frozenset({Mark.SECONDARY.value, Mark.ASSUMED.value})
TOP = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the contents; ``address`` is that of its page, ``to_check`` counts what is 转引 or 暂定."""

    name: str
    address: str
    holds: str
    to_check: int
    wrong: int = 0


def contents(pack: Pack, problems: list[Problem]) -> list[Part]:
    """All parts in the order of the work."""
    return [_part(pack, entry.label, entry.address, problems) for entry in outline(pack) if entry.level == TOP]


def _part(pack: Pack, label: str, address: str, problems: list[Problem]) -> Part:
    spot = locate(pack, address)
    if len(spot.steps) > 1:
        key = ".".join(str(step) for step in spot.steps)
        wrong = sum(1 for each in problems if f"{each.key}.".startswith(f"{key}."))
        return Part(label, address, _held(spot.plain), to_check(spot.plain), wrong)
    names = {name for name, member in members_of(RoundPolicy).items() if _is_own(spot, member)}
    own = {name: spot.plain.get(name) for name in names}
    return Part(label, address, "", to_check(own), sum(1 for each in problems if _member_of(each.key) in names))


def _is_own(spot: Spot, member: Member) -> bool:
    """Whether a member of the round has no page of its own and stands on this one."""
    return member.kind not in ON_PAGES and is_on_page(spot, member)


def _member_of(key: str) -> str:
    head, _, rest = key.partition(".")
    return rest.partition(".")[0] if head == "round" else ""


def _held(plain: Any) -> str:
    """How much stands there, in words."""
    if isinstance(plain, list):
        return f"{len(plain)}项"
    if isinstance(plain, dict):
        for name, words in (("criteria", "项条件"), ("sections", "部分"), ("items", "项")):
            if isinstance(plain.get(name), list):
                return f"{len(plain[name])}{words}"
    return ""


def to_check(plain: Any) -> int:
    """How many different sources below are not the document itself."""
    return len({_identity(source) for source in _sources(plain) if source.get("mark") in TO_CHECK})


def _identity(source: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(source.get(name, "")) for name in ("document", "clause", "mark", "note"))


def _sources(plain: Any) -> Iterator[dict[str, Any]]:
    if isinstance(plain, dict):
        if "mark" in plain and "document" in plain:
            yield plain
        for value in plain.values():
            yield from _sources(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _sources(value)
