"""Units that do not fit: what is added or compared, what a formula gives, and what a threshold is stated in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiqun.core.expressions import Name, Number, Operation, Part, Reference, Sign
from jiqun.core.facts import Facts
from jiqun.core.figures import format_figure, same_unit
from jiqun.core.formula import value_of, walk
from jiqun.core.logic import Comparison, Logic
from jiqun.core.over_years import GROWTHS, OverYears
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.ground import Ground
from jiqun.core.policy.measures import RATIO, Measure, measure_of
from jiqun.core.policy.schema import Indicator

PERCENT = "%"
ADDING = ("+", "-")
NO_ANSWERS = Facts({}, ())


def indicator_units(indicator: Indicator, part: Part, ground: Ground, path: str) -> Iterator[Flaw]:
    """Units added inside a formula, and what it gives against what the indicator is stated in."""
    yield from _added(part, ground, path)
    yield from _divided(part, path)
    given, stated = _measure(part, ground), measure_of(indicator.unit)
    if given is None or _fits(given, stated, ground):
        return
    if given.is_ratio and stated.said == PERCENT:
        times = given.multiplier
        yield path, "以“%”为单位的比值应乘以100", f"乘以{format_figure(times)}" if times != 1 else "没有乘以100"
    else:
        here = path.removesuffix("formula") + "unit"
        yield here, f"应与公式结果的单位{_named(given)}一致", _named(stated)


def _fits(given: Measure, stated: Measure, ground: Ground) -> bool:
    """Whether a figure may be stated in this unit; a ratio also in words of its own such as 倍, and what was converted
    by a number also in a unit that no question has."""
    if given.powers == stated.powers:
        return given.size == stated.size
    unknown = stated.said not in {field.unit for field in ground.asked.values() if field.unit}
    if given.is_ratio and not stated.is_ratio:
        return given.size == 0 and unknown
    return given.converted and unknown


def _divided(part: Part | Logic, path: str) -> Iterator[Flaw]:
    """A divisor that is nought whatever is answered."""
    for node in walk(part):
        if isinstance(node, Operation) and node.sign == "/" and _number(node.right) == 0:
            yield path, "除数应不恒为0", "除以0"


def rule_units(logic: Logic, ground: Ground, path: str) -> Iterator[Flaw]:
    """Units compared or added inside a condition."""
    yield from _divided(logic, path)
    for node in walk(logic):
        if isinstance(node, Comparison):
            yield from _added(node.left, ground, path)
            yield from _added(node.right, ground, path)
            yield from _compared(node.left, node.right, ground, path)


def consistency_units(left: Part, right: Part, ground: Ground, path: str) -> Iterator[Flaw]:
    """Units on both sides of a rule of the form."""
    for side in (left, right):
        yield from _added(side, ground, path)
        yield from _divided(side, path)
    yield from _compared(left, right, ground, path)


def threshold_unit(stated: str, indicator: Indicator, path: str) -> Iterator[Flaw]:
    """A threshold is stated in the unit of what it is held against."""
    if not same_unit(stated, indicator.unit):
        yield (
            path,
            f"应与指标“{indicator.label}”的单位{_named(measure_of(indicator.unit))}一致",
            _named(measure_of(stated)),
        )


def _added(part: Part, ground: Ground, path: str) -> Iterator[Flaw]:
    for node in walk(part):
        if isinstance(node, Operation) and node.sign in ADDING:
            yield from _compared(node.left, node.right, ground, path, "相加减")


def _compared(left: Part, right: Part, ground: Ground, path: str, act: str = "比较") -> Iterator[Flaw]:
    one, other = _measure(left, ground), _measure(right, ground)
    if one is None or other is None or one.converted or other.converted:
        return
    if (one.powers, one.size) != (other.powers, other.size):
        yield path, f"{act}的各项单位应相同", f"{_named(one)}和{_named(other)}"


def _named(measure: Measure) -> str:
    if measure == RATIO:
        return RATIO.said
    return f"“{measure.said}”" if measure.said else "（无单位）"


def _measure(part: Part, ground: Ground) -> Measure | None:
    """What a part gives is in; None where that cannot be told, as of a plain number or a count."""
    match part:
        case Name(key=key):
            asked = ground.asked.get(key) or ground.indicators.get(key)
            return measure_of(asked.unit) if asked is not None else None
        case Reference(id=id) if id in ground.indicators:
            return measure_of(ground.indicators[id].unit)
        case Sign(part=inner):
            return _measure(inner, ground)
        case OverYears(function=function, part=inner):
            return measure_of(PERCENT) if function in GROWTHS else _measure(inner, ground)
        case Operation():
            return _of_operation(part, ground)
    return None


def _of_operation(part: Operation, ground: Ground) -> Measure | None:
    left, right = _measure(part.left, ground), _measure(part.right, ground)
    if part.sign in ADDING:
        told = [each for each in (left, right) if each is not None]
        return min(told, key=lambda each: each.converted, default=None)
    if left is not None and right is not None:
        made = left.times(right) if part.sign == "*" else left.over(right)
        return made if made.is_told else None
    measure, number = (left, _number(part.right)) if left else (right, _number(part.left))
    if measure is None or not number:
        return None
    if part.sign == "*":
        return measure.scaled(number)
    return measure.scaled(1 / number) if left else None


def _number(part: Part) -> Decimal | None:
    """What a part gives that looks at nothing; None for any other."""
    plain = all(isinstance(node, Number | Sign | Operation) for node in walk(part))
    return value_of(part, NO_ANSWERS).value if plain else None
