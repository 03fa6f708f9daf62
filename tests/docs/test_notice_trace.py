"""The table of clauses names pages, services and tests that are there."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import get_resolver

from jiqun.policyfiles.folder import policydata_root, read_round

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "reference" / "notice.md"


def rows() -> dict[str, list[str]]:
    """The cells of each clause, without backticks."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| N")]
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    return {number: rest for number, *rest in cells}


def page_names() -> set[str]:
    """Every address of the site as ``app:name``."""
    apps = get_resolver().namespace_dict
    return {f"{app}:{name}" for app, (_, pages) in apps.items() for name in pages.reverse_dict if isinstance(name, str)}


def named_tests(path: Path) -> set[str]:
    """Names of the test functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def found(dotted: str) -> object:
    """What a dotted path leads to: a module, then names inside it."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            thing: object = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            thing = getattr(thing, name)
        return thing
    raise AssertionError(f"nothing at {dotted}")


def test_every_clause_has_one_row() -> None:
    policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")

    assert list(rows()) == [clause.id for clause in policy.clauses]


@pytest.mark.parametrize("clause", rows())
def test_the_row_of_a_clause_is_true(clause: str) -> None:
    says, page, service, test = rows()[clause]
    path, _, name = test.partition("::")

    assert says
    assert page in page_names()
    assert callable(found(service))
    assert name in named_tests(ROOT / path)
