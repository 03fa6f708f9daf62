"""The core knows no framework, no chance and no clock on the wall."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import jiqun.core

CORE = Path(jiqun.core.__file__).parent
CHANCE_AND_CLOCK = {"random", "secrets", "uuid", "time", "os", "socket"}
COLUMNS = ("batch", "whatif")
"""What reckons with many dossiers at once may know numpy, and nothing more."""
CLOCK_CALLS = {"now", "utcnow", "today"}


@cache
def parsed() -> dict[str, ast.Module]:
    return {str(path.relative_to(CORE)): ast.parse(path.read_text(encoding="utf-8")) for path in CORE.rglob("*.py")}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))


def impure(tree: ast.AST) -> set[str]:
    """Packages that the core may not know: all but its own and the exact part of the standard library."""
    outside = {name.split(".")[0] for name in imported(tree) if not name.startswith("jiqun.core")}
    return {name for name in outside if name not in sys.stdlib_module_names or name in CHANCE_AND_CLOCK}


def test_the_core_imports_the_standard_library_and_itself_only():
    modules = parsed()
    single = {name: tree for name, tree in modules.items() if not name.startswith(COLUMNS)}

    assert len(single) > 20
    assert {name: impure(tree) for name, tree in single.items() if impure(tree)} == {}
    assert set().union(*(impure(modules[name]) for name in set(modules) - set(single))) <= {"numpy"}


def test_the_core_never_asks_what_day_it_is():
    looks = {name: set(called(tree)) & CLOCK_CALLS for name, tree in parsed().items()}

    assert {name: calls for name, calls in looks.items() if calls} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import random", {"random"}),
        ("from django.db import models", {"django"}),
        ("from jiqun.audit import x", {"jiqun"}),
    ],
)
def test_an_impure_import_would_be_seen(text: str, found: set[str]):
    assert impure(ast.parse(text)) == found


def test_a_look_at_the_clock_would_be_seen():
    assert set(called(ast.parse("date.today() and datetime.now(UTC)"))) == CLOCK_CALLS - {"utcnow"}
