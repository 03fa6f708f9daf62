"""Growth per year over columns, by both readings; unknown where a figure that has to be more than nought is not."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise

import numpy as np

from jiqun.core.batch.columns import UNIT, Column, Flags, Floats, doubts

ROOT_ERROR = 16 * UNIT
"""More than any library's root or power is off."""


def compound(columns: list[Column]) -> Column:
    """Percent a year from the first column to the last, the same rate every year; columns between must be known."""
    first, last = columns[0], columns[-1]
    ratio = _ratio(first, last)
    root = _root(ratio.values, len(columns) - 1)
    root[reduce(np.logical_or, (np.isnan(each.values) for each in columns))] = np.nan
    rel = ratio.rel + ROOT_ERROR
    return Column((root - 1.0) * 100.0, 4 * UNIT, root * (200 * rel), doubt=ratio.doubt)


def mean(columns: list[Column]) -> Column:
    """The mean of the yearly rates in percent."""
    ratios = [_ratio(before, after) for before, after in pairwise(columns)]
    average = reduce(np.add, (each.values for each in ratios)) / len(ratios)
    rel = max(each.rel for each in ratios) + (len(ratios) + 2) * UNIT
    return Column((average - 1.0) * 100.0, 4 * UNIT, average * (200 * rel), doubt=doubts(*ratios))


def _ratio(before: Column, after: Column) -> Column:
    """After ÷ before where both are more than nought; rows that might be either are left to the decimals."""
    values = np.divide(after.values, before.values)
    values[(before.values <= 0) | (after.values <= 0)] = np.nan
    doubt: Flags | None = doubts(before, after)
    for each in (before, after):
        if each.loose is not None:
            near = np.abs(each.values) <= 100 * each.error
            doubt = near if doubt is None else doubt | near
    rel = before.rel + after.rel + 2 * UNIT
    for each in (before, after):
        # A loose error below a hundredth of the value, as seen to above, is still one: it joins the relative one.
        if each.loose is not None:
            share = np.divide(each.error, np.abs(each.values))
            rel += float(np.nanmax(np.where(np.isfinite(share) & (share < 0.01), share, 0.0), initial=0.0))
    return Column(values, rel * 2, doubt=doubt)


def _root(values: Floats, degree: int) -> Floats:
    match degree:
        case 1:
            return values.copy()
        case 2:
            return np.sqrt(values)
        case 3:
            return np.cbrt(values)
    return np.power(values, 1.0 / degree)
