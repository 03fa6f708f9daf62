"""What criteria say of a dossier: results one by one, by aspect and altogether. Unknown is never counted as met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jiqun.core.basis import NO_BASIS, Basis
from jiqun.core.conditions import ConditionResult
from jiqun.core.explain import either_sentence, remedy_words
from jiqun.core.figures import format_figure
from jiqun.core.findings import Citation
from jiqun.core.formula import Answers
from jiqun.core.indicators import Derived
from jiqun.core.policy.schema import Aspect, Criterion, Operator
from jiqun.core.remedies import Remedy
from jiqun.core.vocabulary import Verdict
from jiqun.core.wording import NO_WORDING, SourceKind, Wording

WORST_FIRST = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.JUDGED, Verdict.MET, Verdict.NOT_APPLICABLE)
"""Of several conditions all required the worst counts; one that does not apply never does beside others."""

BEST_FIRST = (Verdict.MET, Verdict.UNKNOWN, Verdict.JUDGED, Verdict.NOT_MET, Verdict.NOT_APPLICABLE)
"""Of several of which one suffices the best counts; one still unknown may yet turn out met."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that a criterion was judged by: ``address`` of an answer, or the id of another indicator.

    ``answer``: the words of one that is no figure, whose ``value`` is None.
    """

    address: str
    label: str
    value: Decimal | None
    unit: str
    kind: SourceKind
    answer: str = ""

    @property
    def text(self) -> str:
        """“84亿元”, or “是”."""
        return self.answer if self.value is None else f"{format_figure(self.value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What one criterion says of a dossier.

    ``gap`` is the distance to the bound in the indicator's unit (None when met or unknown); ``excused``: not met or
    unknown, but another member of its either-group is met; ``reason_wanted``: outside a soft bound. ``basis`` says how
    it was computed; ``conditions`` are the members of a logical rule, each with its state; ``referred``: the values of
    other indicators it uses; ``answers``: what it was judged by that is no figure, ``when`` included.
    """

    criterion: Criterion
    verdict: Verdict
    sentence: str
    citation: Citation
    value: Decimal | None = None
    threshold: Decimal | None = None
    unit: str = ""
    value_text: str = ""
    gap: Decimal | None = None
    inputs: tuple[tuple[str, Decimal], ...] = ()
    missing: tuple[str, ...] = ()
    remedy: Remedy | None = None
    reason_wanted: bool = False
    excused: bool = False
    basis: Basis = NO_BASIS
    conditions: tuple[ConditionResult, ...] = ()
    referred: tuple[tuple[str, Decimal], ...] = ()
    answers: Answers = ()
    wording: Wording = field(default=NO_WORDING, repr=False, compare=False)

    @property
    def applies(self) -> bool:
        """Whether the case falls under it at all."""
        return self.verdict is not Verdict.NOT_APPLICABLE

    @property
    def sources(self) -> tuple[Input, ...]:
        """What it was judged by: other indicators, figures, then other answers, with label, unit and kind."""
        say = self.wording
        figures = (
            Input(place, say.label(place), value, say.unit(place), say.kind(place))
            for place, value in (*self.referred, *self.inputs)
        )
        answers = (
            Input(key, say.label(key), None, "", say.kind(key), "、".join(say.option(key, code) for code in codes))
            for key, codes in self.answers
        )
        return *figures, *answers

    @property
    def missing_text(self) -> str:
        """What would settle it, if it is unknown: “2023年、2024年总产值”."""
        return self.wording.listing(self.missing)

    @property
    def remedy_text(self) -> str:
        """The smallest change that would meet it, in words; empty where none is known."""
        return remedy_words(self.remedy, self.wording) if self.remedy else ""

    @property
    def aspect_id(self) -> str:
        """The aspect it belongs to."""
        return self.criterion.aspect

    @property
    def operator(self) -> Operator:
        """How value and threshold are compared."""
        return self.criterion.operator

    @property
    def threshold_text(self) -> str:
        """“不低于70%”; empty where there is no figure to compare."""
        if self.threshold is None:
            return ""
        return f"{self.operator.label}{format_figure(self.threshold)}{self.unit}"


@dataclass(frozen=True, slots=True)
class AspectResult:
    """What the criteria of one aspect say together, and the sentence that matters most."""

    aspect: Aspect
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One dossier against one edition of criteria, in the order of the edition."""

    results: tuple[CriterionResult, ...]
    aspects: tuple[AspectResult, ...]
    verdict: Verdict
    indicators: Mapping[str, Derived]

    def result(self, id: str) -> CriterionResult:
        """The result of the criterion of that id; raises KeyError."""
        for each in self.results:
            if each.criterion.id == id:
                return each
        raise KeyError(id)

    def of(self, verdict: Verdict) -> tuple[CriterionResult, ...]:
        """The results with that verdict which count, those excused by their group left out."""
        return tuple(each for each in self.results if each.verdict is verdict and not each.excused)

    @property
    def reasons_wanted(self) -> tuple[CriterionResult, ...]:
        """The results outside a soft bound, for which the county has to give a reason."""
        return tuple(each for each in self.results if each.reason_wanted and not each.excused)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """What several conditions, all required, say together; where there are none, people decide."""
    found = set(verdicts)
    return next((each for each in WORST_FIRST if each in found), Verdict.JUDGED)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """What several conditions say of which one suffices."""
    found = set(verdicts)
    return next(each for each in BEST_FIRST if each in found)


def by_group(results: Iterable[CriterionResult]) -> list[list[CriterionResult]]:
    """Results by what counts as one condition: a criterion by itself, or the members of an either-group."""
    groups: dict[tuple[str, str, str], list[CriterionResult]] = {}
    for result in results:
        criterion = result.criterion
        key = (criterion.aspect, criterion.either, "" if criterion.either else criterion.id)
        groups.setdefault(key, []).append(result)
    return list(groups.values())


def with_excuses(results: list[CriterionResult]) -> tuple[CriterionResult, ...]:
    """The same results, those marked of whose group another member is met."""
    met = {
        (each.criterion.aspect, each.criterion.either)
        for each in results
        if each.criterion.either and each.verdict is Verdict.MET
    }
    return tuple(
        replace(each, excused=True)
        if each.applies and each.verdict is not Verdict.MET and (each.criterion.aspect, each.criterion.either) in met
        else each
        for each in results
    )


def of_aspect(aspect: Aspect, results: Iterable[CriterionResult]) -> AspectResult:
    """The results of one aspect together; every condition of it is required."""
    groups = by_group(each for each in results if each.criterion.aspect == aspect.id)
    verdicts = [best(each.verdict for each in group) for group in groups]
    verdict = worst(verdicts)
    sentences = [_group_sentence(group) for group, each in zip(groups, verdicts, strict=True) if each is verdict]
    return AspectResult(aspect, verdict, sentences[0] if sentences else f"{aspect.label}：由人工认定")


def _group_sentence(group: list[CriterionResult]) -> str:
    met = [each for each in group if each.verdict is Verdict.MET]
    open_ = [each for each in group if each.applies] or group[:1]
    if met or len(open_) == 1:
        return (met or open_)[0].sentence
    return either_sentence([each.sentence for each in open_])
