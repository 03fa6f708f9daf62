"""The logical parts of a formula over a table, three-valued as for one dossier: 1 true, 0 unknown, −1 false."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from jiqun.core.arithmetic import precisely
from jiqun.core.batch.arithmetic import column_of
from jiqun.core.batch.columns import Column, Flags, doubts
from jiqun.core.batch.table import Codes, Table
from jiqun.core.expressions import Trace
from jiqun.core.facts import SETTING_NAMES
from jiqun.core.logic import And, Answered, Comparison, EachYear, Logic, Not, Or
from jiqun.core.policy.schema import Operator


@dataclass(frozen=True, slots=True)
class Truths:
    """One truth value per dossier, and the rows in which only the exact evaluation can tell."""

    codes: Codes
    doubt: Flags | None = None


def truths_of(logic: Logic, table: Table) -> Codes:
    """What the condition says of every dossier, the doubtful rows asked exactly."""
    found = _read(logic, table, None)
    if found.doubt is None or not found.doubt.any():
        return found.codes
    codes = found.codes.copy()
    with precisely():
        for row in np.flatnonzero(found.doubt):
            exact = logic.truth(table.facts(int(row)), Trace())
            codes[row] = 0 if exact is None else 1 if exact else -1
    return codes


def compare(operator: Operator, left: Column, right: Column) -> Truths:
    """Row by row, how left stands to right."""
    off = left.values - right.values
    codes = HOLDS[operator](off).view(np.int8) - FAILS[operator](off).view(np.int8)
    told = doubts(left, right)
    if (left.faithful and right.faithful) or (left.is_exact and right.is_exact):
        return Truths(codes, told)
    near: Flags = np.abs(off) <= left.error + right.error
    return Truths(codes, near if told is None else near | told)


HOLDS = {
    Operator.AT_LEAST: lambda off: off >= 0,
    Operator.ABOVE: lambda off: off > 0,
    Operator.AT_MOST: lambda off: off <= 0,
    Operator.BELOW: lambda off: off < 0,
    Operator.EQUALS: lambda off: off == 0,
}
FAILS = {
    Operator.AT_LEAST: lambda off: off < 0,
    Operator.ABOVE: lambda off: off <= 0,
    Operator.AT_MOST: lambda off: off > 0,
    Operator.BELOW: lambda off: off >= 0,
    Operator.EQUALS: lambda off: (off < 0) | (off > 0),
}
"""Not simply the opposite of holding: against what is unknown nothing holds and nothing fails."""


def _read(logic: Logic, table: Table, year: int | None) -> Truths:
    match logic:
        case Comparison(operator, left, right):
            return compare(operator, column_of(left, table, year), column_of(right, table, year))
        case Not(inner):
            found = _read(inner, table, year)
            return Truths(-found.codes, found.doubt)
        case And(members):
            return _together([_read(each, table, year) for each in members], all_of=True)
        case Or(members):
            return _together([_read(each, table, year) for each in members], all_of=False)
        case EachYear(inner, years):
            window = table.frame.window(years)
            if not window or len(window) < (years or 0):
                return _all_alike(None, table)
            return _together([_read(inner, table, each) for each in window], all_of=True)
    return _given(logic, table)


def _given(logic: Logic, table: Table) -> Truths:
    """What is no figure: an answer, something of the setting, or a truth written down."""
    if isinstance(logic, Answered) and logic.key not in SETTING_NAMES:
        return Truths(table.answered(logic))
    return _all_alike(logic.truth(table.frame, Trace()), table)


def _all_alike(known: bool | None, table: Table) -> Truths:
    code = 0 if known is None else 1 if known else -1
    return Truths(np.full(len(table), code, np.int8))


def _together(members: list[Truths], *, all_of: bool) -> Truths:
    codes = reduce(np.minimum if all_of else np.maximum, (each.codes for each in members))
    told = [each.doubt for each in members if each.doubt is not None]
    return Truths(codes, reduce(np.logical_or, told) if told else None)
