"""Where something of a draft is, in words: also where the draft cannot be put together yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.hints import Hint
from jiqun.core.policy.tree import Problem
from jiqun.core.policy.words import UNSPOKEN
from jiqun.policies.editing.addresses import Spot, item_at, root, step_into
from jiqun.policies.editing.shapes import members_of, record_of
from jiqun.policies.plainwords import plain_sentence
from jiqun.policyfiles.pack import Pack, part_key

STEP = " › "
OF_A_CASE = re.compile(r"cases\.(\d+)\b")


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """One thing to put right: the place in words, the sentence, and the address of the part's page (empty: none)."""

    place: str
    sentence: str
    address: str = ""

    def __str__(self) -> str:
        return f"{self.place}：{self.sentence}" if self.place else self.sentence


def shown_problem(problem: Problem, pack: Pack) -> ShownProblem:
    """A problem of the whole check as the page tells it."""
    if found := OF_A_CASE.match(problem.key):
        case = pack["cases"][int(found[1])]
        name = str(case.get("case", "")) if isinstance(case, dict) else ""
        return ShownProblem(f"核对情形 › {name or f'第{int(found[1]) + 1}种'}", _sentence(problem, pack))
    spot, words = spot_at(pack, problem.key)
    return ShownProblem(words, _sentence(problem, pack), spot.address if len(spot.steps) > 1 else "")


def _sentence(problem: Problem, pack: Pack) -> str:
    return plain_sentence(problem.expected, problem.found, pack)


def shown_hint(hint: Hint, pack: Pack) -> ShownProblem:
    """Something worth a look as the page tells it."""
    spot, words = spot_at(pack, part_key(hint.path, pack))
    return ShownProblem(words, hint.sentence, spot.address if len(spot.steps) > 1 else "")


def spot_at(pack: Any, key: str) -> tuple[Spot, str]:
    """The nearest part that is there, for a key such as ``round.tracks.0.package``, and the whole way in words."""
    spot, names, left = root(pack), list[str](), [step for step in key.split(".") if step]
    while left:
        try:
            inner = item_at(spot, int(left[0])) if isinstance(spot.plain, list) else step_into(spot, left[0])
        except (LookupError, TypeError, ValueError):
            break
        names.append(_name(spot, inner, left.pop(0)))
        spot = inner
    if left and record_of(spot.hint) is not None and (member := members_of(spot.hint).get(left[0])):
        names.append("" if _is_unspoken(spot, left[0]) else member.label)
    return spot, STEP.join(_without_lists(names))


def _name(around: Spot, spot: Spot, step: str) -> str:
    """What a step of the way is called; nothing where only the data needs it."""
    return "" if _is_unspoken(around, step) else spot.name


def _is_unspoken(around: Spot, step: str) -> bool:
    return (getattr(record_of(around.hint), "__name__", ""), step) in UNSPOKEN


def _without_lists(names: list[str]) -> list[str]:
    """The way without the headings that say nothing an official does not see: the round itself."""
    return [
        name for at, name in enumerate(names) if name and not (at == 0 and len(names) > 1 and name == "通知与基本信息")
    ]
