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
    """The tree with every file that it names put in place; raises PolicyError for one that is not there."""
    if isinstance(node, Listing):
        return Listing(tuple(with_references(item, root) for item in node.items), node.place)
    if not isinstance(node, Table):
        return node
    entries = dict(node.entries)
    for key, value in entries.items():
        if isinstance(value, Scalar) and value.text is not None and key in SHELVES:
            entries[key] = referred(value, SHELVES[key], root)
        elif isinstance(value, Listing | Table) and key != "form":
            entries[key] = with_references(value, root)
    return Table(entries, node.place, node.keys)


def referred(name: Scalar, shelf: str, root: Path) -> Node:
    """The tree of the file named on a shelf; the pages of a form lie in a folder of the form's name."""
    tree = read_tree(file_named(name, shelf, root), root)
    pages = tree.entries.get("sections") if shelf == "forms" and isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(pages, Listing):
        return tree
    folder = f"{shelf}/{name.text}"
    items = tuple(
        read_tree(_page(page, folder, root), root) if isinstance(page, Scalar) else page for page in pages.items
    )
    return Table({**tree.entries, "sections": Listing(items, pages.place)}, tree.place, tree.keys)


def pages_of(tree: Node) -> set[str]:
    """The files that the pages of a form were read from."""
    pages = tree.entries.get("sections") if isinstance(tree, Table) else None
    return {page.place.file for page in pages.items} if isinstance(pages, Listing) else set()


def _page(page: Scalar, folder: str, root: Path) -> Path:
    """The file of a page: one of the form's own, or ``other-form/page`` for a page that another form has too."""
    form, slash, name = (page.text or "").partition("/")
    if not slash:
        return file_named(page, folder, root)
    other = file_named(replace(page, text=form), "forms", root).with_suffix("")
    return other / file_named(replace(page, text=name), "forms", root).name


def file_named(name: Scalar, folder: str, root: Path) -> Path:
    """The file of that name in a folder; raises PolicyError for a name that might lead elsewhere."""
    if name.text is None or not FILE_NAME.fullmatch(name.text):
        found = "空值" if name.text is None else f"“{name.text}”"
        raise PolicyError([Problem(name.place, "", "文件名应只含小写字母、数字和连字符", found)])
    return root / folder / f"{name.text}.yaml"
