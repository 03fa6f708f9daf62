"""All cases of a policy folder in their shapes: of tracks, of standards that stand alone, and of quotas.

A file holds what its cases share (``track``, ``standard``, ``round``, ``clause`` …) and ``cases``, a list of
situations; what a situation says itself comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jiqun.core.policy.cases import Case, CriteriaCase, QuotaCase
from jiqun.core.policy.loader import decode
from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table
from jiqun.policyfiles.casefiles import plain_of
from jiqun.policyfiles.trees import read_tree

BASE = "cases/answers/sound.yaml"
SHAPES: dict[str, type[Case]] = {"criteria": CriteriaCase, "standards": CriteriaCase, "quota": QuotaCase}
YES_NO = {"yes": "true", "no": "false"}


@dataclass(frozen=True, slots=True)
class Casebook:
    """Every case in order, the dossier that those of criteria depart from, and where each case stands in the text."""

    cases: tuple[Case, ...]
    base: dict[str, object]
    places: tuple[Place, ...] = ()


def files_of_cases(root: Path) -> list[Path]:
    """The files that cases are read from."""
    shelves = [path for shelf in SHAPES for path in sorted((root / "cases" / shelf).glob("*.yaml"))]
    return [*shelves, *([root / BASE] if (root / BASE).exists() else [])]


def read_casebook(root: Path) -> Casebook:
    """The cases of a policy folder; raises PolicyError with every problem found."""
    problems: list[Problem] = []
    cases: list[tuple[Case, Place]] = []
    for shelf, shape in SHAPES.items():
        for path in sorted((root / "cases" / shelf).glob("*.yaml")):
            try:
                cases += _cases(read_tree(path, root), shape)
            except PolicyError as error:
                problems += error.problems
    base = {}
    if (root / BASE).exists():
        try:
            base = _answers(read_tree(root / BASE, root), "")
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise PolicyError(problems)
    return Casebook(tuple(case for case, _ in cases), base, tuple(place for _, place in cases))


def _cases(tree: Node, shape: type[Case]) -> list[tuple[Case, Place]]:
    listed = tree.entries.get("cases") if isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(listed, Listing):
        raise PolicyError([Problem(tree.place, "cases", "应为情形的列表", "其他内容")])
    shared = {key: value for key, value in tree.entries.items() if key != "cases"}
    problems: list[Problem] = []
    cases = []
    for at, item in enumerate(listed.items):
        try:
            cases.append((_case(item, shared, tree, shape, f"cases.{at}"), item.place))
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise PolicyError(problems)
    return cases


def _case(item: Node, shared: dict[str, Node], file: Table, shape: type[Case], path: str) -> Case:
    if not isinstance(item, Table):
        raise PolicyError([Problem(item.place, path, "应为表", "其他内容")])
    entries = {**shared, **item.entries}
    answers = entries.pop("answers", None)
    if shape is QuotaCase:
        entries = {key: _sent(value) if key in ("sent", "chosen") else value for key, value in entries.items()}
    case = decode(Table(entries, item.place, {**file.keys, **item.keys}), shape)
    if isinstance(case, CriteriaCase) and answers is not None:
        return replace(case, answers=_answers(answers, f"{path}.answers"))
    return case


def _answers(node: Node, path: str) -> dict[str, Any]:
    """Answers as they are stored: every value as text."""
    if isinstance(node, Scalar) and node.text is None:
        return {}
    if not isinstance(node, Table):
        raise PolicyError([Problem(node.place, path, "应为各项答案的表", "其他内容")])
    return {key: plain_of(value) for key, value in node.entries.items()}


def _sent(listed: Node) -> Node:
    """A niche field by itself is a cluster of which no more is said; ``counts`` may be written as yes and no."""
    if not isinstance(listed, Listing):
        return listed
    return Listing(tuple(_one(item) for item in listed.items), listed.place)


def _one(item: Node) -> Node:
    if isinstance(item, Scalar):
        return Table({"niche": item}, item.place)
    if not isinstance(item, Table):
        return item
    counts = item.entries.get("counts")
    if not isinstance(counts, Scalar) or counts.text not in YES_NO:
        return item
    spelled = replace(counts, text=YES_NO[counts.text], quoted=False)
    return Table({**item.entries, "counts": spelled}, item.place, item.keys)
