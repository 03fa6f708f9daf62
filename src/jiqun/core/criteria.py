"""The condition groups, met or not, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiqun.core import explain
from jiqun.core.assessment import AspectResult, Assessment, CriterionResult, of_aspect, with_excuses, worst
from jiqun.core.comparison import gap, holds
from jiqun.core.facts import Facts, facts_of
from jiqun.core.formula import Outcome, compiled
from jiqun.core.indicators import Derived, derive
from jiqun.core.policy.schema import Conventions, CriteriaSet, Criterion, CriterionKind, Form
from jiqun.core.remedies import remedy_for
from jiqun.core.vocabulary import Verdict
from jiqun.core.wording import NO_WORDING, Wording, wording_of

__all__ = ["AspectResult", "Assessment", "CriterionResult", "assess"]


def assess(
    criteria: CriteriaSet,
    answers: Mapping[str, object],
    *,
    years: Sequence[int],
    on: date,
    conventions: Conventions,
    form: Form | None = None,
) -> Assessment:
    """Hold the answers against every criterion, with the thresholds and conventions in force on a day.

    ``form`` gives the labels of what is missing; without it addresses stand for themselves.

    Raises:
        FormulaError: an indicator is no formula.
        LookupError: a criterion names no indicator of the set, or a threshold is not in force.
    """
    facts = facts_of(answers, years=years, conventions=conventions, on=on)
    bench = _Bench(facts, on, derive(criteria.indicators, facts), wording_of(form) if form else NO_WORDING)
    results = with_excuses([bench.result(criterion) for criterion in criteria.criteria])
    aspects = tuple(of_aspect(aspect, results) for aspect in criteria.aspects)
    return Assessment(results, aspects, worst(each.verdict for each in aspects), bench.indicators)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every criterion of one assessment is held against."""

    facts: Facts
    on: date
    indicators: Mapping[str, Derived]
    wording: Wording

    def result(self, criterion: Criterion) -> CriterionResult:
        match criterion.kind:
            case CriterionKind.FIGURE:
                return self.figure(criterion)
            case CriterionKind.VETO:
                return self.veto(criterion)
        sentence = explain.judged_sentence(criterion.label)
        return CriterionResult(criterion, Verdict.JUDGED, sentence, criterion.source.citation)

    def veto(self, criterion: Criterion) -> CriterionResult:
        answer = str(self.facts.answers.get(criterion.field) or "")
        verdict = {"yes": Verdict.NOT_MET, "no": Verdict.MET}.get(answer, Verdict.UNKNOWN)
        label = self.wording.labels.get(criterion.field, criterion.label)
        sentence = explain.veto_sentence(label, answer)
        missing = (criterion.field,) if verdict is Verdict.UNKNOWN else ()
        return CriterionResult(criterion, verdict, sentence, criterion.source.citation, missing=missing)

    def figure(self, criterion: Criterion) -> CriterionResult:
        derived = self.indicators[criterion.indicator]
        if criterion.threshold is None:
            raise LookupError(f"{criterion.id}没有指标值")
        entry = criterion.threshold.entry_on(self.on)
        outcome, bound = derived.outcome, entry.value
        measure = explain.Measure(derived.indicator, criterion.operator, bound, outcome, self.wording)
        verdict = _verdict(criterion, outcome, bound)
        part = compiled(derived.indicator.formula)
        remedy = None
        if verdict is Verdict.NOT_MET:
            remedy = remedy_for(part, criterion.operator, bound, self.facts, self.wording)
        wanted = verdict is Verdict.JUDGED
        return CriterionResult(
            criterion,
            verdict,
            explain.soft_sentence(measure) if wanted else explain.figure_sentence(measure, part, remedy),
            entry.source.citation,
            value=outcome.value,
            threshold=bound,
            unit=derived.indicator.unit,
            value_text=measure.value_text,
            gap=gap(criterion.operator, outcome.value, bound) if outcome.value is not None else None,
            inputs=outcome.inputs,
            missing=outcome.missing,
            remedy=remedy,
            reason_wanted=wanted,
        )


def _verdict(criterion: Criterion, outcome: Outcome, bound: Decimal) -> Verdict:
    if outcome.value is None:
        return Verdict.UNKNOWN
    if holds(criterion.operator, outcome.value, bound):
        return Verdict.MET
    return Verdict.JUDGED if criterion.soft else Verdict.NOT_MET
