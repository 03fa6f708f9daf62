"""Whether a condition can be true and can be false, tried over every combination of what it looks at.

Figures that hang together (the last year of a series and its lowest) are tried as if they did not, so that a condition
may be taken for possible which is not, and never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise, product
from math import prod
from typing import Any

from jiqun.core.comparison import holds
from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import Name, Number, Part, Reference
from jiqun.core.facts import NO_SETTING, SETTING_NAMES, Setting
from jiqun.core.logic import NO, YES, And, Answered, Comparison, EachYear, Logic, Not, Or, Truth
from jiqun.core.over_years import ENDS, OverYears
from jiqun.core.policy.ground import Ground
from jiqun.core.policy.schema import FieldKind
from jiqun.core.vocabulary import Level, Purpose

MOST_TRIALS = 4096
BOTH = frozenset({True, False})
SETTINGS: dict[str, tuple[str, ...]] = {
    "purpose": tuple(Purpose.codes()),
    "level": tuple(Level.codes()),
    "west": (YES, NO),
}
WITHIN_BOUNDS = (*ENDS, "lowest", "highest", "mean")
"""Functions over years that give nothing outside of what every year may be."""
SIDES = (Decimal(-1), Decimal(0), Decimal(1))
"""One figure less than another, as large, and larger."""
Trial = Mapping[object, Any]


def possible(logic: Logic, ground: Ground, settings: Sequence[Setting] = ()) -> frozenset[bool]:
    """The truths that a condition can have under some of the settings (none: under any); both if too many to try."""
    found: set[bool] = set()
    for setting in settings or (NO_SETTING,):
        domains = _domains(logic, ground, setting)
        if prod(len(each) for each in domains.values()) > MOST_TRIALS:
            return BOTH
        for values in product(*domains.values()):
            found.add(_truth(logic, dict(zip(domains, values, strict=True))))
    return frozenset(found)


def _domains(logic: Logic, ground: Ground, setting: Setting) -> dict[object, Sequence[object]]:
    """What every thing looked at may be, by the thing itself; answers of which there is one only, by their key."""
    domains: dict[object, Sequence[object]] = {}
    bounds: dict[Part, list[Decimal]] = {}
    for node in _nodes(logic):
        match node:
            case Answered(key=key) if options := _options(key, ground, setting):
                domains[key] = options
            case EachYear(part=inner):
                domains[node] = tuple(possible(inner, ground, (setting,)))
            case Comparison(left=left, right=Number(figure=figure)):
                bounds.setdefault(left, []).append(figure)
            case Comparison(left=left, right=right):
                domains[left, right] = SIDES
            case Answered():
                domains[node] = (True, False)
    return {**domains, **{part: _samples(part, figures, ground) for part, figures in bounds.items()}}


def _nodes(logic: Logic) -> Iterator[Logic]:
    """Comparisons, answers and years; what is inside a year is not of this level."""
    if isinstance(logic, Not | And | Or):
        for each in logic.parts():
            yield from _nodes(each)  # type: ignore[arg-type] # the parts of these are conditions
    else:
        yield logic


def _options(key: str, ground: Ground, setting: Setting) -> tuple[str, ...]:
    """The answers of which one is given; none where several may be ticked."""
    if key in SETTING_NAMES:
        known = setting.get(key)
        given = {True: YES, False: NO}.get(known, known) if isinstance(known, bool) else known
        return (str(given),) if given else SETTINGS[key]
    field = ground.asked.get(key)
    if field is not None and field.kind is FieldKind.YES_NO:
        return YES, NO
    if field is not None and field.kind is FieldKind.CHOICE:
        return tuple(choice.code for choice in field.choices)
    return ()


def _samples(part: Part, figures: Sequence[Decimal], ground: Ground) -> tuple[Decimal, ...]:
    """A figure on, between and beside all that it is held against, as far as it can be such a figure."""
    least, most, whole = _bounds(part, ground)
    ends = sorted({*figures, *(each for each in (least, most) if each is not None)})
    near = [ends[0] - 1, *ends, *((one + other) / 2 for one, other in pairwise(ends)), ends[-1] + 1]
    near += [each.to_integral_value(ROUND_FLOOR) + more for each in near for more in (0, 1)]
    return tuple(
        each
        for each in dict.fromkeys(near)
        if (least is None or each >= least) and (most is None or each <= most) and (not whole or each == int(each))
    )


def _bounds(part: Part, ground: Ground) -> tuple[Decimal | None, Decimal | None, bool]:
    """The least and the greatest that a figure may be, and whether it is a whole number."""
    match part:
        case Number(figure=figure):
            return figure, figure, False
        case Reference(part=inner):
            return _bounds(inner, ground)
        case Rows() | Firms():
            return Decimal(0), None, True
        case OverYears(function=function, part=Name() as inner) if function in WITHIN_BOUNDS:
            least, most, whole = _bounds(inner, ground)
            return least, most, whole and function != "mean"
        case Name(key=key) if field := ground.asked.get(key):
            return field.minimum, field.maximum, field.whole or field.kind is FieldKind.INTEGER
    return None, None, False


def _truth(logic: Logic, trial: Trial) -> bool:
    """The condition under one combination."""
    match logic:
        case Truth(known=known):
            return known
        case Not(part=inner):
            return not _truth(inner, trial)
        case And(members=members):
            return all(_truth(each, trial) for each in members)
        case Or(members=members):
            return any(_truth(each, trial) for each in members)
        case Answered(key=key, text=text) if key in trial:
            return bool(trial[key] == text)
        case Comparison(operator=operator, left=left, right=Number(figure=figure)):
            return holds(operator, trial[left], figure)
        case Comparison(operator=operator, left=left, right=right):
            return holds(operator, trial[left, right], Decimal(0))
    return bool(trial[logic])
