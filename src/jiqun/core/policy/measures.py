"""Units that are multiplied and divided: numerator and denominator of what a formula gives, and its power of ten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from jiqun.core.figures import SCALES, scale_and_base

ONE = Decimal(1)
SHARES = {"%": -2, "‰": -3}
"""Units of a ratio, as powers of ten."""
PREFIXES = {size: prefix for prefix, size in SCALES.items()}
UNDER = re.compile(r"[/／每]")
BESIDE = re.compile(r"[·×*]")
Powers = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is in.

    ``powers``: base units such as 元 with their powers, none for a ratio. ``size``: the power of ten of one of these
    figures, 8 for 亿元, -2 for %. ``weight``: by what the figure was multiplied that is no power of ten; ``converted``:
    whether by any number at all. ``said``: how it is written.
    """

    powers: Powers
    size: int
    said: str
    weight: Decimal = ONE
    converted: bool = False

    @property
    def is_ratio(self) -> bool:
        """Whether the units of its figures cancel each other."""
        return not self.powers

    @property
    def is_told(self) -> bool:
        """Whether every figure in it has a unit."""
        return all(unit for unit, _ in self.powers)

    @property
    def multiplier(self) -> Decimal:
        """Of a ratio: by what it was multiplied altogether."""
        return self.weight.scaleb(-self.size)

    def times(self, other: Measure) -> Measure:
        """The product of two figures."""
        return self._joined(other, 1, "·")

    def over(self, other: Measure) -> Measure:
        """The quotient of two figures."""
        return self._joined(other, -1, "/")

    def scaled(self, number: Decimal) -> Measure:
        """The figure multiplied by a number: a hundred times a ratio is in %, ten thousand times 亿元 in 万元."""
        digits = number.normalize().as_tuple()
        if digits.digits != (1,) or digits.sign or not isinstance(digits.exponent, int):
            return replace(self, weight=self.weight * number, converted=True)
        size = self.size - digits.exponent
        if self.is_ratio and size == SHARES["%"]:
            return replace(self, size=size, said="%")
        said = _written(self.powers, size) or f"{ONE.scaleb(size - self.size):f}{self.said}"
        return replace(self, size=size, said=said, converted=True)

    def _joined(self, other: Measure, sign: int, between: str) -> Measure:
        powers = _sorted((*self.powers, *((unit, power * sign) for unit, power in other.powers)))
        size = self.size + sign * other.size
        weight = self.weight * other.weight if sign > 0 else self.weight / (other.weight or ONE)
        said = _written(powers, size) or f"{self.said}{between}{other.said}"
        return Measure(powers, size, said, weight, self.converted or other.converted)


RATIO = Measure((), 0, "比值")


def measure_of(unit: str) -> Measure:
    """The measure that a unit such as 亿元/平方公里 states."""
    if unit in SHARES:
        return Measure((), SHARES[unit], unit)
    first, *others = UNDER.split(unit)
    named = [(each.strip(), 1) for each in BESIDE.split(first)] + [(each.strip(), -1) for each in others]
    split = [(scale_and_base(each), power) for each, power in named]
    powers = _sorted((base, power) for (_, base), power in split)
    return Measure(powers, sum(size * power for (size, _), power in split), unit)


def _written(powers: Powers, size: int) -> str:
    """How a single unit of that size is written; empty where there is no word."""
    if not powers:
        return next((unit for unit, share in SHARES.items() if share == size), RATIO.said if size == 0 else "")
    (unit, power), *others = powers
    if power != 1 or others or size < 0:
        return ""
    nearest = max(each for each in PREFIXES if each <= size)
    return f"{10 ** (size - nearest) if size > nearest else ''}{PREFIXES[nearest]}{unit}"


def _sorted(powers: Iterable[tuple[str, int]]) -> Powers:
    added: dict[str, int] = {}
    for unit, power in powers:
        added[unit] = added.get(unit, 0) + power
    return tuple(sorted((unit, power) for unit, power in added.items() if power))
