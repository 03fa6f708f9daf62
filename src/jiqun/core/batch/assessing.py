"""All criteria of a standard over all dossiers of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

import numpy as np

from jiqun.core.arithmetic import precisely
from jiqun.core.batch.arithmetic import column_of
from jiqun.core.batch.columns import Column, constant
from jiqun.core.batch.conditions import compare, truths_of
from jiqun.core.batch.table import Codes, Table
from jiqun.core.batch.verdicts import JUDGED, MET, NOT_APPLICABLE, NOT_MET, UNKNOWN, alike, best_of, worst_of
from jiqun.core.comparison import holds
from jiqun.core.compiled_set import CompiledSet, compiled_set
from jiqun.core.expressions import Trace
from jiqun.core.facts import NO_SETTING, Setting, facts_of
from jiqun.core.logic import Answered
from jiqun.core.policy.schema import Aspect, Conventions, CriteriaSet, Criterion, CriterionKind, Form
from jiqun.core.remedies import RISING
from jiqun.core.sufficing import sufficing

Group = tuple[str, str, str]
THREE_VALUED = np.array([NOT_MET, UNKNOWN, MET], np.int8)
"""The verdict of −1, 0 and 1."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One code of :data:`jiqun.core.batch.verdicts.VERDICTS` per dossier: by criterion, by group, by aspect, overall.

    A group is what counts as one condition: a criterion by itself, or those of which one suffices.
    """

    by_criterion: Mapping[str, Codes]
    by_group: Mapping[tuple[str, ...], Codes]
    by_aspect: Mapping[str, Codes]
    overall: Codes


@dataclass
class Bench:
    """A standard laid against a table once, so that other thresholds can be tried quickly.

    ``form``: the one the table was filled from; its keys come before ids of indicators.
    """

    criteria: CriteriaSet
    table: Table
    on: date
    form: Form | None = None
    _exact: dict[tuple[str, int], Decimal | None] = field(default_factory=dict)

    @cached_property
    def trees(self) -> CompiledSet:
        """The formulas of the standard."""
        return compiled_set(self.criteria, self.form)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The figures of each indicator that a criterion holds against a threshold."""
        wanted = dict.fromkeys(each.indicator for each in self.criteria.criteria if each.kind == CriterionKind.FIGURE)
        with np.errstate(all="ignore"):
            return {id: column_of(self.trees.parts[id], self.table) for id in wanted}

    @cached_property
    def members(self) -> dict[str, dict[Group, list[str]]]:
        """By aspect, the criteria that count as one condition."""
        found: dict[str, dict[Group, list[str]]] = {aspect.id: {} for aspect in self.criteria.aspects}
        for each in self.criteria.criteria:
            group = (each.aspect, each.either, "" if each.either else each.id)
            found.get(each.aspect, {}).setdefault(group, []).append(each.id)
        return found

    @cached_property
    def settled(self) -> dict[str, Codes]:
        """The verdicts that no threshold changes."""
        with np.errstate(all="ignore"):
            return {
                each.id: self._applied(each, self._unmeasured(each))
                for each in self.criteria.criteria
                if each.kind != CriterionKind.FIGURE
            }

    @cached_property
    def conditions(self) -> dict[str, Codes]:
        """Where criteria with a condition apply: 1, 0 where that is unknown, −1."""
        with np.errstate(all="ignore"):
            return {id: truths_of(logic, self.table) for id, logic in self.trees.whens.items()}

    def verdicts(self, thresholds: Mapping[str, Decimal] | None = None) -> Verdicts:
        """All verdicts with the thresholds in force, or others by the id of the criterion.

        Raises:
            LookupError: a criterion with a figure has no threshold, or none in force on the day.
        """
        tried = thresholds or {}
        found = dict(self.settled)
        with np.errstate(all="ignore"):
            for each in self.criteria.criteria:
                if each.kind == CriterionKind.FIGURE:
                    found[each.id] = self._applied(each, self._measured(each, tried.get(each.id)))
        groups = {tuple(ids): best_of([found[id] for id in ids]) for of in self.members.values() for ids in of.values()}
        aspects = {each.id: self._aspect(each, groups) for each in self.criteria.aspects}
        overall = worst_of(list(aspects.values()), len(self.table))
        return Verdicts(found, groups, aspects, overall)

    def _aspect(self, aspect: Aspect, groups: Mapping[tuple[str, ...], Codes]) -> Codes:
        return worst_of([groups[tuple(ids)] for ids in self.members[aspect.id].values()], len(self.table))

    def _unmeasured(self, criterion: Criterion) -> Codes:
        match criterion.kind:
            case CriterionKind.VETO:
                return THREE_VALUED[self.table.answered(Answered(criterion.field, "no")) + 1]
            case CriterionKind.RULE:
                return THREE_VALUED[truths_of(self.trees.rules[criterion.id], self.table) + 1]
        return alike(JUDGED, len(self.table))

    def _measured(self, criterion: Criterion, tried: Decimal | None) -> Codes:
        if criterion.threshold is None:
            raise LookupError(f"{criterion.id}没有指标值")
        bound = criterion.threshold.on(self.on) if tried is None else tried
        column = self.columns[criterion.indicator]
        truths = compare(criterion.operator, column, constant(bound, 1))  # one figure stands against the whole column
        codes = truths.codes
        if truths.doubt is not None:
            for row in np.flatnonzero(truths.doubt):
                value = self._figure(criterion.indicator, int(row))
                codes[row] = 0 if value is None else 1 if holds(criterion.operator, value, bound) else -1
        part = self.trees.parts[criterion.indicator]
        for place in self.table.told(tuple(part.names())):
            if not codes[place] and sufficing(part, criterion.operator, bound, self.table.facts(place)):
                codes[place] = 1 if criterion.operator in RISING else -1
        found = THREE_VALUED[codes + 1]
        if criterion.soft:
            found[found == NOT_MET] = JUDGED
        return found

    def _figure(self, indicator: str, row: int) -> Decimal | None:
        """The exact figure of one dossier, kept: near a threshold it is asked for again and again."""
        if (indicator, row) not in self._exact:
            with precisely():
                self._exact[indicator, row] = self.trees.parts[indicator].value(self.table.facts(row), Trace())
        return self._exact[indicator, row]

    def _applied(self, criterion: Criterion, codes: Codes) -> Codes:
        """The verdicts where the criterion applies; unknown where that is unknown."""
        if not criterion.when:
            return codes
        applies = self.conditions[criterion.id]
        return np.select([applies > 0, applies < 0], [codes, NOT_APPLICABLE], UNKNOWN).astype(np.int8)


