"""Nothing in the tree that belongs to one machine."""

from __future__ import annotations

import os
import re
import stat
import subprocess

import pytest

from tools.places import ROOT


@pytest.mark.parametrize("name", ["jiqun", ".ci/run"])
def test_the_commands_can_be_started(name):
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR


def test_the_command_says_what_it_can_do_from_anywhere(tmp_path):
    told = subprocess.run([ROOT / "jiqun", "--help"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert told.returncode == 0
    assert told.stdout.startswith("usage: jiqun")


def test_a_python_that_is_too_old_is_refused_in_a_sentence(tmp_path):
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        old = tmp_path / name
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin", "JIQUN_PYTHON": ""}
    told = subprocess.run([ROOT / "jiqun", "check"], env=env, capture_output=True, text=True, check=False)

    assert told.returncode == 1
    assert told.stderr == "jiqun: Python 3.11 or newer is needed; name it with JIQUN_PYTHON.\n"


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    told = re.compile(rb"(?<![\w.])/(?:work|root)/[\w.]+/")
    parts = [ROOT / part for part in ("src", "tests", "tools", "docs", "benchmarks", "requirements", ".ci")]
    files = [path for part in parts for path in part.rglob("*") if path.is_file() and "__pycache__" not in path.parts]

    assert files
    assert [str(path.relative_to(ROOT)) for path in files if told.search(path.read_bytes())] == []
