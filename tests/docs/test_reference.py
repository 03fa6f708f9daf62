"""The reference says what the code says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from jiqun.core.policy.dated import Dated
from jiqun.core.route_diagram import diagram
from jiqun.core.texts.catalogue import DOCUMENT_PARTS
from jiqun.core.texts.parts import PLACES
from jiqun.core.texts.summary import SUMMARY_FACTS
from jiqun.core.vocabulary import Mark
from jiqun.documents.catalogue import DOCUMENTS, Format
from jiqun.policyfiles.folder import policydata_root, read_round
from tests.docs.pages import ROOT, text

REFERENCE = ROOT / "docs" / "reference"
NAME = re.compile(r"\b(?:JIQUN_[A-Z_]+|DATABASE_URL)\b")
OF_THE_TOOLS = {"JIQUN_DEMO_STAGE", "JIQUN_PAGES_PER_VIEW"}
"""Passed from one of our own processes to another; nobody sets them."""

ELSEWHERE = ("tracks", "scoring")
"""Parts of a round whose assumed values are told edition by edition."""


def sources() -> Iterator[Path]:
    """The files that read the environment."""
    yield ROOT / "jiqun"
    for folder in ("src", "tools"):
        yield from (ROOT / folder).rglob("*.py")


def test_every_environment_name_is_described_and_no_other() -> None:
    read = {name for path in sources() for name in NAME.findall(path.read_text(encoding="utf-8"))}
    described = set(NAME.findall(text(REFERENCE / "settings.md")))

    assert described == read - OF_THE_TOOLS


def test_the_route_is_drawn_from_its_table() -> None:
    assert f"```mermaid\n{diagram()}```" in text(REFERENCE / "route.md")


def test_every_document_is_listed_with_its_formats() -> None:
    rows = [line for line in text(REFERENCE / "documents.md").splitlines() if line.startswith("| ")][1:]
    listed = [tuple(cell.strip() for cell in row.split("|")[1:3]) for row in rows]
    formats = {Format.PDF: "PDF", Format.DOCX: "Word", Format.XLSX: "Excel"}

    assert listed == [(each.label, ", ".join(formats[form] for form in each.formats)) for each in DOCUMENTS]


def dated(value: Any, path: str = "") -> Iterator[tuple[str, Dated[Any]]]:
    """Every dated value below, with the name of its key."""
    if isinstance(value, Dated):
        yield path, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from dated(getattr(value, each.name), each.name)
    elif isinstance(value, tuple):
        for each in value:
            yield from dated(each, path)
    elif isinstance(value, dict):
        for each in value.values():
            yield from dated(each, path)


def test_every_reading_of_the_round_is_told() -> None:
    policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
    told = text(ROOT / "docs" / "explanation" / "readings.md")
    named = [(each.name, getattr(policy, each.name)) for each in fields(policy) if each.name not in ELSEWHERE]
    unfounded = [
        key
        for name, part in named
        for key, value in dated(part, name)
        if value.entry_on(policy.day).source.mark != Mark.VERIFIED
    ]

    assert len(unfounded) > 0
    assert [key for key in unfounded if key not in told] == []


def test_every_text_of_a_document_is_listed_with_what_it_may_name() -> None:
    listed = text(REFERENCE / "texts.md")
    rows = [
        f"| `{each.key}.{part.key}` | {part.label}{'（可空）' if part.optional else ''} | {part.longest} | "
        f"{', '.join(f'`{{{name}}}`' for name in part.places) or '–'} |"
        for each in DOCUMENT_PARTS
        for part in each.parts
    ]
    names = [f"| `{{{name}}}` | {label} |" for name, label in PLACES.items()]
    facts = [f"| `{key}` | {label} |" for key, label in SUMMARY_FACTS.items()]

    assert [row for row in (*rows, *names, *facts) if row not in listed] == []
