"""Where things are, and how a child process is started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DATA = Path(os.environ.get("JIQUN_DATA_DIR") or ROOT / "var")
MODULES = ROOT / "node_modules"
STDERR = 2


class Stopped(Exception):  # noqa: N818 - a word for the terminal, like Refused for the page
    """Set-up or a check cannot go on; the text says what to do, for the person at the terminal."""


def say(line: str) -> None:
    """One line of progress, beside the output: that may be an answer on its way into a file."""
    print(f"· {line}", file=sys.stderr, flush=True)


def environment(**more: str) -> dict[str, str]:
    """The caller's environment with the source tree and the virtual environment in front."""
    path = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")])
    source = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    settings = {"DJANGO_SETTINGS_MODULE": "jiqun.site.settings", "JIQUN_DATA_DIR": str(DATA.resolve())}
    return {**os.environ, "PATH": path, "PYTHONPATH": source, "PYTHONUTF8": "1", **settings, **more}


def run(
    argv: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None, aside: bool = False
) -> int:
    """Run a command to its end; answers its exit code.

    Its output goes where ours goes; ``aside``: where progress is told.
    """
    sys.stdout.flush()
    words, out = [str(word) for word in argv], STDERR if aside else None
    return subprocess.run(words, cwd=cwd, env=env or environment(), stdout=out, check=False).returncode


def must(argv: Sequence[str | Path], *, otherwise: str, cwd: Path = ROOT) -> None:
    """Run a command that set-up cannot do without; raises Stopped with the sentence given."""
    if run(argv, cwd=cwd, aside=True):
        raise Stopped(otherwise)


def manage(*words: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> int:
    """Run one Django command; answers its exit code."""
    return run([PYTHON, ROOT / "manage.py", *words], cwd=cwd, env=env)


def has_command(name: str) -> bool:
    """Whether this tree holds a Django command of that name."""
    return any((ROOT / "src" / "jiqun").glob(f"*/management/commands/{name}.py"))
