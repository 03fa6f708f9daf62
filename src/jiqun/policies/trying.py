"""Trying a draft against its cases: what each expects, what the draft says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.core.criteria import Assessment, assess
from jiqun.core.formula import FormulaError
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Verdict
from jiqun.policyfiles.pack import Pack


@dataclass(frozen=True, slots=True)
class Line:
    """One condition or aspect of a case. ``got`` is None when the draft has no such condition."""

    label: str
    expected: Verdict
    got: Verdict | None
    sentence: str = ""

    @property
    def holds(self) -> bool:
        """Whether the draft says what was expected."""
        return self.got is self.expected

    def __str__(self) -> str:
        got = self.got.label if self.got else "没有这项条件"
        return f"“{self.label}”应为{self.expected.label}，现为{got}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case tried. ``broken`` says why it could not be tried at all."""

    title: str
    track: str
    clause: str
    lines: tuple[Line, ...] = ()
    broken: str = ""

    @property
    def holds(self) -> bool:
        """Whether the case ends as expected."""
        return not self.broken and all(line.holds for line in self.lines)

    @property
    def deviations(self) -> list[str]:
        """Every way in which it does not, in words."""
        return [self.broken] if self.broken else [str(line) for line in self.lines if not line.holds]


def try_cases(policy: RoundPolicy, pack: Pack) -> list[CaseResult]:
    """Every case of the pack, in order."""
    return [_tried(policy, case, pack["answers"]) for case in pack["cases"]]


def _tried(policy: RoundPolicy, case: Mapping[str, Any], base: Mapping[str, Any]) -> CaseResult:
    title, clause = str(case.get("case", "")), str(case.get("clause", ""))
    track = next((each for each in policy.tracks if each.id == case.get("track")), None)
    if track is None:
        return CaseResult(title, "", clause, broken="所对应的申报类别已不存在")
    changes = case.get("answers") or {}
    answers = {place: answer for place, answer in {**base, **changes}.items() if answer != ""}
    try:
        found = assess(
            track.criteria,
            answers,
            years=policy.years,
            on=policy.day,
            conventions=policy.conventions,
            form=policy.form,
        )
        lines = (*_conditions(case.get("expect") or {}, found), *_aspects(case.get("aspect") or {}, found))
    except (FormulaError, LookupError, ValueError, TypeError):
        return CaseResult(title, track.label, clause, broken="给定的数据无法计算，请核对这一情形")
    return CaseResult(title, track.label, clause, lines)


def _conditions(expected: Mapping[str, str], found: Assessment) -> list[Line]:
    results = {each.criterion.id: each for each in found.results}
    lines = []
    for id, verdict in expected.items():
        result = results.get(id)
        label = result.criterion.label if result else id
        lines.append(
            Line(label, Verdict(verdict), result.verdict if result else None, result.sentence if result else "")
        )
    return lines


def _aspects(expected: Mapping[str, str], found: Assessment) -> list[Line]:
    results = {each.aspect.id: each for each in found.aspects}
    return [
        Line(
            results[id].aspect.label if id in results else id,
            Verdict(verdict),
            results[id].verdict if id in results else None,
        )
        for id, verdict in expected.items()
    ]
