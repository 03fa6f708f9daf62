"""The smallest change of one figure by which a criterion would be met, where the formula has a shape that tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiqun.core.addresses import address
from jiqun.core.arithmetic import precisely, rounded_up
from jiqun.core.comparison import holds
from jiqun.core.expressions import HUNDRED, ONE, Name, Number, Operation, Part, Trace
from jiqun.core.facts import Facts
from jiqun.core.over_years import OverYears
from jiqun.core.policy.schema import Operator
from jiqun.core.wording import Wording

MONEY_DECIMALS = 2
RISING = (Operator.AT_LEAST, Operator.ABOVE)
FALLING = (Operator.AT_MOST, Operator.BELOW)


@dataclass(frozen=True, slots=True)
class Remedy:
    """Add ``change`` (negative: take away) to the figure at ``address`` while that at ``held`` stays as it is."""

    address: str
    change: Decimal
    held: str


def remedy_for(part: Part, operator: Operator, bound: Decimal, facts: Facts, wording: Wording) -> Remedy | None:
    """The smallest change, rounded up to a step that officials type; None where the formula does not tell."""
    with precisely():
        wanted = _share_wanted(part, bound, facts) or _growth_wanted(part, bound, facts)
        if wanted is None:
            return None
        place, held, figure = wanted
        now = facts.figure(place)
        direction = 1 if operator in RISING else -1 if operator in FALLING else 0
        if now is None or not direction:
            return None
        decimals = _decimals(now, facts.figure(held), wording.unit(place))
        size = rounded_up((figure - now) * direction, decimals)
        for extra in (0, 1):  # on a bound that has to be passed, one step more
            change = (size + extra * Decimal(1).scaleb(-decimals)) * direction
            if change * direction <= 0 or now + change < 0:
                continue
            value = part.value(facts.with_figure(place, now + change), Trace())
            if value is not None and holds(operator, value, bound):
                return Remedy(place, change, held)
    return None


def _share_wanted(part: Part, bound: Decimal, facts: Facts) -> tuple[str, str, Decimal] | None:
    """Numerator, denominator, and what the numerator would have to be."""
    shape = share_of(part)
    if shape is None:
        return None
    numerator, denominator, factor = shape
    place, held = _place(numerator, facts), _place(denominator, facts)
    whole = facts.figure(held) if held else None
    if not place or not held or place == held or whole is None or whole <= 0 or factor <= 0:
        return None
    return place, held, bound * whole / factor


def share_of(part: Part) -> tuple[Part, Part, Decimal] | None:
    """Numerator, denominator and factor of ``a / b``, ``a / b * 100``, ``100 * a / b`` or ``a * 100 / b``."""
    match part:
        case Operation("*", inner, Number(factor)) | Operation("*", Number(factor), inner):
            shape = share_of(inner)
            return (shape[0], shape[1], shape[2] * factor) if shape else None
        case Operation("/", Operation("*", Number(factor), numerator), denominator):
            return numerator, denominator, factor
        case Operation("/", Operation("*", numerator, Number(factor)), denominator):
            return numerator, denominator, factor
        case Operation("/", numerator, denominator):
            return numerator, denominator, ONE
    return None


def _place(part: Part, facts: Facts) -> str:
    match part:
        case Name(key):
            return facts.place(key)
        case OverYears("last", Name(key)):
            return address(key, facts.years[-1])
    return ""


def _growth_wanted(part: Part, bound: Decimal, facts: Facts) -> tuple[str, str, Decimal] | None:
    """The last year, the first, and what the last would have to be; only for compound growth."""
    match part:
        case OverYears("growth", Name(key), None) if facts.compound_growth:
            years = facts.growth_years
            first = facts.figure(address(key, years[0]))
            if first is not None:
                wanted = first * (ONE + bound / HUNDRED) ** (len(years) - 1)
                return address(key, years[-1]), address(key, years[0]), wanted
    return None


def _decimals(figure: Decimal, held: Decimal | None, unit: str) -> int:
    """As many as were typed; money in at least two, so that nothing much larger than needed is asked for."""
    typed = [max(0, -int(each.as_tuple().exponent)) for each in (figure, held) if each is not None]
    return max(*typed, MONEY_DECIMALS if "元" in unit else 0)
