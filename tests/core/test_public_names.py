"""What notebooks import from the core is there, and brings in no more than it needs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import jiqun.core

SOURCE = Path(jiqun.core.__file__).parents[2]


@pytest.mark.parametrize("name", jiqun.core.__all__)
def test_a_public_name_is_there_and_tells_what_it_is(name: str) -> None:
    assert getattr(jiqun.core, name).__doc__


def test_every_name_is_listed_where_it_lives_and_for_the_type_checker() -> None:
    tree = ast.parse(Path(jiqun.core.__file__).read_text(encoding="utf-8"))
    typed = {
        alias.name: (node.module or "").removeprefix("jiqun.core.")
        for each in tree.body
        if isinstance(each, ast.If)
        for node in each.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert typed == jiqun.core.HOMES
    assert sorted(typed) == jiqun.core.__all__ == sorted(jiqun.core.__all__)
    assert set(jiqun.core.__all__) <= set(dir(jiqun.core))


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(jiqun.core, "nothing")  # noqa: B009 - the type checker would refuse it


def test_one_dossier_needs_neither_framework_nor_numpy() -> None:
    code = (
        "import sys; from jiqun.core import assess, differences; sys.exit(bool({'numpy', 'django'} & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}

    assert subprocess.run([sys.executable, "-c", code], check=False, env=env).returncode == 0
