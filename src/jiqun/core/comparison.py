"""How a figure stands to a bound: exactly, nothing rounded beforehand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jiqun.core.policy.schema import Operator

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
