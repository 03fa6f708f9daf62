"""Programs that the tests need and that Debian packages bring: a browser and a database server."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.places import run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    """The path of the browser for the journeys; none when this machine has none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def postgres() -> Path | None:
    """The folder of PostgreSQL's programs, the newest when there are several; none when there are none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda program: int(program.parts[-3].split(".")[0]))
    return newest[-1].parent if newest else None


def bring() -> None:
    """Install what is missing where we may; what then still lacks is named by the suite."""
    lacking = [name for name, found in (("chromium", browser()), ("postgresql", postgres())) if not found]
    may = shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0
    if not lacking or not may:
        return
    say(f"installing {' and '.join(lacking)} from Debian's packages")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], env=quiet, aside=True)
    # One by one: the one that can be had is not lost with the other.
    for name in lacking:
        run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", name], env=quiet, aside=True)
