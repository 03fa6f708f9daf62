"""The smallest change of one figure by which a criterion would be met, where the formula has a shape that tells.

Shares and compound growth are solved; anything else is searched step by step of what officials type, as far as it
moves one way. Whatever is proposed has been tried in the formula.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from jiqun.core.addresses import address, year_of
from jiqun.core.arithmetic import precisely, rounded_up
from jiqun.core.comparison import holds
from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import HUNDRED, ONE, Name, Number, Operation, Part, Reference, Trace
from jiqun.core.facts import Facts
from jiqun.core.over_years import ENDS, OverYears
from jiqun.core.policy.schema import Operator
from jiqun.core.wording import Wording

MONEY_DECIMALS = 2
RISING = (Operator.AT_LEAST, Operator.ABOVE)
FALLING = (Operator.AT_MOST, Operator.BELOW)
MOST_TRIED = 8
MOST_STEPS = 4**20
"""So many steps up nothing sensible is found any more."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Add ``change`` (negative: take away) to the figure at ``address``, or as many to what ``counted`` counts.

    ``held``: the address of the one figure that must stay as it is; ``others``: several must.
    """

    address: str
    change: Decimal
    held: str = ""
    others: bool = False
    counted: Firms | Rows | None = None

    def applied(self, facts: Facts) -> Facts:
        """The facts with the change; unchanged where rows would have to be added."""
        now = facts.figure(self.address)
        return facts if self.counted or now is None else facts.with_figure(self.address, now + self.change)


def remedy_for(part: Part, operator: Operator, bound: Decimal, facts: Facts, wording: Wording) -> Remedy | None:
    """The smallest change, rounded up to a step that officials type; None where the formula does not tell."""
    if operator not in (*RISING, *FALLING):
        return None
    asked = _Asked(part, operator, bound, wording)
    with precisely():
        return asked.counted(facts) or asked.solved(facts) or asked.searched(facts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What has to become true."""

    part: Part
    operator: Operator
    bound: Decimal
    wording: Wording

    @property
    def direction(self) -> int:
        return 1 if self.operator in RISING else -1

    def met(self, facts: Facts) -> bool:
        value = self.part.value(facts, Trace())
        return value is not None and holds(self.operator, value, self.bound)

    def counted(self, facts: Facts) -> Remedy | None:
        """More rows or firms, where the formula is a count by itself, or a sum of counts that is one."""
        count = _as_count(self.part, facts)
        value = self.part.value(facts, Trace()) if count else None
        if count is None or value is None or self.operator in FALLING:
            return None
        size = rounded_up(self.bound - value, 0)
        size += not holds(self.operator, value + size, self.bound)
        return Remedy(next(count.names()), Decimal(size), counted=count) if size > 0 else None

    def solved(self, facts: Facts) -> Remedy | None:
        """By the inverse of the formula, for the shapes that have one."""
        wanted = _share_wanted(self.part, self.bound, facts) or _growth_wanted(self.part, self.bound, facts)
        if wanted is None:
            return None
        place, held, figure = wanted
        now = facts.figure(place)
        if now is None:
            return None
        decimals = decimals_of(now, facts.figure(held), self.wording.unit(place))
        size = rounded_up((figure - now) * self.direction, decimals)
        for extra in (0, 1):  # on a bound that has to be passed, one step more
            change = (size + extra * ONE.scaleb(-decimals)) * self.direction
            remedy = Remedy(place, change, held)
            if change * self.direction > 0 and now + change >= 0 and self.met(remedy.applied(facts)):
                return remedy
        return None

    def searched(self, facts: Facts) -> Remedy | None:
        """By trying the figures one after the other: first in the direction of the bound, then against it."""
        trace = Trace()
        if self.part.value(facts, trace) is None:
            return None
        others = len(trace.inputs) > 1 and not _turns_on_one_year(self.part)
        places = sorted((each for each in trace.inputs if facts.figure(each) is not None), key=_latest_first)
        for direction in (self.direction, -self.direction):
            for place in places[:MOST_TRIED]:
                change = self.least(place, direction, facts)
                if change is not None:
                    return Remedy(place, change, others=others)
        return None

    def least(self, place: str, direction: int, facts: Facts) -> Decimal | None:
        """The least whole number of steps of one figure that is enough; None where even the most is not."""
        now = facts.figure(place) or Decimal(0)
        step = ONE.scaleb(-decimals_of(now, None, self.wording.unit(place)))
        most = MOST_STEPS if direction > 0 else int(now / step)

        def enough(steps: int) -> bool:
            return self.met(facts.with_figure(place, now + direction * steps * step))

        if most < 1 or not (enough(most) or (direction < 0 and enough(most - 1))):
            return None
        return direction * step * _least(enough, most)


