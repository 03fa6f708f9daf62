"""How a figure stands to a bound: exactly, nothing rounded beforehand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jiqun.core.arithmetic import rounded
from jiqun.core.policy.schema import Operator

MOST_DECIMALS = 40
PERCENT = "%"

HOLDS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.AT_LEAST: lambda value, bound: value >= bound,
    Operator.ABOVE: lambda value, bound: value > bound,
    Operator.AT_MOST: lambda value, bound: value <= bound,
    Operator.BELOW: lambda value, bound: value < bound,
    Operator.EQUALS: lambda value, bound: value == bound,
}


def holds(operator: Operator, value: Decimal, bound: Decimal) -> bool:
    """Whether the figure meets the bound; 以上 includes the bound, 高于 does not."""
    return HOLDS[operator](value, bound)


def gap(operator: Operator, value: Decimal, bound: Decimal) -> Decimal | None:
    """How far the figure is from the bound, in its unit; None when it meets it.

    Exactly on a bound that has to be passed the distance is 0.
    """
    return None if holds(operator, value, bound) else abs(bound - value)


def shown(value: Decimal, decimals: int, operator: Operator, bound: Decimal) -> Decimal:
    """The value rounded for display, with as many more digits as it takes not to seem what it is not.

    69.996 against “at least 70” is shown as 69.996: two digits would make it look met.
    """
    met = holds(operator, value, bound)
    for digits in range(decimals, MOST_DECIMALS):
        figure = rounded(value, digits)
        if holds(operator, figure, bound) == met and (met or figure != bound or value == bound):
            return figure
    return value


def distance_words(distance: Decimal, unit: str) -> str:
    """“1.80个百分点” between two percentages, else the figure with its unit."""
    return f"{distance:,f}{'个百分点' if unit == PERCENT else unit}"
