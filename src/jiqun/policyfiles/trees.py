"""Policy files as located trees, a reference to another file replaced by what stands there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table
from jiqun.policyfiles.text import parse_policy_text

MAX_BYTES = 1_000_000
FILE_NAME = re.compile(r"[a-z0-9_-]{1,60}")
SHELVES = {
    "form": "forms",
    "criteria": "criteria",
    "clauses": "clauses",
    "scoring": "scoring",
    "formal_checks": "formal_checks",
    "texts": "texts",
    "conventions": "conventions",
}
"""Keys whose value may be the name of a file, and the folder that file lies in."""


def read_tree(path: Path, root: Path) -> Node:
    """The tree of one file below ``root``; raises PolicyError."""
    name = path.relative_to(root).as_posix()
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PolicyError([Problem(Place(name), "", "应为可读取的文件", "文件不存在或无法读取")]) from error
    return tree_of(raw, name)


def tree_of(raw: bytes, name: str) -> Node:
    """The tree of a text; ``name`` is what its file is called in refusals. Raises PolicyError."""
    if len(raw) > MAX_BYTES:
        raise PolicyError([Problem(Place(name), "", f"文件应不超过{MAX_BYTES}字节", "文件过大")])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PolicyError([Problem(Place(name), "", "应为UTF-8编码的文本", "其他编码")]) from error
    return parse_policy_text(text, name)


def with_references(node: Node, root: Path) -> Node:
    """The tree with every file that it names put in place; raises PolicyError with every one that is not there."""
    problems: list[Problem] = []
    whole = _whole(node, root, "", problems)
    if problems:
        raise PolicyError(problems)
    return whole


def _whole(node: Node, root: Path, path: str, problems: list[Problem]) -> Node:
    """The same from a path on; what cannot be put in place is kept as a problem, so that all are told at once."""
    if isinstance(node, Listing):
        items = (_whole(item, root, f"{path}.{at}", problems) for at, item in enumerate(node.items))
        return Listing(tuple(items), node.place)
    if not isinstance(node, Table):
        return node
    entries = dict(node.entries)
    for key, value in entries.items():
        here = f"{path}.{key}".lstrip(".")
        if isinstance(value, Scalar) and value.text is not None and key in SHELVES:
            try:
                entries[key] = referred(value, SHELVES[key], root, here)
            except PolicyError as error:
                problems += error.problems
        elif isinstance(value, Listing | Table) and key != "form":
            entries[key] = _whole(value, root, here, problems)
    return Table(entries, node.place, node.keys)


def referred(name: Scalar, shelf: str, root: Path, key: str = "") -> Node:
    """The tree of the file named on a shelf; the pages of a form lie in a folder of the form's name.

    ``key``: what names it. Raises PolicyError, at the line that names a file, where it is not there.
    """
    tree = read_tree(file_named(name, shelf, root, key), root)
    pages = tree.entries.get("sections") if shelf == "forms" and isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(pages, Listing):
        return tree
    items, problems = [], []
    for at, page in enumerate(pages.items):
        try:
            file = _page(page, f"{shelf}/{name.text}", root, f"sections.{at}") if isinstance(page, Scalar) else None
            items.append(read_tree(file, root) if file else page)
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise PolicyError(problems)
    return Table({**tree.entries, "sections": Listing(tuple(items), pages.place)}, tree.place, tree.keys)


def pages_of(tree: Node) -> set[str]:
    """The files that the pages of a form were read from."""
    pages = tree.entries.get("sections") if isinstance(tree, Table) else None
    return {page.place.file for page in pages.items} if isinstance(pages, Listing) else set()


def _page(page: Scalar, folder: str, root: Path, key: str) -> Path:
    """The file of a page: one of the form's own, or ``other-form/page`` for a page that another form has too."""
    form, slash, name = (page.text or "").partition("/")
    if slash:
        own = file_named(replace(page, text=form), "forms", root, key)
        folder, page = f"forms/{own.stem}", replace(page, text=name)
    return file_named(page, folder, root, key)


def file_named(name: Scalar, folder: str, root: Path, key: str = "") -> Path:
    """The file of that name in a folder; raises PolicyError for none, and for a name that might lead elsewhere."""
    if name.text is None or not FILE_NAME.fullmatch(name.text):
        found = "空值" if name.text is None else f"“{name.text}”"
        raise PolicyError([Problem(name.place, key, "文件名应只含小写字母、数字和连字符", found)])
    path = root / folder / f"{name.text}.yaml"
    if not path.exists():
        found = f"“{name.text}”，没有{folder}/{name.text}.yaml这个文件"
        raise PolicyError([Problem(name.place, key, f"应为{folder}文件夹中的文件名", found)])
    return path
