"""The inputs of a town's page: one line per figure with its source, filled again as typed after a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiqun.core.addresses import post_name
from jiqun.core.facts import as_figure
from jiqun.core.figures import format_figure
from jiqun.core.findings import Finding
from jiqun.insights.asked import Asked
from jiqun.insights.models import TownFigures

SOURCE = "source-"


@dataclass(frozen=True, slots=True)
class Cell:
    """One input: its name, what it is called, what it shows, what is wrong."""

    name: str
    label: str
    value: str
    head: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        """Its id, as findings lead to it."""
        return f"id_{self.name}"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, by years where it has any, and where it comes from. ``known``: what a declaration says of it."""

    label: str
    unit: str
    cells: tuple[Cell, ...]
    source: Cell
    known: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page posted: figures by address, sources by line."""

    figures: Mapping[str, str]
    sources: Mapping[str, str]


def read_posted(posted: Mapping[str, str], asked: Sequence[Asked]) -> Typed:
    """The inputs of the page, whatever else was posted with them."""
    names = {post_name(place): place for line in asked for place, _ in line.places}
    figures = {names[name]: str(value) for name, value in posted.items() if name in names}
    keys = {f"{SOURCE}{post_name(line.key)}": line.key for line in asked}
    return Typed(figures, {keys[name]: str(value) for name, value in posted.items() if name in keys})


def kept(typed: TownFigures | None) -> Typed:
    """What is stored, as the page shows it."""
    if typed is None:
        return Typed({}, {})
    shown = {place: _shown(value) for place, value in typed.figures.items()}
    return Typed(shown, typed.sources)


def _shown(value: object) -> str:
    figure = as_figure(value)
    return format_figure(figure) if figure is not None else str(value)


def lines_of(asked: Sequence[Asked], typed: Typed, findings: Sequence[Finding], known: Mapping[str, str]) -> list[Line]:
    """The inputs with what is wrong at each of them."""
    wrong: dict[str, list[str]] = {}
    for each in findings:
        wrong.setdefault(each.field, []).append(each.message)

    def cell(place: str, year: int | None, line: Asked) -> Cell:
        label = f"{year}年{line.label}" if year else line.label
        error = "；".join(wrong.get(place, ()))
        return Cell(post_name(place), label, typed.figures.get(place, ""), f"{year}年" if year else "", error)

    def source(line: Asked) -> Cell:
        error = "；".join(wrong.get(f"source.{line.key}", ()))
        name = f"{SOURCE}{post_name(line.key)}"
        return Cell(name, f"{line.label}的数据来源", typed.sources.get(line.key, ""), error=error)

    return [
        Line(
            line.label,
            line.unit,
            tuple(cell(place, year, line) for place, year in line.places),
            source(line),
            known.get(line.key, ""),
        )
        for line in asked
    ]
