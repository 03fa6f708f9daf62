"""The arithmetic parts of a formula. Each gives an exact figure, or None and leaves in the trace why it could not.

Every node is a plain frozen dataclass: its public fields are the whole tree, so that another reading of the same
formula (over columns, or in words) needs no second parser. Parts over years are in :mod:`jiqun.core.over_years`,
counts in :mod:`jiqun.core.counts`, conditions in :mod:`jiqun.core.logic`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from jiqun.core.facts import Facts

ONE, HUNDRED = Decimal(1), Decimal(100)
ROSTER = "roster"
BEYOND_SHOWING = 100
"""Powers of ten beyond which a result is a slip of the formula; far beyond all that can be typed and divided."""


@dataclass(slots=True)
class Trace:
    """What an evaluation looked at: figures used, answers that are no figures (codes of options; several where several
    are ticked), addresses that were empty, and what made it impossible."""

    inputs: dict[str, Decimal] = field(default_factory=dict)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
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

    def saw(self, other: Trace) -> None:
        """Note what another evaluation found, whatever it lacked."""
        self.inputs.update(other.inputs)
        self.answers.update(other.answers)

    def join(self, other: Trace) -> None:
        """Note all that another evaluation looked at."""
        self.saw(other)
        self.missing.update(other.missing)
        if other.reason:
            self.fail(other.reason, *other.blamed)

    def kept(self, value: Decimal) -> Decimal | None:
        """The figure, unless it is beyond all that could be meant."""
        if value and abs(value.adjusted()) > BEYOND_SHOWING:
            self.fail("算得的数值过大或过小", *self.inputs)
            return None
        return value


class Part(Protocol):
    """A node of the arithmetic tree."""

    def value(self, facts: Facts, trace: Trace, /) -> Decimal | None:
        """The exact figure, or None with the cause in the trace."""

    def names(self) -> Iterator[str]:
        """The keys looked at, repeated as often as they are written."""

    def parts(self) -> tuple[Part, ...]:
        """The nodes directly below."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure written in the formula."""

    figure: Decimal

    def value(self, _facts: Facts, _trace: Trace) -> Decimal | None:
        return self.figure

    def names(self) -> Iterator[str]:
        return iter(())

    def parts(self) -> tuple[Part, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Name:
    """One answer by its key; within a function over years, that year's."""

    key: str

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        return trace.take(facts, facts.place(self.key))

    def names(self) -> Iterator[str]:
        yield self.key

    def parts(self) -> tuple[Part, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Another indicator of the same set by its id, with the tree of its formula."""

    id: str
    part: Part

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        return self.part.value(facts, trace)

    def names(self) -> Iterator[str]:
        return self.part.names()

    def parts(self) -> tuple[Part, ...]:
        return (self.part,)


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

    def parts(self) -> tuple[Part, ...]:
        return (self.part,)


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
        return trace.kept(OPERATIONS[self.sign](left, right))

    def names(self) -> Iterator[str]:
        yield from self.left.names()
        yield from self.right.names()

    def parts(self) -> tuple[Part, ...]:
        return self.left, self.right


OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