def _least(enough: Callable[[int], bool], most: int) -> int:
    """The least count that is enough, found by widening strides and then by halves."""
    short, far = 0, 1
    while far < most and not enough(far):
        short, far = far, far * 4
    far = min(far, most)
    far -= not enough(far)  # nought as a divisor: the last step but one is the most
    while far - short > 1:
        middle = (short + far) // 2
        short, far = (short, middle) if enough(middle) else (middle, far)
    return far


def _latest_first(place: str) -> int:
    """What has no year comes first, then the latest year; it is the one still in one's hands."""
    return -(year_of(place) or 10**6)


def _turns_on_one_year(part: Part) -> bool:
    """Whether the other years do not matter to what the formula gives."""
    found = _followed(part)
    return isinstance(found, OverYears) and found.function in ("lowest", "highest") and bool(found.key)


def _followed(part: Part) -> Part:
    return _followed(part.part) if isinstance(part, Reference) else part


def _as_count(part: Part, facts: Facts) -> Firms | Rows | None:
    """The count that a formula is; ``firms("a") + firms("b")`` counts every title, as ``titles("a", "b")`` does."""
    match _followed(part):
        case Rows() as rows:
            return rows
        case Firms() as firms:
            return replace(firms, once=firms.counts_once(facts) and len(firms.titles) > 1)
        case Operation("+", left, right):
            one, other = _as_count(left, facts), _as_count(right, facts)
            if isinstance(one, Firms) and isinstance(other, Firms) and _add_up(one, other):
                return replace(one, titles=one.titles + other.titles)
    return None


def _add_up(one: Firms, other: Firms) -> bool:
    """Whether the sum of two counts counts every title of both once, in the same rows."""
    alike = (one.column, one.equals) == (other.column, other.equals)
    return alike and not one.once and not other.once and not set(one.titles) & set(other.titles)


def _share_wanted(part: Part, bound: Decimal, facts: Facts) -> tuple[str, str, Decimal] | None:
    """Numerator, denominator, and what the numerator would have to be."""
    match _followed(part):
        case OverYears(function=function, part=inner) as over if function in ENDS and (window := over.window(facts)):
            return _share_wanted(inner, bound, facts.at(window[0 if function == "first" else -1]))
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
    match _followed(part):
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
    match _followed(part):
        case Name(key=key):
            return facts.place(key)
        case OverYears(function=function, part=Name(key=key)) as over if function in ENDS and over.window(facts):
            return address(key, over.window(facts)[0 if function == "first" else -1])
    return ""


def _growth_wanted(part: Part, bound: Decimal, facts: Facts) -> tuple[str, str, Decimal] | None:
    """The last year, the first, and what the last would have to be; only for compound growth."""
    match _followed(part):
        case OverYears(function="growth" | "compound_growth", part=Name(key=key)) as over if over.compound(facts):
            years = over.window(facts)
            first = facts.figure(address(key, years[0])) if len(years) > 1 else None
            if first is not None:
                wanted = first * (ONE + bound / HUNDRED) ** (len(years) - 1)
                return address(key, years[-1]), address(key, years[0]), wanted
    return None


def decimals_of(figure: Decimal, held: Decimal | None, unit: str) -> int:
    """As many as were typed; money in at least two, so that nothing much larger than needed is asked for."""
    typed = [max(0, -int(each.as_tuple().exponent)) for each in (figure, held) if each is not None]
    return max([*typed, MONEY_DECIMALS if "元" in unit else 0])
