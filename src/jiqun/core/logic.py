"""Conditions that are true, false or unknown (Kleene): comparisons, answers given, and, or, not, in each year.

Unknown is None. What is missing is noted only where the truth depends on it. Every node is a plain frozen dataclass
like those of :mod:`jiqun.core.expressions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from jiqun.core.comparison import holds
from jiqun.core.expressions import Part, Trace
from jiqun.core.facts import SETTING_NAMES, Facts
from jiqun.core.policy.schema import Operator

YES = "yes"
NO = "no"


class Logic(Protocol):
    """A node of the logical tree."""

    def truth(self, facts: Facts, trace: Trace, /) -> bool | None:
        """True, false, or None with what is missing in the trace."""

    def names(self) -> Iterator[str]:
        """The keys looked at; those of the setting are none."""

    def parts(self) -> tuple[Logic | Part, ...]:
        """The nodes directly below."""


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``."""

    known: bool

    def truth(self, _facts: Facts, _trace: Trace) -> bool | None:
        return self.known

    def names(self) -> Iterator[str]:
        return iter(())

    def parts(self) -> tuple[Logic | Part, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures held against each other."""

    operator: Operator
    left: Part
    right: Part

    def truth(self, facts: Facts, trace: Trace) -> bool | None:
        left, right = self.left.value(facts, trace), self.right.value(facts, trace)
        return None if left is None or right is None else holds(self.operator, left, right)

    def names(self) -> Iterator[str]:
        yield from self.left.names()
        yield from self.right.names()

    def parts(self) -> tuple[Logic | Part, ...]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether an answer, or something of the setting, is this text; of several options ticked, whether it is one.

    ``west`` and ``is_key_town`` by themselves stand for the text ``yes``.
    """

    key: str
    text: str = YES

    def truth(self, facts: Facts, trace: Trace) -> bool | None:
        given = facts.setting.get(self.key) if self.key in SETTING_NAMES else facts.answers.get(self.key)
        if isinstance(given, bool):
            given = YES if given else NO
        if not given:
            trace.missing[self.key] = None
            return None
        options = tuple(map(str, given)) if isinstance(given, list | tuple) else (str(given),)
        trace.answers[self.key] = options
        return self.text in options

    def names(self) -> Iterator[str]:
        if self.key not in SETTING_NAMES:
            yield self.key

    def parts(self) -> tuple[Logic | Part, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; of unknown, unknown."""

    part: Logic

    def truth(self, facts: Facts, trace: Trace) -> bool | None:
        found = self.part.truth(facts, trace)
        return None if found is None else not found

    def names(self) -> Iterator[str]:
        return self.part.names()

    def parts(self) -> tuple[Logic | Part, ...]:
        return (self.part,)


@dataclass(frozen=True, slots=True)
class And:
    """True if all are, false if one is."""

    members: tuple[Logic, ...]

    def truth(self, facts: Facts, trace: Trace) -> bool | None:
        return _together(((each, facts) for each in self.members), trace, decisive=False)

    def names(self) -> Iterator[str]:
        return (key for each in self.members for key in each.names())

    def parts(self) -> tuple[Logic | Part, ...]:
        return self.members


@dataclass(frozen=True, slots=True)
class Or:
    """True if one is, false if none is."""

    members: tuple[Logic, ...]

    def truth(self, facts: Facts, trace: Trace) -> bool | None:
        return _together(((each, facts) for each in self.members), trace, decisive=True)

    def names(self) -> Iterator[str]:
        return (key for each in self.members for key in each.names())

    def parts(self) -> tuple[Logic | Part, ...]:
        return self.members


@dataclass(frozen=True, slots=True)
class EachYear:
    """Whether it is true in every year of the window, or of its last ``years``."""

    part: Logic
    years: int | None = None

    def truth(self, facts: Facts, trace: Trace) -> bool | None:
        window = facts.window(self.years)
        if not window or len(window) < (self.years or 0):
            trace.fail(f"的数据不足{self.years or 1}年", *self.names())
            return None
        return _together(((self.part, facts.at(year)) for year in window), trace, decisive=False)

    def names(self) -> Iterator[str]:
        return self.part.names()

    def parts(self) -> tuple[Logic | Part, ...]:
        return (self.part,)


def _together(members: Iterable[tuple[Logic, Facts]], trace: Trace, *, decisive: bool) -> bool | None:
    """One decisive member settles it, whatever is unknown; all are looked at, so that all that is missing is known."""
    unknown = Trace()
    settled, open_ = False, False
    for part, facts in members:
        own = Trace()
        found = part.truth(facts, own)
        trace.saw(own)
        settled = settled or found is decisive
        if found is None:
            open_ = True
            unknown.join(own)
    if settled:
        return decisive
    if open_:
        trace.join(unknown)
        return None
    return not decisive
