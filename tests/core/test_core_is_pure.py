"""The core knows no framework, no chance and no clock on the wall."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jiqun.core

CORE = Path(jiqun.core.__file__).parent
MODULES = sorted(CORE.rglob("*.py"))
CHANCE_AND_CLOCK = {"random", "secrets", "uuid", "time", "os", "socket"}
CLOCK_CALLS = {"now", "utcnow", "today"}


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


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(CORE)))
def test_a_module_of_the_core_imports_the_standard_library_and_the_core_only(module: Path):
    names = set(imported(ast.parse(module.read_text(encoding="utf-8"))))
    outside = {name for name in names if not name.startswith("jiqun.core")}
    tops = {name.split(".")[0] for name in outside}

    assert tops - set(sys.stdlib_module_names) == set()
    assert tops & CHANCE_AND_CLOCK == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(CORE)))
def test_a_module_of_the_core_never_asks_what_day_it_is(module: Path):
    assert set(called(ast.parse(module.read_text(encoding="utf-8")))) & CLOCK_CALLS == set()


def test_the_core_has_modules_to_look_at():
    assert len(MODULES) > 20
