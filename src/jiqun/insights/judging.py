"""Dossiers against a standard, one or many, and which criteria say otherwise under another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiqun.core.assessment import Assessment
from jiqun.core.batch.assessing import Verdicts
from jiqun.core.batch.verdicts import VERDICTS
from jiqun.core.policy.schema import CriteriaSet
from jiqun.core.vocabulary import Verdict
from jiqun.insights.standards import EditionTrack

Answers = Mapping[str, Any]
NOT_THERE = "无此条"


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion whose result differs; None where one side has no such criterion."""

    label: str
    before: Verdict | None
    after: Verdict | None

    @property
    def told(self) -> str:
        """“近三年…：符合→不符合”."""
        return f"{self.label}：{word(self.before)}→{word(self.after)}"


def word(verdict: Verdict | None) -> str:
    """The verdict in words."""
    return verdict.label if verdict else NOT_THERE


def judged(standard: EditionTrack, answers: Answers, last_year: int) -> Assessment:
    """One dossier against a standard, explained, over the years that its policy looks at."""
    return standard.until(last_year).assess_stored(answers)


def judged_many(
    standard: EditionTrack, rows: Sequence[Answers], last_year: int, tried: Mapping[str, Decimal] | None = None
) -> Judged:
    """Many dossiers at once: verdicts only. ``tried``: other thresholds by the id of their criterion."""
    return Judged(standard.criteria, standard.until(last_year).bench(rows).verdicts(tried))


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of many dossiers under one standard, asked row by row."""

    criteria: CriteriaSet
    verdicts: Verdicts

    def overall(self, row: int) -> Verdict:
        """What one dossier comes to."""
        return VERDICTS[int(self.verdicts.overall[row])]

    def by_criterion(self, row: int) -> dict[str, Verdict]:
        """What each criterion says of one dossier."""
        return {id: VERDICTS[int(codes[row])] for id, codes in self.verdicts.by_criterion.items()}


def changed_criteria(before: Judged, after: Judged, row: int) -> Iterator[CriterionChange]:
    """The criteria whose verdict is another, in the order of the later standard; those that went come last."""
    was, now = before.by_criterion(row), after.by_criterion(row)
    for each in after.criteria.criteria:
        if was.get(each.id) is not now[each.id]:
            yield CriterionChange(each.label, was.get(each.id), now[each.id])
    for each in before.criteria.criteria:
        if each.id not in now:
            yield CriterionChange(each.label, was[each.id], None)
