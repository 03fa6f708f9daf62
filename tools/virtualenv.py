"""The virtual environment, filled from the lock files with every digest checked.

Packages come from whatever index pip is configured for on this machine; none is named here.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tools.places import PYTHON, ROOT, VENV, Stopped, must, run, say
from tools.stamps import digest_of, is_fresh, press

REQUIREMENTS = ROOT / "requirements"


def install(group: str) -> None:
    """Bring the environment to `base` or `dev` (which holds all of base).

    Raises:
        Stopped: the packages could not be had.
    """
    _create()
    fresh = [name for name in ("base", "dev") if is_fresh(VENV / f"{name}.stamp", _digest(name))]
    if group in fresh or "dev" in fresh:
        return
    _pip(REQUIREMENTS / f"{group}.txt", f"installing packages ({group}); the first time this takes a minute or two")
    press(VENV / f"{group}.stamp", _digest(group))


def npm() -> list[str]:
    """The npm of this machine; where it has none, the one that comes as a Python wheel."""
    if shutil.which("node") and (found := shutil.which("npm")):
        return [found]
    wheel = PYTHON.parent / "npm"
    if not wheel.exists():
        _pip(REQUIREMENTS / "node.txt", "this machine has no node: bringing it as a Python package")
    return [str(wheel)]


def _digest(group: str) -> str:
    return digest_of([REQUIREMENTS / f"{group}.txt"])


def _pip(lock: Path, line: str) -> None:
    say(line)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    must([*pip, "--require-hashes", "-r", lock], otherwise=f"could not install {lock.name}; see the lines above")


def _create() -> None:
    if PYTHON.exists() and run([PYTHON, "-c", "import pip"], aside=True) == 0:
        return
    say("making a virtual environment")
    create: list[str | Path] = [sys.executable, "-m", "venv", "--clear", VENV]
    if run(create, aside=True) == 0:
        return
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        # Debian keeps ensurepip in a package of its own.
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv"], aside=True)
    if run(create, aside=True):
        raise Stopped("this Python cannot make a virtual environment; on Debian install python3-venv")
