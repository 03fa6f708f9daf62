"""Units that do not fit: what is added or compared, what a formula gives, and what a threshold is stated in."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.core.expressions import Name, Number, Operation, Part, Reference, Sign
from jiqun.core.figures import same_unit
from jiqun.core.formula import walk
from jiqun.core.logic import Comparison, Logic
from jiqun.core.over_years import GROWTHS, OverYears
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.ground import Ground
from jiqun.core.policy.schema import Indicator
from jiqun.core.vocabulary import Term

PERCENT = "%"
HUNDRED = 100
ADDING = ("+", "-")


class Bare(Term):
    """What has no unit of its own."""

    ANY = "any", "未定"  # a plain number, or what cannot be told
    RATIO = "ratio", "比值"  # one figure divided by another of the same unit


Unit = str | Bare


def indicator_units(indicator: Indicator, part: Part, ground: Ground, path: str) -> Iterator[Flaw]:
    """Units added inside a formula, and what it gives against what the indicator is stated in."""
    yield from _added(part, ground, path)
    unit = _unit(part, ground)
    if unit is Bare.RATIO:
        if indicator.unit == PERCENT:
            yield path, "以“%”为单位的比值应乘以100", "没有乘以100"
    elif unit is not Bare.ANY and not same_unit(unit, indicator.unit):
        yield path.removesuffix("formula") + "unit", f"应与公式结果的单位{_named(unit)}一致", _named(indicator.unit)


def rule_units(logic: Logic, ground: Ground, path: str) -> Iterator[Flaw]:
    """Units compared or added inside a condition."""
    for node in walk(logic):
        if isinstance(node, Comparison):
            yield from _added(node.left, ground, path)
            yield from _added(node.right, ground, path)
            yield from _compared(node.left, node.right, ground, path)


def consistency_units(left: Part, right: Part, ground: Ground, path: str) -> Iterator[Flaw]:
    """Units on both sides of a rule of the form."""
    for side in (left, right):
        yield from _added(side, ground, path)
    yield from _compared(left, right, ground, path)


def threshold_unit(stated: str, indicator: Indicator, path: str) -> Iterator[Flaw]:
    """A threshold is stated in the unit of what it is held against."""
    if not same_unit(stated, indicator.unit):
        yield path, f"应与指标“{indicator.label}”的单位{_named(indicator.unit)}一致", _named(stated)


def _added(part: Part, ground: Ground, path: str) -> Iterator[Flaw]:
    for node in walk(part):
        if isinstance(node, Operation) and node.sign in ADDING:
            yield from _compared(node.left, node.right, ground, path, "相加减")


def _compared(left: Part, right: Part, ground: Ground, path: str, act: str = "比较") -> Iterator[Flaw]:
    units = _unit(left, ground), _unit(right, ground)
    if Bare.ANY in units or units[0] == units[1]:
        return
    if Bare.RATIO in units or not same_unit(*units):
        yield path, f"{act}的各项单位应相同", "和".join(_named(unit) for unit in units)


def _named(unit: Unit) -> str:
    if isinstance(unit, Bare):
        return unit.label
    return f"“{unit}”" if unit else "（无单位）"


def _unit(part: Part, ground: Ground) -> Unit:
    """The unit of what a part gives, as far as it can be told."""
    match part:
        case Name(key=key):
            asked = ground.asked.get(key)
            if asked is not None:
                return asked.unit
            return ground.indicators[key].unit if key in ground.indicators else Bare.ANY
        case Reference(id=id) if id in ground.indicators:
            return ground.indicators[id].unit
        case Sign(part=inner):
            return _unit(inner, ground)
        case OverYears(function=function, part=inner):
            return PERCENT if function in GROWTHS else _unit(inner, ground)
        case Operation():
            return _of_operation(part, ground)
    return Bare.ANY


def _of_operation(part: Operation, ground: Ground) -> Unit:
    left, right = _unit(part.left, ground), _unit(part.right, ground)
    if part.sign in ADDING:
        return right if left is Bare.ANY else left
    if part.sign == "/" and Bare.ANY not in (left, right) and left == right:
        return Bare.RATIO
    for one, other in ((left, part.right), (right, part.left)):
        if part.sign == "*" and one is Bare.RATIO and isinstance(other, Number) and other.figure == HUNDRED:
            return PERCENT
    return Bare.ANY
