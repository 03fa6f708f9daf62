"""The condition groups, met or not, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jiqun.core import explain
from jiqun.core.assessment import AspectResult, Assessment, CriterionResult, of_aspect, with_excuses, worst
from jiqun.core.basis import Basis, bases
from jiqun.core.comparison import gap, holds
from jiqun.core.compiled_set import CompiledSet, compiled_set
from jiqun.core.conditions import VERDICTS, condition_results, opened, remedy_of, short_sentence
from jiqun.core.facts import NO_SETTING, Facts, Setting, facts_of
from jiqun.core.formula import Outcome, Weighed, weigh
from jiqun.core.indicators import Derived, derive
from jiqun.core.policy.schema import Conventions, CriteriaSet, Criterion, CriterionKind, Form
from jiqun.core.remedies import remedy_for
from jiqun.core.sufficing import sufficing
from jiqun.core.vocabulary import Verdict
from jiqun.core.wording import Wording

__all__ = ["AspectResult", "Assessment", "CriterionResult", "Setting", "assess"]


def assess(
    criteria: CriteriaSet,
    answers: Mapping[str, object],
    *,
    years: Sequence[int],
    on: date,
    conventions: Conventions,
    form: Form | None = None,
    setting: Setting = NO_SETTING,
) -> Assessment:
    """Hold the answers against every criterion, with the thresholds and conventions in force on a day.

    ``form`` gives the labels of what is missing; without it addresses stand for themselves. ``setting``: what the
    criteria may depend on beside the answers.

    Raises:
        FormulaError: a formula is refused, or indicators name each other in a circle.
        LookupError: a criterion names no indicator of the set or has no formula, or a threshold is not in force.
    """
    compiled = compiled_set(criteria, form)
    facts = facts_of(answers, years=years, conventions=conventions, on=on, setting=setting, undated=compiled.undated)
    indicators = derive(criteria.indicators, compiled.parts, facts)
    bench = _Bench(facts, on, indicators, compiled, bases(compiled, facts))
    results = with_excuses([bench.result(criterion) for criterion in criteria.criteria])
    by_aspect: dict[str, list[CriterionResult]] = {}
    for each in results:
        by_aspect.setdefault(each.criterion.aspect, []).append(each)
    aspects = tuple(of_aspect(aspect, by_aspect.get(aspect.id, ())) for aspect in criteria.aspects)
    return Assessment(results, aspects, worst(each.verdict for each in aspects), bench.indicators)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every criterion of one assessment is held against."""

    facts: Facts
    on: date
    indicators: Mapping[str, Derived]
    compiled: CompiledSet
    bases: Mapping[str, Basis]

    @property
    def wording(self) -> Wording:
        return self.compiled.wording

    def result(self, criterion: Criterion) -> CriterionResult:
        when = self.compiled.whens.get(criterion.id)
        if when is None:
            return self.applied(criterion)
        weighed = weigh(when, self.facts)
        found = self.applied(criterion) if weighed.truth else self.aside(criterion, weighed)
        inputs, answers = dict(weighed.inputs) | dict(found.inputs), dict(weighed.answers) | dict(found.answers)
        return replace(found, inputs=tuple(inputs.items()), answers=tuple(answers.items()))

    def applied(self, criterion: Criterion) -> CriterionResult:
        """What it says where it applies."""
        match criterion.kind:
            case CriterionKind.FIGURE:
                return self.figure(criterion)
            case CriterionKind.VETO:
                return self.veto(criterion)
            case CriterionKind.RULE:
                return self.rule(criterion)
        return self.plain(criterion, Verdict.JUDGED, explain.judged_sentence(criterion.label))

    def plain(
        self, criterion: Criterion, verdict: Verdict, sentence: str, missing: tuple[str, ...] = ()
    ) -> CriterionResult:
        return CriterionResult(
            criterion,
            verdict,
            sentence,
            criterion.source.citation,
            missing=missing,
            basis=self.bases[criterion.id],
            wording=self.wording,
        )

    def aside(self, criterion: Criterion, weighed: Weighed) -> CriterionResult:
        """It does not apply, or that is not known."""
        if weighed.truth is None:
            sentence = explain.when_unknown_sentence(criterion.label, weighed, self.wording)
            return self.plain(criterion, Verdict.UNKNOWN, sentence, weighed.missing)
        sentence = explain.not_applicable_sentence(criterion.label, self.bases[criterion.id].when)
        return self.plain(criterion, Verdict.NOT_APPLICABLE, sentence)

    def veto(self, criterion: Criterion) -> CriterionResult:
        answer = str(self.facts.answers.get(criterion.field) or "")
        verdict = {"yes": Verdict.NOT_MET, "no": Verdict.MET}.get(answer, Verdict.UNKNOWN)
        label = self.wording.labels.get(criterion.field, criterion.label)
        missing = (criterion.field,) if verdict is Verdict.UNKNOWN else ()
        found = self.plain(criterion, verdict, explain.veto_sentence(label, answer), missing)
        return replace(found, answers=() if missing else ((criterion.field, (answer,)),))

    def rule(self, criterion: Criterion) -> CriterionResult:
        logic = self.compiled.rules.get(criterion.id)
        if logic is None:
            raise LookupError(f"{criterion.id}没有判断公式")
        weighed = weigh(logic, self.facts)
        tree = opened(logic, self.facts)
        verdict = VERDICTS[weighed.truth]
        remedy = remedy_of(logic, tree, self.facts, self.wording) if verdict is Verdict.NOT_MET else None
        wanted = verdict is Verdict.NOT_MET and criterion.soft
        short = "" if weighed.truth else short_sentence(tree, self.wording)
        sentence = explain.rule_sentence(criterion.label, weighed, short)
        return replace(
            self.plain(criterion, Verdict.JUDGED if wanted else verdict, sentence, weighed.missing),
            inputs=weighed.inputs,
            answers=weighed.answers,
            remedy=None if wanted else remedy,
            reason_wanted=wanted,
            conditions=condition_results(tree, self.wording),
            referred=self.referred(criterion),
        )

    def figure(self, criterion: Criterion) -> CriterionResult:
        derived = self.indicators[criterion.indicator]
        if criterion.threshold is None:
            raise LookupError(f"{criterion.id}没有指标值")
        entry = criterion.threshold.entry_on(self.on)
        outcome, bound, part = derived.outcome, entry.value, self.compiled.parts[criterion.indicator]
        known = sufficing(part, criterion.operator, bound, self.facts) if outcome.value is None else None
        outcome = known or outcome
        measure = explain.Measure(derived.indicator, criterion.operator, bound, outcome, self.wording)
        verdict = _verdict(criterion, outcome, bound)
        remedy = None
        if verdict is Verdict.NOT_MET:
            remedy = remedy_for(part, criterion.operator, bound, self.facts, self.wording)
        wanted = verdict is Verdict.JUDGED
        said = explain.soft_sentence(measure) if wanted else explain.figure_sentence(measure, part, remedy)
        return CriterionResult(
            criterion,
            verdict,
            ("仅就已知数据，" if known else "") + said,
            entry.source.citation,
            value=outcome.value,
            threshold=bound,
            unit=derived.indicator.unit,
            value_text=f"至少{measure.value_text}" if known else measure.value_text,
            gap=gap(criterion.operator, outcome.value, bound) if outcome.value is not None else None,
            inputs=outcome.inputs,
            missing=outcome.missing,
            remedy=remedy,
            reason_wanted=wanted,
            basis=self.bases[criterion.id],
            referred=self.referred(criterion),
            wording=self.wording,
        )

    def referred(self, criterion: Criterion) -> tuple[tuple[str, Decimal], ...]:
        """The values of the other indicators that a criterion uses."""
        found = ((id, self.indicators[id].outcome.value) for id in self.bases[criterion.id].references)
        return tuple((id, value) for id, value in found if value is not None)


def _verdict(criterion: Criterion, outcome: Outcome, bound: Decimal) -> Verdict:
    if outcome.value is None:
        return Verdict.UNKNOWN
    if holds(criterion.operator, outcome.value, bound):
        return Verdict.MET
    return Verdict.JUDGED if criterion.soft else Verdict.NOT_MET
