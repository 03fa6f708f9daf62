"""One dossier against a standard, and what differs between two such results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.core.assessment import Assessment
from jiqun.core.criteria import assess
from jiqun.core.policy.schema import CriteriaSet
from jiqun.core.vocabulary import Verdict
from jiqun.insights.standards import Standard

NOT_THERE = "无此条"


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion whose result differs; None where one side has no such criterion."""

    label: str
    before: Verdict | None
    after: Verdict | None
    sentence: str

    @property
    def told(self) -> str:
        """“近三年…：符合→不符合”."""
        return f"{self.label}：{word(self.before)}→{word(self.after)}"


def word(verdict: Verdict | None) -> str:
    """The verdict in words."""
    return verdict.label if verdict else NOT_THERE


def judged(
    standard: Standard, answers: Mapping[str, Any], last_year: int, criteria: CriteriaSet | None = None
) -> Assessment:
    """Answers against a standard over the years that its policy looks at; ``criteria``: instead of its own."""
    return assess(
        criteria or standard.criteria,
        answers,
        years=standard.years_until(last_year),
        on=standard.on,
        conventions=standard.policy.conventions,
        form=standard.policy.form,
    )


def changed_criteria(before: Assessment, after: Assessment) -> Iterator[CriterionChange]:
    """The criteria whose verdict is another, in the order of the later standard; those that went come last."""
    was = {each.criterion.id: each for each in before.results}
    now = {each.criterion.id: each for each in after.results}
    for id, new in now.items():
        old = was.get(id)
        if old is None or old.verdict is not new.verdict:
            yield CriterionChange(new.criterion.label, old.verdict if old else None, new.verdict, new.sentence)
    for id, old in was.items():
        if id not in now:
            yield CriterionChange(old.criterion.label, old.verdict, None, "")
