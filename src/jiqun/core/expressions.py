"""The parts of a formula. Each gives an exact figure, or None and leaves in the trace why it could not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from jiqun.core.addresses import address
from jiqun.core.arithmetic import nth_root, quotient
from jiqun.core.facts import Facts, firms_with

ONE, HUNDRED = Decimal(1), Decimal(100)
ROSTER = "roster"


@dataclass(slots=True)
class Trace:
    """What an evaluation looked at: figures used, addresses that were empty, and what made it impossible."""

    inputs: dict[str, Decimal] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    reason: str = ""
    blamed: tuple[str, ...] = ()

    def take(self, facts: Facts, place: str) -> Decimal | None:
        """The figure at an address, noted as used or as missing."""
        value = facts.figure(place)
        if value is None:
            self.missing[place] = None
        else:
            self.inputs[place] = value
        return value

    def fail(self, reason: str, *blamed: str) -> None:
        """Note why there is no value; the first reason stands."""
        if not self.reason:
            self.reason, self.blamed = reason, blamed


class Part(Protocol):
    """A node of the tree."""

    def value(self, facts: Facts, trace: Trace, /) -> Decimal | None: ...

    def names(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Number:
    """A figure written in the formula."""

    figure: Decimal

    def value(self, _facts: Facts, _trace: Trace) -> Decimal | None:
        return self.figure

    def names(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Name:
    """One answer by its key."""

    key: str

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        return trace.take(facts, facts.place(self.key))

    def names(self) -> Iterator[str]:
        yield self.key


@dataclass(frozen=True, slots=True)
class Sign:
    """A part with plus or minus before it."""

    negative: bool
    part: Part

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        value = self.part.value(facts, trace)
        return -value if value is not None and self.negative else value

    def names(self) -> Iterator[str]:
        return self.part.names()


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts and one of + - * / between them. Both are always looked at, so that all that is missing is known."""

    sign: str
    left: Part
    right: Part

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        left = self.left.value(facts, trace)
        right = self.right.value(facts, trace)
        if left is None or right is None:
            return None
        if self.sign == "/" and not right:
            probe = Trace()
            self.right.value(facts, probe)
            divisors = list(probe.inputs)
            trace.fail("为0，不能作除数" if len(divisors) == 1 else "算得0，不能作除数", *divisors)
            return None
        return OPERATIONS[self.sign](left, right)

    def names(self) -> Iterator[str]:
        yield from self.left.names()
        yield from self.right.names()


OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


@dataclass(frozen=True, slots=True)
class OverYears:
    """A function of one field by years: ``last``, ``lowest`` or ``growth``."""

    function: str
    key: str

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        return OVER_YEARS[self.function](self.key, facts, trace)

    def names(self) -> Iterator[str]:
        yield self.key


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a repeating table has."""

    key: str

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        rows = facts.rows(self.key)
        return _counted(self.key, None if rows is None else len(rows), trace)

    def names(self) -> Iterator[str]:
        yield self.key


@dataclass(frozen=True, slots=True)
class Firms:
    """How many firms of the roster hold any of the titles."""

    titles: tuple[str, ...]

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        rows = facts.rows(ROSTER)
        count = None if rows is None else firms_with(rows, self.titles, once=facts.count_firm_once)
        return _counted(ROSTER, count, trace)

    def names(self) -> Iterator[str]:
        yield ROSTER


def _counted(key: str, count: int | None, trace: Trace) -> Decimal | None:
    if count is None:
        trace.missing[key] = None
        return None
    trace.inputs[key] = Decimal(count)
    return Decimal(count)


def _last(key: str, facts: Facts, trace: Trace) -> Decimal | None:
    return trace.take(facts, address(key, facts.years[-1]))


def _lowest(key: str, facts: Facts, trace: Trace) -> Decimal | None:
    figures = _series(key, facts.years, facts, trace)
    return None if figures is None else min(figures)


def _growth(key: str, facts: Facts, trace: Trace) -> Decimal | None:
    years = facts.growth_years
    figures = _series(key, years, facts, trace)
    if figures is None:
        return None
    if len(years) < 2:
        trace.fail("不足两年，没有增长率可算", address(key, years[-1]))
        return None
    needed_positive = figures if not facts.compound_growth else (figures[0], figures[-1])
    if min(needed_positive) <= 0:
        blamed = [address(key, year) for year, figure in zip(years, figures, strict=True) if figure <= 0]
        trace.fail("不大于0，没有增长率可算", *blamed)
        return None
    return compound_growth(figures) if facts.compound_growth else mean_growth(figures)


def _series(key: str, years: tuple[int, ...], facts: Facts, trace: Trace) -> list[Decimal] | None:
    taken = [trace.take(facts, address(key, year)) for year in years]
    figures = [figure for figure in taken if figure is not None]
    return figures if figures and len(figures) == len(taken) else None


def compound_growth(figures: list[Decimal]) -> Decimal:
    """Percent a year: ((last ÷ first) to the power of 1 ÷ intervals − 1) × 100."""
    return (nth_root(figures[-1] / figures[0], len(figures) - 1) - ONE) * HUNDRED


def mean_growth(figures: list[Decimal]) -> Decimal:
    """Percent a year: the mean of the yearly rates; added as fractions, so that only the end is rounded."""
    rates = [Fraction(after) / Fraction(before) - 1 for before, after in pairwise(figures)]
    return quotient(sum(rates, Fraction(0)) * 100 / len(rates))


OVER_YEARS: dict[str, Callable[[str, Facts, Trace], Decimal | None]] = {
    "last": _last,
    "lowest": _lowest,
    "growth": _growth,
}
