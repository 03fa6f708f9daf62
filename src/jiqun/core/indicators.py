"""Shares, growth and ratios derived from declared figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiqun.core.arithmetic import rounded
from jiqun.core.expressions import Part
from jiqun.core.facts import Facts
from jiqun.core.formula import Outcome, value_of
from jiqun.core.policy.schema import Indicator


@dataclass(frozen=True, slots=True)
class Derived:
    """An indicator with what its formula gave."""

    indicator: Indicator
    outcome: Outcome

    @property
    def text(self) -> str:
        """The value rounded half up for display, with its unit; empty when it cannot be computed."""
        if self.outcome.value is None:
            return ""
        return f"{rounded(self.outcome.value, self.indicator.decimals):,f}{self.indicator.unit}"


def derive(indicators: Iterable[Indicator], parts: Mapping[str, Part], facts: Facts) -> Mapping[str, Derived]:
    """Every indicator by its id, by the trees of its set."""
    return {each.id: Derived(each, value_of(parts[each.id], facts)) for each in indicators}
