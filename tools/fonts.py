"""Typefaces for official documents.

The operator's licensed faces come first ($JIQUN_FONTS), then the free Fandol faces of this machine or of
Debian's package. Without either, documents fall back to the Noto faces that assets.py always brings.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools.assets import FONTS
from tools.places import environment, say

FANDOL = (
    "FandolFang-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolHei-Bold.otf",
    "FandolSong-Regular.otf",
    "FandolSong-Bold.otf",
)
PACKAGE = "texlive-lang-chinese"
MOST_BYTES = 100 * 1024 * 1024  # a bigger package is not worth the wait for six faces
SYSTEM = ("usr/share/texlive/texmf-dist/fonts/opentype/public/fandol", "usr/share/fonts", "usr/local/share/fonts")


def gather() -> None:
    """Fill the folder of typefaces as far as this machine allows; never fails."""
    FONTS.mkdir(parents=True, exist_ok=True)
    if own := os.environ.get("JIQUN_FONTS"):
        take(file for file in Path(own).iterdir() if file.suffix.lower() in {".ttf", ".otf", ".ttc"})
    tried = FONTS / "fandol.tried"
    if not missing() or tried.exists():
        return
    from_tree(Path("/"))
    if missing() and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        from_package()
    if missing():
        say("the Fandol faces could not be had: documents use Noto in their place (or name a folder in JIQUN_FONTS)")
        # Not asked again at every start; remove the file to try once more.
        tried.touch()


def missing() -> list[str]:
    """The Fandol files that are not there yet."""
    return [name for name in FANDOL if not (FONTS / name).exists()]


def take(files: Iterable[Path]) -> None:
    """Copy faces that are new or of another size."""
    for file in files:
        target = FONTS / file.name
        if not target.exists() or target.stat().st_size != file.stat().st_size:
            shutil.copyfile(file, target)


def from_tree(top: Path) -> None:
    """Take the Fandol faces found in the font folders of a file tree."""
    for folder in SYSTEM:
        take(file for file in (top / folder).rglob("Fandol*.otf") if file.name in FANDOL)


def from_package() -> None:
    """Take them out of Debian's package file without installing it."""
    with tempfile.TemporaryDirectory() as held:
        work = Path(held)
        if not _size() and os.geteuid() == 0:
            _quiet(["apt-get", "-qq", "update"], work)
        if not 0 < _size() < MOST_BYTES:
            return
        say("fetching Debian's Fandol faces (50 MB, once)")
        if _quiet(["apt-get", "-qq", "download", PACKAGE], work):
            return
        for package in work.glob("*.deb"):
            if _quiet(["dpkg-deb", "--extract", str(package), str(work / "tree")], work) == 0:
                from_tree(work / "tree")


def _size() -> int:
    shown = subprocess.run(
        ["apt-cache", "show", "--no-all-versions", PACKAGE], capture_output=True, text=True, check=False
    )
    found = re.search(r"^Size: (\d+)$", shown.stdout, re.MULTILINE)
    return int(found[1]) if found else 0


def _quiet(argv: list[str], cwd: Path) -> int:
    try:
        return subprocess.run(
            argv, cwd=cwd, env=environment(), capture_output=True, timeout=600, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return 1
