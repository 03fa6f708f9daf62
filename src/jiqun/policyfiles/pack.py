"""A policy in parts, as it is edited: the round, its editions of criteria by name, and the cases it is tried against.

A pack is plain data (text, whole numbers, truth values, lists and tables) with the keys of :data:`PARTS`. The criteria
of a track are the name of an edition; an edition that two tracks use stands once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.loader import decode, to_plain
from jiqun.core.policy.schema import CriteriaSet, RoundPolicy
from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table, plain_tree
from jiqun.policyfiles.folder import FILE_NAME
from jiqun.policyfiles.regions import region_problems
from jiqun.policyfiles.texts import completed

Pack = dict[str, Any]
PARTS = ("round", "criteria", "cases", "answers")
"""``cases`` as under ``policydata/cases/criteria``, one table each; ``answers``: the dossier that they depart from."""
OF_A_TRACK = re.compile(r"tracks\.(\d+)\.criteria(?:\.(.+))?")


def split(
    policy: RoundPolicy, cases: Iterable[Mapping[str, Any]] = (), answers: Mapping[str, Any] | None = None
) -> Pack:
    """The policy in parts; criteria of one name that differ between tracks keep apart under names of their own."""
    plain = to_plain(policy)
    editions: dict[str, Any] = {}
    for track in plain["tracks"]:
        name = _name_for(track["criteria"], editions)
        editions[name], track["criteria"] = track["criteria"], name
    return {
        "round": plain,
        "criteria": editions,
        "cases": [dict(case) for case in cases],
        "answers": dict(answers or {}),
    }


def _name_for(edition: dict[str, Any], taken: Mapping[str, Any]) -> str:
    own = edition["name"] if FILE_NAME.fullmatch(edition["name"]) else "criteria"
    candidates = [own, *(f"{own[:50]}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in candidates if taken.get(name, edition) == edition)


def tree_of(pack: Pack) -> Node:
    """The tree of the round with its editions put in place.

    Raises:
        PolicyError: a value that is not plain, or a track that names no edition of the pack.
    """
    tree = plain_tree(pack["round"])
    editions = {name: plain_tree(plain) for name, plain in pack["criteria"].items()}
    tracks = tree.entries.get("tracks") if isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(tracks, Listing):
        return tree  # the shape is refused when it is decoded
    problems: list[Problem] = []
    items = tuple(_placed(track, at, editions, problems) for at, track in enumerate(tracks.items))
    if problems:
        raise PolicyError(problems)
    return Table({**tree.entries, "tracks": Listing(items, tracks.place)}, tree.place, tree.keys)


def _placed(track: Node, at: int, editions: Mapping[str, Node], problems: list[Problem]) -> Node:
    named = track.entries.get("criteria") if isinstance(track, Table) else None
    if not isinstance(track, Table) or not isinstance(named, Scalar):
        return track
    if named.text is None or named.text not in editions:
        found = "未填写" if named.text is None else f"“{named.text}”"
        problems.append(
            Problem(named.place, f"round.tracks.{at}.criteria", f"应为下列之一：{'、'.join(editions)}", found)
        )
        return track
    return Table({**track.entries, "criteria": editions[named.text]}, track.place, track.keys)


def assembled(pack: Pack) -> RoundPolicy:
    """The whole policy, checked as a whole.

    Raises:
        PolicyError: with every problem found; its key leads to the part, e.g. ``round.quota.per_niche.values`` or
            ``criteria.national-2022.criteria.3.threshold``.
    """
    problems = _unused_editions(pack)
    try:
        policy = decode(tree_of(pack), RoundPolicy)
    except PolicyError as error:
        raise PolicyError([*(_in_part(each, pack) for each in error.problems), *problems]) from error
    flaws = [*check_policy(policy), *region_problems(policy)]
    problems = [*(_in_part(each, pack) for each in flaws), *problems]
    if problems:
        raise PolicyError(problems)
    return completed(policy)


def _unused_editions(pack: Pack) -> list[Problem]:
    """What would be lost when the pack is put together: editions that no track uses, with what is wrong inside them."""
    tracks = pack["round"].get("tracks") if isinstance(pack["round"], dict) else None
    used = {track.get("criteria") for track in tracks or () if isinstance(track, dict)}
    problems = []
    for name in pack["criteria"]:
        if name not in used:
            problems.append(Problem(Place(), f"criteria.{name}", "应有申报类别使用这份认定标准", "没有类别使用"))
            problems += _problems_of_edition(name, pack)
    return problems


def _problems_of_edition(name: str, pack: Pack) -> list[Problem]:
    try:
        decode(plain_tree(pack["criteria"][name]), CriteriaSet)
    except PolicyError as error:
        return [replace(each, key=f"criteria.{name}.{each.key}".rstrip(".")) for each in error.problems]
    return []


def part_key(key: str, pack: Pack) -> str:
    """A place in the policy, such as ``tracks.1.criteria.criteria.3``, as a place in the pack."""
    if found := OF_A_TRACK.fullmatch(key):
        name = pack["round"]["tracks"][int(found[1])]["criteria"]
        if found[2] and isinstance(name, str):
            return f"criteria.{name}.{found[2]}"
    return key if key.partition(".")[0] in PARTS else f"round.{key}".rstrip(".")


def _in_part(problem: Problem, pack: Pack) -> Problem:
    """The problem at the part it is edited in."""
    return replace(problem, key=part_key(problem.key, pack))
