"""The cases of a policy folder: one file per clause under ``cases/criteria``, and the dossier that they depart from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table
from jiqun.core.vocabulary import Verdict
from jiqun.policyfiles.folder import policydata_root
from jiqun.policyfiles.trees import read_tree

Case = dict[str, Any]
ANSWERS = Path("cases/answers/sound.yaml")
CASES = Path("cases/criteria")
OF_A_FILE = ("round", "track", "clause", "cases")
OF_A_CASE = ("case", "answers", "expect", "aspect")
VERDICTS = ("expect", "aspect")


def shipped_cases(policy: RoundPolicy) -> tuple[list[Case], Case]:
    """The cases that came with the software for the tracks of a policy, and what they depart from."""
    cases, answers = read_cases(policydata_root())
    tracks = {track.id for track in policy.tracks}
    mine = [case for case in cases if case["track"] in tracks and case.pop("round", "") in ("", policy.code)]
    return mine, answers if mine else {}


def read_cases(root: Path) -> tuple[list[Case], Case]:
    """Every case of a folder in the order of its files; answers are text, as they are stored.

    Raises:
        PolicyError: with every problem found, at its file, line and key.
    """
    problems: list[Problem] = []
    cases: list[Case] = []
    for path in sorted((root / CASES).glob("*.yaml")):
        tree = read_tree(path, root)
        if not (isinstance(tree, Table) and "standard" in tree.entries):  # those belong to no round
            cases += _file(tree, problems)
    answers: Any = {}
    if (root / ANSWERS).exists():
        answers = plain_of(_expected(read_tree(root / ANSWERS, root), Table, "", problems))
    if problems:
        raise PolicyError(problems)
    return cases, answers


def written_cases(cases: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files that hold these cases, in order: name, and what stands in it; cases of one clause stand together."""
    runs = groupby(cases, key=lambda case: (case.get("track", ""), case.get("clause", "")))
    for number, ((track, clause), run) in enumerate(runs, start=1):
        situations = [{key: case[key] for key in OF_A_CASE if case.get(key)} for case in run]
        yield f"{CASES.as_posix()}/{number:02}-{track}.yaml", {"track": track, "clause": clause, "cases": situations}


def plain_of(node: Node) -> Any:
    """What stands there with every value as text; nothing is empty text."""
    if isinstance(node, Scalar):
        return node.text or ""
    if isinstance(node, Listing):
        return [plain_of(item) for item in node.items]
    return {key: plain_of(value) for key, value in node.entries.items()}


def _file(tree: Node, problems: list[Problem]) -> list[Case]:
    table = _known(tree, OF_A_FILE, "", problems)
    shared = {key: _text(table, key, "", problems) for key in ("track", "clause")}
    listed = _expected(table.entries.get("cases", Listing((), table.place)), Listing, "cases", problems)
    if "round" in table.entries:
        shared["round"] = _text(table, "round", "", problems)
    return [{**_case(item, f"cases.{at}", problems), **shared} for at, item in enumerate(listed.items)]


def _case(tree: Node, path: str, problems: list[Problem]) -> Case:
    table = _known(tree, OF_A_CASE, path, problems)
    case: Case = {"case": _text(table, "case", path, problems)}
    for key in OF_A_CASE[1:]:
        inner = _expected(table.entries.get(key, Table({}, table.place)), Table, f"{path}.{key}", problems)
        case[key] = plain_of(inner)
        for name, verdict in case[key].items() if key in VERDICTS else ():
            if verdict not in Verdict.codes():
                expected = f"应为下列之一：{'、'.join(Verdict.codes())}"
                problems.append(Problem(inner.place_of(name), f"{path}.{key}.{name}", expected, f"“{verdict}”"))
    return case


def _known(tree: Node, names: tuple[str, ...], path: str, problems: list[Problem]) -> Table:
    table: Table = _expected(tree, Table, path, problems)
    for name in table.entries:
        if name not in names:
            key = f"{path}.{name}".lstrip(".")
            problems.append(Problem(table.place_of(name), key, f"应为下列之一：{'、'.join(names)}", "未知的键"))
    return table


def _text(table: Table, name: str, path: str, problems: list[Problem]) -> str:
    value = table.entries.get(name)
    if isinstance(value, Scalar) and value.text:
        return value.text
    problems.append(Problem(table.place_of(name), f"{path}.{name}".lstrip("."), "必须填写文字", "未填写"))
    return ""


def _expected(node: Node, shape: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(node, shape):
        return node
    words = "表" if shape is Table else "列表"
    problems.append(Problem(node.place, path, f"应为{words}", "其他内容"))
    return shape({} if shape is Table else (), Place())
