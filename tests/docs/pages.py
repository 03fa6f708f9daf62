"""The written pages of the project."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every Markdown page at the root and in ``docs``, shortest path first."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(found, key=lambda path: (len(path.parts), path.as_posix()))


def name(page: Path) -> str:
    """How a page is called in a report."""
    return page.relative_to(ROOT).as_posix()


def text(page: Path) -> str:
    """What is written on a page."""
    return page.read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    """The targets of a page's links and pictures within the project."""
    prose = FENCE.sub("", text(page))
    return [target for target in LINK.findall(prose) if "://" not in target and not target.startswith("mailto:")]
