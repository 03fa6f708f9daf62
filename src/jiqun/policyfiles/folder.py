"""The policy folder: YAML files to the core's shapes, a reference to another file replaced by what stands there."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.loader import decode
from jiqun.core.policy.registers import PastClusters, Region, TownEntry, Towns, Workdays
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textschema import Texts
from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table, find
from jiqun.policyfiles.text import parse_policy_text

T = TypeVar("T")
MAX_BYTES = 1_000_000
FILE_NAME = re.compile(r"[a-z0-9_-]{1,60}")
SHELVES = {
    "form": "forms",
    "criteria": "criteria",
    "clauses": "clauses",
    "scoring": "scoring",
    "formal_checks": "formal_checks",
    "texts": "texts",
}
"""Keys whose value may be the name of a file, and the folder that file lies in."""


def policydata_root() -> Path:
    """The folder of the policy files shipped with the software."""
    return Path(__file__).resolve().parent.parent / "policydata"


def round_files() -> list[Path]:
    """The shipped rounds, by name."""
    return sorted((policydata_root() / "rounds").glob("*.yaml"))


def read_round(path: Path) -> RoundPolicy:
    """The round of that file with everything it refers to; raises PolicyError with every problem found."""
    root = path.resolve().parent.parent
    return _checked(_with_references(_read_tree(path.resolve(), root), root))


def read_uploaded_round(raw: bytes, name: str) -> RoundPolicy:
    """The round of an uploaded file; the files it refers to are those shipped with the software.

    Raises:
        PolicyError: with every problem found; ``name`` is what the file is called in them.
    """
    return _checked(_with_references(_tree_of(raw, name), policydata_root()))


@lru_cache(maxsize=1)
def shipped_titles() -> dict[str, str]:
    """The titles of the shipped rounds by the names of their files, read once."""
    return {path.stem: read_round(path).title for path in round_files()}


def _checked(tree: Node) -> RoundPolicy:
    policy = decode(tree, RoundPolicy)
    if flaws := check_policy(policy):
        raise PolicyError([replace(flaw, place=find(tree, flaw.key)) for flaw in flaws])
    return policy


def read_region(name: str) -> Region:
    """The authorities of a region such as ``shanxi``; raises PolicyError."""
    return _read_shipped(f"regions/{name}.yaml", Region)


def read_towns(name: str) -> tuple[TownEntry, ...]:
    """The key specialised towns of a region; raises PolicyError."""
    return _read_shipped(f"towns/{name}.yaml", Towns).towns


def read_texts(name: str) -> Texts:
    """An edition of the fixed texts of documents; raises PolicyError."""
    return _read_shipped(f"texts/{name}.yaml", Texts)


def read_past_clusters() -> tuple[PastClusters, ...]:
    """The ministry's lists of earlier years, oldest first, as far as known; raises PolicyError."""
    return tuple(_read_shipped(name, PastClusters) for name in _names_in("clusters"))


def read_workday_years() -> tuple[Workdays, ...]:
    """Holidays and make-up days of every year known, oldest first; raises PolicyError."""
    return tuple(_read_shipped(name, Workdays) for name in _names_in("workdays"))


def _names_in(shelf: str) -> list[str]:
    return [f"{shelf}/{path.name}" for path in sorted((policydata_root() / shelf).glob("*.yaml"))]


def _read_shipped(name: str, shape: type[T]) -> T:
    root = policydata_root()
    return decode(_read_tree(root / name, root), shape)


def _read_tree(path: Path, root: Path) -> Node:
    name = path.relative_to(root).as_posix()
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PolicyError([Problem(Place(name), "", "应为可读取的文件", "文件不存在或无法读取")]) from error
    return _tree_of(raw, name)


def _tree_of(raw: bytes, name: str) -> Node:
    if len(raw) > MAX_BYTES:
        raise PolicyError([Problem(Place(name), "", f"文件应不超过{MAX_BYTES}字节", "文件过大")])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PolicyError([Problem(Place(name), "", "应为UTF-8编码的文本", "其他编码")]) from error
    return parse_policy_text(text, name)


def _with_references(node: Node, root: Path) -> Node:
    if isinstance(node, Listing):
        return Listing(tuple(_with_references(item, root) for item in node.items), node.place)
    if not isinstance(node, Table):
        return node
    entries = dict(node.entries)
    for key, value in entries.items():
        if isinstance(value, Scalar) and key in SHELVES:
            entries[key] = _referred(value, SHELVES[key], root)
        elif isinstance(value, Listing | Table) and key != "form":
            entries[key] = _with_references(value, root)
    return Table(entries, node.place, node.keys)


def _referred(name: Scalar, shelf: str, root: Path) -> Node:
    """The tree of the file named; the pages of a form lie in a folder of the form's name."""
    tree = _read_tree(_file(name, shelf, root), root)
    pages = tree.entries.get("sections") if shelf == "forms" and isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(pages, Listing):
        return tree
    folder = f"{shelf}/{name.text}"
    items = tuple(
        _read_tree(_page(page, folder, root), root) if isinstance(page, Scalar) else page for page in pages.items
    )
    return Table({**tree.entries, "sections": Listing(items, pages.place)}, tree.place, tree.keys)


def _page(page: Scalar, folder: str, root: Path) -> Path:
    """The file of a page: one of the form's own, or ``other-form/page`` for a page that another form has too."""
    form, slash, name = (page.text or "").partition("/")
    if not slash:
        return _file(page, folder, root)
    other = _file(replace(page, text=form), "forms", root).with_suffix("")
    return other / _file(replace(page, text=name), "forms", root).name


def _file(name: Scalar, folder: str, root: Path) -> Path:
    if name.text is None or not FILE_NAME.fullmatch(name.text):
        found = "空值" if name.text is None else f"“{name.text}”"
        raise PolicyError([Problem(name.place, "", "文件名应只含小写字母、数字和连字符", found)])
    return root / folder / f"{name.text}.yaml"