def assess_many(
    criteria: CriteriaSet,
    rows: Sequence[Mapping[str, object]],
    *,
    years: Sequence[int],
    on: date,
    conventions: Conventions,
    form: Form | None = None,
    setting: Setting = NO_SETTING,
    thresholds: Mapping[str, Decimal] | None = None,
) -> Verdicts:
    """Hold every dossier against every criterion, with the thresholds in force on a day or others to be tried.

    The verdicts are those of :func:`jiqun.core.criteria.assess`: wherever binary figures are too coarse to tell, the
    exact decimals are asked.
    """
    return bench_of(criteria, rows, years=years, on=on, conventions=conventions, form=form, setting=setting).verdicts(
        thresholds
    )


def bench_of(
    criteria: CriteriaSet,
    rows: Sequence[Mapping[str, object]],
    *,
    years: Sequence[int],
    on: date,
    conventions: Conventions,
    form: Form | None = None,
    setting: Setting = NO_SETTING,
) -> Bench:
    """A standard laid against the answers of many dossiers; raises FormulaError as the standard's formulas do."""
    undated = compiled_set(criteria, form).undated
    frame = facts_of({}, years=years, conventions=conventions, on=on, setting=setting, undated=undated)
    return Bench(criteria, Table(rows, frame), on, form)
