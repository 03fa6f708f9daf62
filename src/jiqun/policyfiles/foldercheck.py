"""A whole policy folder checked: every round, edition, form, register and case, all problems at once, then hints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jiqun.core.addresses import key_of
from jiqun.core.casetrial import check_cases
from jiqun.core.policy.cases import Case
from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.hints import hints
from jiqun.core.policy.loader import decode
from jiqun.core.policy.registers import PastClusters, Region, Towns, Workdays
from jiqun.core.policy.schema import CheckItem, Clause, Conventions, Form, RoundPolicy, Scoring
from jiqun.core.policy.textschema import Texts
from jiqun.core.policy.tree import Node, Place, PolicyError, Problem, Scalar, find, placed
from jiqun.core.policy.valuechecks import value_flaws
from jiqun.core.standard import Standard
from jiqun.policyfiles.casebook import BASE, Casebook, files_of_cases, read_casebook
from jiqun.policyfiles.regions import region_file, region_problems
from jiqun.policyfiles.standards import read_standard, standard_names
from jiqun.policyfiles.strays import unchecked
from jiqun.policyfiles.trees import pages_of, read_tree, referred, with_references

SHAPES: dict[str, Any] = {
    "forms": Form,
    "clauses": tuple[Clause, ...],
    "scoring": Scoring,
    "formal_checks": tuple[CheckItem, ...],
    "texts": Texts,
    "conventions": Conventions,
    "regions": Region,
    "towns": Towns,
    "clusters": PastClusters,
    "workdays": Workdays,
}
"""What lies on each shelf beside rounds, criteria and cases."""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """``problems`` keep the folder from being used; ``remarks`` are worth a look; ``files``: how many were read."""

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    files: int


def check_folder(root: Path) -> FolderReport:
    """Read and check everything in a policy folder."""
    checking = _Checking(root.resolve())
    checking.everything()
    problems = PolicyError(checking.problems).problems  # each once, though several rounds may share a file
    return FolderReport(tuple(problems), tuple(dict.fromkeys(checking.remarks)), checking.files)


class _Checking:
    """One pass over one folder, keeping what was read and what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.rounds: dict[str, RoundPolicy] = {}
        self.standards: dict[str, Standard] = {}
        self.looked: set[str] = set()
        self.files = 0

    def everything(self) -> None:
        for path in sorted((self.root / "rounds").glob("*.yaml")):
            self.kept(partial(self.round, path))
        for name in standard_names(self.root):
            self.kept(partial(self.standard, name))
        for shelf, shape in SHAPES.items():
            for path in sorted((self.root / shelf).glob("*.yaml")):
                self.kept(partial(self.other, path, shelf, shape))
        if not self.files:
            self.problems.append(Problem(Place(), "", "文件夹中应有rounds、criteria等政策数据", "没有可检查的文件"))
        self.kept(self.cases)
        self.remarks += unchecked(self.root, self.looked)

    def kept(self, act: Callable[[], None]) -> None:
        try:
            act()
        except PolicyError as error:
            self.problems += error.problems

    def look_at(self, name: str) -> None:
        self.files += 1
        self.looked.add(name)

    def round(self, path: Path) -> None:
        self.look_at(f"rounds/{path.name}")
        tree = with_references(read_tree(path, self.root), self.root)
        policy = decode(tree, RoundPolicy)
        problems = [*check_policy(policy), *region_problems(policy, self.root)]
        if region_file(policy.region, self.root) is None:
            problems.append(Problem(Place(), "region", "应为regions文件夹中的文件名", f"“{policy.region}”"))
        if problems:
            raise PolicyError(placed(problems, tree))
        self.rounds[policy.code] = policy
        self.remarks += [f"{_where(tree, hint.path)}{hint}" for hint in hints(policy)]

    def standard(self, name: str) -> None:
        self.look_at(f"criteria/{name}.yaml")
        self.standards[name] = read_standard(name, self.root)

    def other(self, path: Path, shelf: str, shape: Any) -> None:
        self.look_at(f"{shelf}/{path.name}")
        try:
            tree = referred(Scalar(path.stem, Place(f"{shelf}/{path.name}")), shelf, self.root)
        except PolicyError:  # which of its pages a form has is not known then
            self.looked |= {f"{shelf}/{path.stem}/{page.name}" for page in path.with_suffix("").glob("*.yaml")}
            raise
        self.looked |= pages_of(tree)
        flaws = value_flaws(decode(tree, shape))
        if problems := [Problem(Place(), *flaw) for flaw in flaws]:
            raise PolicyError(placed(problems, tree))

    def cases(self) -> None:
        self.looked |= {path.relative_to(self.root).as_posix() for path in files_of_cases(self.root)}
        book = read_casebook(self.root)
        self.files += len({place.file for place in book.places})
        if self.problems:
            return  # a case that fails because a file is refused tells nothing new
        forms = [*(each.form for each in self.rounds.values()), *(each.form for each in self.standards.values())]
        self.problems += _unasked(book.base, forms)
        for policy in self.rounds.values():
            self.problems += _deviations(policy, book, self.standards)
        for case, place in zip(book.cases, book.places, strict=True):
            if not any(_is_for(policy, case) for policy in self.rounds.values()):
                words = f"情形“{case.case}”没有对应的批次或申报类别，未能试算"
                self.remarks.append(f"{place.file} 第{place.line}行：{words}")


def _is_for(policy: RoundPolicy, case: Case) -> bool:
    """Whether a case is to be tried in a round; without a round it is for those that have its track."""
    track = getattr(case, "track", "")
    tracks = {each.id for each in policy.tracks}
    return case.round == policy.code or (not case.round and (not track or track in tracks))


def _unasked(base: Mapping[str, object], forms: list[Form]) -> Iterator[Problem]:
    """Answers of the dossier that cases depart from which no form asks."""
    asked = {field.key for form in forms for section in form.sections for field in section.fields}
    for place in base:
        if asked and key_of(place) not in asked:
            yield Problem(Place(BASE), place, "应为某张表样中的填报项", "没有这一项")


def _deviations(policy: RoundPolicy, book: Casebook, standards: dict[str, Standard]) -> Iterator[Problem]:
    """Cases that end otherwise."""
    for case, place in zip(book.cases, book.places, strict=True):
        if not _is_for(policy, case):
            continue
        for trial in check_cases(policy, [case], book.base, standards):
            for deviation in trial.deviations:
                yield Problem(place, "", f"情形“{case.case}”应如预期", deviation)


def _where(tree: Node, path: str) -> str:
    place = find(tree, path)
    return f"{place.file} 第{place.line}行：" if place.line else ""
