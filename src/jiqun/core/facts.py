"""What a formula may look at: the answers by address, the years of the window, and how silent texts are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from jiqun.core.addresses import address
from jiqun.core.policy.schema import Conventions, RoundPolicy, Track

Row = Mapping[str, object]
SETTING_NAMES = ("purpose", "level", "west")
LISTS = (list, tuple)
BEYOND_READING = 40
"""Powers of ten that no figure read from a form can reach, so that arithmetic never overflows."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of which counts are told, which go before what its rows give; what neither tells is unknown.

    ``counts``: by what is counted, which is nothing (all rows), a title, or a column and its option. ``rows``: None
    where only counts are known.
    """

    counts: Mapping[tuple[str, ...], Decimal]
    rows: Sequence[Row] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a condition may depend on beside the answers: purpose and level of the track, whether it is a western place.

    Empty or None: not known.
    """

    purpose: str = ""
    level: str = ""
    west: bool | None = None

    def get(self, name: str) -> str | bool | None:
        """What is known under one of SETTING_NAMES; None for any other name."""
        return {"purpose": str(self.purpose), "level": str(self.level), "west": self.west}.get(name)


NO_SETTING = Setting()


def setting_of(policy: RoundPolicy, track: Track) -> Setting:
    """What the criteria of a track may depend on in a round."""
    return Setting(track.purpose, track.level, policy.west.on(policy.day) if policy.west else None)


@dataclass(frozen=True, slots=True)
class Facts:
    """One dossier's answers as formulas see them. ``year`` set: a bare name means the answer of that year.

    ``undated``: keys known to have one answer for all years.
    """

    answers: Mapping[str, object]
    years: tuple[int, ...]
    compound_growth: bool = True
    growth_from_base_year: bool = False
    count_firm_once: bool = True
    year: int | None = None
    setting: Setting = NO_SETTING
    undated: frozenset[str] = frozenset()

    def at(self, year: int) -> Facts:
        """The same, looking at one year."""
        return Facts(
            self.answers,
            self.years,
            self.compound_growth,
            self.growth_from_base_year,
            self.count_firm_once,
            year,
            self.setting,
            self.undated,
        )

    def with_figure(self, place: str, figure: Decimal) -> Facts:
        """The same with one figure changed."""
        return replace(self, answers={**self.answers, place: figure})

    def place(self, key: str) -> str:
        """The address a bare name stands for."""
        if self.year is not None and key not in self.undated and key not in self.answers:
            return address(key, self.year)
        return key

    def figure(self, place: str) -> Decimal | None:
        """The figure stored at an address; None when there is none or it is no figure."""
        return as_figure(self.answers.get(place))

    def rows(self, key: str) -> Sequence[Row] | None:
        """The rows of a repeating table; None when it was never filled in."""
        value = self.answers.get(key)
        if isinstance(value, Told):
            value = value.rows
        if not isinstance(value, LISTS):
            return None
        return [row for row in value if isinstance(row, Mapping)]

    def told(self, key: str) -> Told | None:
        """The counts told of a table; None where it has rows only or was never filled in."""
        value = self.answers.get(key)
        return value if isinstance(value, Told) else None

    def with_rows(self, key: str, rows: Sequence[Row]) -> Facts:
        """The same with the rows of a table, of which nothing else is told."""
        return replace(self, answers={**self.answers, key: list(rows)})

    def known_only(self) -> Facts:
        """The same as if there were nothing of a table beside what is told of it."""
        told = {key: value for key, value in self.answers.items() if isinstance(value, Told)}
        return replace(
            self, answers={**self.answers, **{key: replace(t, rows=t.rows or ()) for key, t in told.items()}}
        )

    def window(self, count: int | None = None) -> tuple[int, ...]:
        """The years looked at: all, or the last so many; fewer where there are not so many."""
        return self.years if count is None else self.years[-count:]

    def growth_window(self, count: int | None = None) -> tuple[int, ...]:
        """The years between which growth is measured, by the convention about the base year."""
        years = self.window(count)
        return (years[0] - 1, *years) if self.growth_from_base_year and years else years


def facts_of(
    answers: Mapping[str, object],
    *,
    years: Sequence[int],
    conventions: Conventions,
    on: date,
    setting: Setting = NO_SETTING,
    undated: frozenset[str] = frozenset(),
) -> Facts:
    """The answers together with the conventions in force on a day; raises LookupError where none is in force."""
    return Facts(
        answers=answers,
        years=tuple(years),
        compound_growth=conventions.growth.on(on) == "compound",
        growth_from_base_year=conventions.growth_from_base_year.on(on),
        count_firm_once=conventions.count_firm_once.on(on),
        setting=setting,
        undated=undated,
    )


def as_figure(value: object) -> Decimal | None:
    """A stored answer as an exact figure; None for anything that is not one, floats included."""
    if isinstance(value, str):
        try:
            value = Decimal(value)
        except InvalidOperation:
            return None
    elif isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < BEYOND_READING:
        return value
    return None


def titles_of(row: Row) -> set[str]:
    """All that is ticked in any multiple choice of a roster row."""
    return {str(item) for cell in row.values() if isinstance(cell, LISTS) for item in cell}


def held_titles(rows: Sequence[Row], titles: Sequence[str]) -> list[set[tuple[str, str]]]:
    """Row by row, the firm with each of the titles that it holds there; nothing where the row names no firm.

    Firms are told apart by credit code, or by name in rows without one.
    """
    codes = {str(row.get("name")): str(row.get("uscc")) for row in rows if row.get("name") and row.get("uscc")}
    found = []
    for row in rows:
        name = str(row.get("name") or "")
        firm = str(row.get("uscc") or codes.get(name) or name)
        found.append({(firm, title) for title in titles_of(row).intersection(titles)} if firm else set())
    return found
