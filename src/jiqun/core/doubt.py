"""Figures that contradict each other decide nothing: criteria computed from them stay open until one is put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from jiqun.core.addresses import counted_at, key_of
from jiqun.core.assessment import Assessment, CriterionResult, of_aspect, with_excuses, worst
from jiqun.core.findings import Finding
from jiqun.core.vocabulary import Verdict

SETTLED = (Verdict.MET, Verdict.NOT_MET)


def in_doubt(assessment: Assessment, findings: Iterable[Finding]) -> Assessment:
    """The assessment with every criterion unknown that was computed from a figure named by one of the findings."""
    wrong = {each.field: each.message for each in findings if each.field}
    if not wrong:
        return assessment
    results = with_excuses([_doubted(each, wrong) for each in assessment.results])
    aspects = tuple(of_aspect(each.aspect, results) for each in assessment.aspects)
    return replace(assessment, results=results, aspects=aspects, verdict=worst(each.verdict for each in aspects))


def _doubted(result: CriterionResult, wrong: Mapping[str, str]) -> CriterionResult:
    """One result, excused again later if its group allows."""
    messages = [wrong[place] for place in map(_asked_at, result.inputs) if place in wrong]
    if not messages or not (result.verdict in SETTLED or result.reason_wanted):
        return replace(result, excused=False)
    sentence = f"{result.criterion.label}所用数据有误，待更正后判定（{messages[0]}）"
    return replace(
        result,
        verdict=Verdict.UNKNOWN,
        sentence=sentence,
        gap=None,
        remedy=None,
        reason_wanted=False,
        excused=False,
    )


def _asked_at(source: tuple[str, object]) -> str:
    """The address of an input as a finding names it: what was counted, by its table."""
    place, _ = source
    return key_of(place) if counted_at(place) else place
