"""What the components show, as plain records. Any object with the same attributes will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

StepState = Literal["done", "current", "todo", "stopped"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What an act changed in one field, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the record of a case."""

    moment: datetime
    who: str
    act: str
    remark: str = ""
    differences: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence of work and the act that does it."""

    sentence: str
    url: str
    act: str = "办理"
    due: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; ``note`` is a short word behind the label, such as a count."""

    label: str
    url: str
    active: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionLink:
    """One section of a long form; ``wrong`` is how many things in it are still to be put right."""

    label: str
    url: str
    done: bool = False
    active: bool = False
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that was handed in. ``size`` in octets; without ``remove_url`` it stays."""

    name: str
    url: str
    size: int
    moment: datetime | None = None
    who: str = ""
    about: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table by years: cells are bound form fields, or figures when it is only read.

    ``key`` is the figure's address without year, so that a finding about the whole row can lead to it.
    """

    label: str
    cells: Sequence[Any]
    unit: str = ""
    note: str = ""
    key: str = ""
