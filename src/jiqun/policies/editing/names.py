"""What may be chosen where a part refers to others: aspects, indicators, questions, tracks, editions of criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

from jiqun.core.policy.loader import PolicyError, to_plain
from jiqun.core.policy.schema import CriteriaSet, FieldKind, Roles
from jiqun.core.texts.catalogue import DOCUMENT_PARTS
from jiqun.core.texts.summary import SUMMARY_FACTS
from jiqun.core.vocabulary import Level
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.shapes import Member
from jiqun.policyfiles.folder import policydata_root, read_region

Options = list[tuple[str, str]]
Groups = list[tuple[str, Options]]
YES_NO: Options = [("yes", "是"), ("no", "否")]
SUMMED = (FieldKind.YEARS, FieldKind.INTEGER, FieldKind.DECIMAL)
TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
NAMED = (*TEXTS, FieldKind.CHOICE)
MOST_PLACES = 3
GROWTH: Options = [("compound", "复合增速"), ("mean", "逐年增速的平均")]


def options_for(member: Member, spot: Spot) -> Options | None:
    """Code and label of everything a member may name; None where any text may stand."""
    finder = FINDERS.get((member.owner.__name__, member.name))
    return finder(spot) if finder else None


def value_options(member: Member) -> Options | None:
    """The same for the value of a dated member."""
    return VALUES.get((member.owner.__name__, member.name))


def questions(pack: Any) -> Iterator[dict[str, Any]]:
    """Every question of the form, in order."""
    for section in _items(pack["round"].get("form") or {}, "sections"):
        yield from _items(section, "fields")


def conditions(spot: Spot) -> Groups:
    """What a question may depend on: the answers of each question before it, coded as ``key=answer``."""
    found: Groups = []
    for asked in questions(_pack(spot)):
        if asked is spot.plain:
            break
        if answers := answers_of(asked):
            label = str(asked.get("label") or "未命名")
            found.append((label, [(f"{asked.get('key')}={code}", f"{label}：{word}") for code, word in answers]))
    return found


def answers_of(asked: dict[str, Any]) -> Options:
    """The answers a question can be given, if they are few and known."""
    if asked.get("kind") == FieldKind.YES_NO:
        return YES_NO
    if asked.get("kind") in (FieldKind.CHOICE, FieldKind.CHOICES):
        return _pairs(_items(asked, "choices"), "code")
    return []


def _tracks(spot: Spot) -> Options:
    return _pairs(_items(_pack(spot)["round"], "tracks"), "id")


def _editions(spot: Spot) -> Options:
    return [(name, str(each.get("title") or name)) for name, each in _pack(spot)["criteria"].items()]


def _aspects(spot: Spot) -> Options:
    return _pairs(_of_edition(spot, "aspects"), "id")


def _indicators(spot: Spot) -> Options:
    return _pairs(_of_edition(spot, "indicators"), "id")


def _vetoes(spot: Spot) -> Options:
    return _pairs([each for each in questions(_pack(spot)) if each.get("kind") == FieldKind.YES_NO], "key")


def _texts(spot: Spot) -> Options:
    return _pairs([each for each in questions(_pack(spot)) if each.get("kind") in TEXTS], "key")


def _groups(spot: Spot) -> Options:
    """The groups of which one condition suffices, told by their members, and one more that nobody is in."""
    found: dict[str, list[str]] = {}
    for each in _of_edition(spot, "criteria"):
        if each.get("either"):
            found.setdefault(str(each["either"]), []).append(str(each.get("id")))
    fresh = next(name for name in (f"either_{at}" for at in range(1, len(found) + 2)) if name not in found)
    known = [(name, f"与{'、'.join(members)}同组，满足其一即可") for name, members in found.items()]
    return [*known, (fresh, "另设一组（再到其他条件选择同一组）")]


def _regions(spot: Spot) -> Options:  # noqa: ARG001 - finders take the part
    return _regions_shipped()


@lru_cache(maxsize=1)
def _regions_shipped() -> Options:
    names = sorted(path.stem for path in (policydata_root() / "regions").glob("*.yaml"))
    return [(name, read_region(name).title) for name in names]


def region_kinds(spot: Spot) -> Options:
    """The kinds of recommender that the region of the round has, each told by who is of it; none as a rule."""
    found: dict[str, list[str]] = {}
    try:
        authorities = read_region(str(_pack(spot)["round"].get("region"))).authorities
    except PolicyError:
        return []
    for each in authorities:
        if each.kind:
            found.setdefault(each.kind, []).append(each.place)
    return [(kind, f"{'、'.join(places[:MOST_PLACES])}等{len(places)}个单位") for kind, places in found.items()]


def _asked_for(name: str, spot: Spot) -> Options:
    """The questions that may have a role; one that stands by its usual key although the form lacks it says so."""
    known = _pairs([each for each in questions(_pack(spot)) if _may_have(each, name)], "key")
    held = (spot.plain.get("roles") or {}).get(name) if isinstance(spot.plain, dict) else None
    default = to_plain(getattr(Roles(), name))
    named = held if held is not None else default
    stray = [each for each in (named if isinstance(named, list) else [named]) if each and each not in dict(known)]
    return [*known, *((each, "表中没有这一项") for each in stray)]


def _may_have(asked: dict[str, Any], role: str) -> bool:
    """Whether a question is of a kind for the role; a table with names counts as a list of bodies."""
    if role == "bodies" and asked.get("kind") == FieldKind.ROWS:
        return any(each.get("key") == "name" for each in _items(asked, "columns"))
    return asked.get("kind") in ROLE_KINDS[role]


def _documents(spot: Spot) -> Options:  # noqa: ARG001 - finders take the part
    return [
        (f"{each.key}.{part.key}", f"{each.label} · {part.label}") for each in DOCUMENT_PARTS for part in each.parts
    ]


def _summary(spot: Spot) -> Options:
    figures = [each for each in questions(_pack(spot)) if each.get("kind") in SUMMED]
    editions = [each for edition in _pack(spot)["criteria"].values() for each in _items(edition, "indicators")]
    return list(dict([*SUMMARY_FACTS.items(), *_pairs(figures, "key"), *_pairs(editions, "id")]).items())


def _of_edition(spot: Spot, part: str) -> list[dict[str, Any]]:
    edition = spot.owner_of(CriteriaSet)
    return _items(edition.plain, part) if edition else []


def _items(plain: dict[str, Any], part: str) -> list[dict[str, Any]]:
    return [each for each in plain.get(part) or [] if isinstance(each, dict)]


def _pairs(items: list[dict[str, Any]], key: str) -> Options:
    return [(str(each.get(key, "")), str(each.get("label") or "未命名")) for each in items]


def _pack(spot: Spot) -> Any:
    return spot.trail[0].plain


ROLE_KINDS: dict[str, tuple[FieldKind, ...]] = {
    "town": (FieldKind.YES_NO,),
    "commitment": (FieldKind.YES_NO,),
    "output": SUMMED,
    "name": NAMED,
    "niche": NAMED,
    "leading_industry": NAMED,
    "town_name": NAMED,
    "exception": NAMED,
    "bodies": (FieldKind.TEXT, FieldKind.ROWS),
}
"""Of which kind a question must be to have a role."""
FINDERS: dict[tuple[str, str], Callable[[Spot], Options]] = {
    **{("Roles", name): partial(_asked_for, name) for name in ROLE_KINDS},
    ("QuotaException", "kind"): region_kinds,
    ("Track", "criteria"): _editions,
    ("Criterion", "aspect"): _aspects,
    ("Criterion", "indicator"): _indicators,
    ("Criterion", "field"): _vetoes,
    ("Criterion", "either"): _groups,
    ("Criterion", "reason_field"): _texts,
    ("Section", "tracks"): _tracks,
    ("Field", "tracks"): _tracks,
    ("CheckItem", "tracks"): _tracks,
    ("RoundPolicy", "region"): _regions,
    ("PartText", "key"): _documents,
    ("SummaryColumn", "key"): _summary,
}
VALUES: dict[tuple[str, str], Options] = {
    ("Track", "prerequisite"): Level.choices(),
    ("Conventions", "growth"): GROWTH,
}
