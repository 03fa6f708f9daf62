"""What the pages point to is there: files, pictures, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.docs.pages import ROOT, links, name, pages, text
from tools.options import parse

MOST_BYTES_OF_A_PICTURE = 200_000
COMMAND = re.compile(r"\./jiqun ([a-z]+)(?: ([a-z_]+))?")


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    lost = [target for target in links(page) if not (page.parent / (target.split("#")[0] or page.name)).exists()]

    assert lost == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        ahead += [page.parent / target.split("#")[0] for target in links(page) if target.split("#")[0]]

    assert [name(page) for page in pages() if page not in reached] == []


def test_every_picture_is_shown_and_small() -> None:
    shown = {(page.parent / target).resolve() for page in pages() for target in links(page)}
    pictures = set((ROOT / "docs" / "images").glob("*"))

    assert pictures <= shown
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES_OF_A_PICTURE] == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_command_of_a_page_exists(page: Path) -> None:
    known = get_commands()
    wrong = []
    for command, word in COMMAND.findall(text(page)):
        exists = not word or word in known if command == "manage" else understood(command)
        if not exists:
            wrong.append(f"{command} {word}")

    assert wrong == []


def understood(command: str) -> bool:
    """Whether ``./jiqun`` knows the command: asking for its help ends well."""
    try:
        parse([command, "--help"])
    except SystemExit as end:
        return end.code == 0
    return True
