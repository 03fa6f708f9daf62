"""Functions over the years of the window: ``last(output_sme / output_total * 100)``, ``lowest(output_total, 3)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from jiqun.core.arithmetic import nth_root, quotient
from jiqun.core.expressions import HUNDRED, ONE, Part, Trace
from jiqun.core.facts import Facts

Series = Sequence[Decimal]
GROWTHS = ("growth", "compound_growth", "mean_growth")
ENDS = ("first", "last")


@dataclass(frozen=True, slots=True)
class OverYears:
    """A function of what ``part`` gives year by year.

    ``function``: one of FUNCTIONS_OVER_YEARS. ``years``: only the last so many of the window; None: all of it.
    """

    function: str
    part: Part
    years: int | None = None

    @property
    def key(self) -> str:
        """The field, where the part is one; empty for an expression."""
        return str(getattr(self.part, "key", ""))

    def value(self, facts: Facts, trace: Trace) -> Decimal | None:
        window = self.window(facts)
        if not window or len(window) < (self.years or 0):
            trace.fail(f"的数据不足{self.years or 1}年", *self.names())
            return None
        if self.function in ENDS:
            return self.part.value(facts.at(window[0 if self.function == "first" else -1]), trace)
        if self.function in GROWTHS:
            return self._growth(window, facts, trace)
        figures = self._series(window, facts, trace)
        return None if figures is None else trace.kept(SUMMARIES[self.function](figures))

    def names(self) -> Iterator[str]:
        return self.part.names()

    def parts(self) -> tuple[Part, ...]:
        return (self.part,)

    def window(self, facts: Facts) -> tuple[int, ...]:
        """The years looked at, oldest first; for growth with the base year, where the convention counts from it."""
        return facts.growth_window(self.years) if self.function in GROWTHS else facts.window(self.years)

    def compound(self, facts: Facts) -> bool:
        """Whether growth is taken as compound: as the function says, or else the convention."""
        return facts.compound_growth if self.function == "growth" else self.function == "compound_growth"

    def _series(self, window: Sequence[int], facts: Facts, trace: Trace) -> list[Decimal] | None:
        taken = [self.part.value(facts.at(year), trace) for year in window]
        figures = [figure for figure in taken if figure is not None]
        return figures if len(figures) == len(taken) else None

    def _growth(self, window: Sequence[int], facts: Facts, trace: Trace) -> Decimal | None:
        figures = self._series(window, facts, trace)
        if figures is None:
            return None
        if len(window) < 2:
            trace.fail("不足两年，没有增长率可算", *self._looked_at(facts, window))
            return None
        compound = self.compound(facts)
        if min((figures[0], figures[-1]) if compound else figures) <= 0:
            negative = [year for year, figure in zip(window, figures, strict=True) if figure <= 0]
            trace.fail("不大于0，没有增长率可算", *self._looked_at(facts, negative))
            return None
        return trace.kept(compound_growth(figures) if compound else mean_growth(figures))

    def _looked_at(self, facts: Facts, years: Sequence[int]) -> list[str]:
        """The addresses that the figures of some years come from."""
        probe = Trace()
        for year in years:
            self.part.value(facts.at(year), probe)
        return list(probe.inputs)


def compound_growth(figures: Series) -> Decimal:
    """Percent a year: ((last ÷ first) to the power of 1 ÷ intervals − 1) × 100."""
    return (nth_root(figures[-1] / figures[0], len(figures) - 1) - ONE) * HUNDRED


def mean_growth(figures: Series) -> Decimal:
    """Percent a year: the mean of the yearly rates; added as fractions, so that only the end is rounded."""
    rates = [Fraction(after) / Fraction(before) - 1 for before, after in pairwise(figures)]
    return quotient(sum(rates, Fraction(0)) * 100 / len(rates))


def mean(figures: Series) -> Decimal:
    """The mean, rounded once."""
    return quotient(sum((Fraction(each) for each in figures), Fraction(0)) / len(figures))


def total(figures: Series) -> Decimal:
    """All years together."""
    return sum(figures, Decimal(0))


SUMMARIES: dict[str, Callable[[Series], Decimal]] = {"lowest": min, "highest": max, "mean": mean, "total": total}
FUNCTIONS_OVER_YEARS = (*ENDS, *SUMMARIES, *GROWTHS)
