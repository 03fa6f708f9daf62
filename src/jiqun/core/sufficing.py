"""Counts of which only a part is known, where that part already settles the question."""

from __future__ import annotations

from decimal import Decimal

from jiqun.core.comparison import holds
from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import Operation, Part, Reference
from jiqun.core.facts import Facts
from jiqun.core.formula import Outcome, value_of
from jiqun.core.policy.schema import Operator
from jiqun.core.remedies import FALLING, RISING


def is_count(part: Part) -> bool:
    """Whether a formula is a count of a table or a sum of such, so that more known rows never make it less."""
    match part:
        case Firms() | Rows():
            return True
        case Reference(part=inner):
            return is_count(inner)
        case Operation("+", left, right):
            return is_count(left) and is_count(right)
    return False


def sufficing(part: Part, operator: Operator, bound: Decimal, facts: Facts) -> Outcome | None:
    """What is known of a count that is not known as a whole, where however many more there are it is met, or is not."""
    if not is_count(part) or not any(facts.told(key) for key in part.names()):
        return None
    least = value_of(part, facts.known_only())
    if least.value is None:
        return None
    reached = holds(operator, least.value, bound)
    settled = (operator in RISING and reached) or (operator in FALLING and not reached)
    return least if settled else None
