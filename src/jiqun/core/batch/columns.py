"""Figures of many dossiers as one numpy column that knows how far it may be from the exact decimals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

UNIT = 2.0**-53
"""How far, relatively, one rounding to a binary figure may lead away."""

WHOLE = 2.0**53
"""Up to here every whole number is held exactly."""

ROOM = 1.01
"""What products of errors, each tiny, may add to their sum."""

MOST_FAITHFUL_DIGITS = 15
"""Decimals of so many digits stay different, and in order, when they are made binary."""


@dataclass(frozen=True, slots=True)
class Column:
    """One figure per dossier; NaN where it is unknown.

    The exact figure lies within ``rel`` × |value| + ``loose`` of the value; ``rel`` 0 without ``loose`` means equal.
    ``faithful``: figures as typed, which compare among each other as their decimals do. ``doubt``: rows for which
    nothing is claimed, so that the decimals have to be asked.
    """

    values: Floats
    rel: float = 0.0
    loose: Floats | None = None
    faithful: bool = False
    doubt: Flags | None = None

    @property
    def error(self) -> Floats:
        """How far each value may be off, with room to spare."""
        error = np.abs(self.values) * (2 * self.rel)
        return error if self.loose is None else error + 2 * self.loose

    @property
    def is_exact(self) -> bool:
        """Whether every value is the very figure."""
        return self.rel == 0 and self.loose is None


def constant(figure: Decimal, size: int) -> Column:
    """The same figure for every dossier."""
    return of_floats(np.full(size, float(figure)), digits=len(figure.as_tuple().digits))


def whole(figure: int, size: int) -> Column:
    """The same whole number for every dossier."""
    return Column(np.full(size, float(figure)), faithful=True)


def unknown(size: int) -> Column:
    """No figure for any dossier."""
    return Column(np.full(size, np.nan))


def of_floats(values: Floats, *, digits: int) -> Column:
    """A column of figures made binary, the longest of which had so many digits."""
    whole = bool(np.all(np.isnan(values) | ((values == np.rint(values)) & (np.abs(values) <= WHOLE))))
    return Column(values, rel=0.0 if whole else UNIT, faithful=whole or digits <= MOST_FAITHFUL_DIGITS)


def doubts(*columns: Column) -> Flags | None:
    """The rows that any of the columns doubts."""
    told = [each.doubt for each in columns if each.doubt is not None]
    return reduce(np.logical_or, told) if told else None


def negated(column: Column) -> Column:
    """The figures with the other sign."""
    return replace(column, values=-column.values)


def product(left: Column, right: Column) -> Column:
    """Row by row, left times right."""
    values = left.values * right.values
    if left.is_exact and right.is_exact and _all_whole(values):
        return Column(values, doubt=doubts(left, right))
    loose = None
    if left.loose is not None or right.loose is not None:
        off_left, off_right = _loose(left), _loose(right)
        loose = ROOM * (np.abs(left.values) * off_right + np.abs(right.values) * off_left + off_left * off_right)
    return Column(values, ROOM * (left.rel + right.rel) + 2 * UNIT, loose, doubt=doubts(left, right))


def quotient(left: Column, right: Column) -> Column:
    """Row by row, left divided by right; unknown where right is nought."""
    values = np.divide(left.values, right.values)
    values[right.values == 0] = np.nan
    doubt, loose = doubts(left, right), None
    if right.loose is not None:
        # Near nought the divisor may be anything: from a hundredth of its size on the bound below holds.
        unsure = np.abs(right.values) <= 100 * right.error
        doubt = unsure if doubt is None else doubt | unsure
    if left.loose is not None or right.loose is not None:
        loose = 2 * ROOM * (_loose(left) + np.abs(values) * _loose(right)) / np.abs(right.values)
    return Column(values, ROOM * (left.rel + right.rel) + 2 * UNIT, loose, doubt=doubt)


def total(columns: list[Column]) -> Column:
    """Row by row, all columns added up."""
    values = reduce(np.add, (each.values for each in columns))
    if all(each.is_exact for each in columns) and _all_whole(values):
        return Column(values, doubt=doubts(*columns))
    size = reduce(np.add, (np.abs(each.values) for each in columns))
    off = ROOM * max(each.rel for each in columns) + len(columns) * UNIT
    loose = reduce(np.add, (_loose(each) for each in columns), size * off)
    return Column(values, 0.0, loose, doubt=doubts(*columns))


def least(columns: list[Column]) -> Column:
    """Row by row, the lowest; unknown where any is."""
    return _one_of(reduce(np.minimum, (each.values for each in columns)), columns)


def greatest(columns: list[Column]) -> Column:
    """Row by row, the highest; unknown where any is."""
    return _one_of(reduce(np.maximum, (each.values for each in columns)), columns)


def _one_of(values: Floats, columns: list[Column]) -> Column:
    loose = None
    if any(each.loose is not None for each in columns):
        loose = reduce(np.maximum, (_loose(each) for each in columns))
    rel = max(each.rel for each in columns)
    return Column(values, rel, loose, all(each.faithful for each in columns), doubts(*columns))


def _loose(column: Column) -> Floats:
    return np.zeros(len(column.values)) if column.loose is None else column.loose


def _all_whole(values: Floats) -> bool:
    """Whether sums and products of whole numbers stayed within what is held exactly."""
    return bool(np.all(np.isnan(values) | (np.abs(values) <= WHOLE)))
