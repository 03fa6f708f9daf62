"""The criteria one by one: value, bound, inputs with what proves them, what is unknown, and under which rules.

The page shows the same results as the rail of the self-check (:mod:`jiqun.declarations.selfcheck`), with nothing folded
away: an official can dispute each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiqun.core.addresses import key_of
from jiqun.core.assessment import Assessment, CriterionResult, Input
from jiqun.core.compiled_set import compiled_set
from jiqun.core.counts import Firms
from jiqun.core.policy.schema import CriteriaSet, CriterionKind, Field, Form, RoundPolicy
from jiqun.core.vocabulary import Mark, Verdict
from jiqun.core.wording import SourceKind, Wording, wording_of
from jiqun.declarations.counted import counts_of, firms_counted
from jiqun.declarations.progress import home_sections
from jiqun.declarations.reading import files_by_key
from jiqun.declarations.selfcheck import CriterionLine, Link, TrackCheck, track_check
from jiqun.ui.parts import FileLine

Answers = Mapping[str, Any]
NOT_ASKED = (SourceKind.INDICATOR, SourceKind.SETTING)
"""What no question of the form asks, so that it has no place and no proof."""
FOUNDED = {
    Mark.VERIFIED: "取自原文",
    Mark.SECONDARY: "转引，未见原文",
    Mark.ASSUMED: "原文未载明或未查到，暂定",
}


@dataclass(frozen=True, slots=True)
class InputLine:
    """One answer a criterion was computed from: what it is, where it was filled in, and what proves it.

    ``demand`` says in words what should prove it, where it should and nothing does; ``detail`` what was counted.
    """

    label: str
    value: str
    place: str
    url: str
    files: tuple[FileLine, ...] = ()
    demand: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One criterion with everything that leads to its result.

    ``unknown``: what is still to be filled in, and where. ``when``: the condition under which it applies, empty for
    always. ``remedy``: the smallest change of one figure that would meet it, where the formula tells.
    """

    line: CriterionLine
    kind: CriterionKind
    inputs: tuple[InputLine, ...]
    unknown: tuple[tuple[str, str], ...]
    when: str = ""
    remedy: str = ""

    @property
    def founded(self) -> str:
        """How well the clause is founded, in words."""
        return FOUNDED[self.line.citation.mark]


@dataclass(frozen=True, slots=True)
class ExplainedAspect:
    """One aspect with its criteria explained."""

    id: str
    label: str
    verdict: Verdict
    sentence: str
    lines: tuple[ExplainedLine, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A whole case explained; ``check`` is what the rail shows of it."""

    check: TrackCheck
    aspects: tuple[ExplainedAspect, ...]


def explain_case(
    policy: RoundPolicy,
    track: str,
    answers: Answers,
    evidence: Iterable[Mapping[str, Any]],
    assessment: Assessment,
    *,
    link: Link,
) -> Explanation:
    """Every criterion of a track explained; ``link`` leads to where a question is answered or read.

    Raises:
        KeyError: the round has no such track.
    """
    check = track_check(policy.track(track), assessment, link=link)
    desk = _Desk(policy.form, policy.track(track).criteria, answers, files_by_key(evidence), link)
    aspects = []
    for aspect in check.aspects:
        results = [each for each in assessment.results if each.aspect_id == aspect.id]
        lines = tuple(desk.explained(line, result) for line, result in zip(aspect.criteria, results, strict=True))
        aspects.append(ExplainedAspect(aspect.id, aspect.label, aspect.verdict, aspect.sentence, lines))
    return Explanation(check, tuple(aspects))


class _Desk:
    """What lies on the desk while one case is explained."""

    def __init__(
        self,
        form: Form,
        criteria: CriteriaSet,
        answers: Answers,
        files: Mapping[str, Sequence[FileLine]],
        link: Link,
    ) -> None:
        self.form, self.answers, self.files, self.link = form, answers, files, link
        self.compiled = compiled_set(criteria, form)
        self.fields: Mapping[str, Field] = {each.key: each for part in form.sections for each in part.fields}
        self.pages = {part.id: part.label for part in form.sections}
        self.homes = home_sections(form)
        self.wording: Wording = wording_of(form)

    def explained(self, line: CriterionLine, result: CriterionResult) -> ExplainedLine:
        counts = counts_of(result.criterion, self.compiled)
        inputs = [self.input(each, counts.get(each.address)) for each in result.sources]
        unknown = tuple((self.wording.label(place), self.link(key_of(place))) for place in result.missing)
        basis, kind = result.basis, result.criterion.kind
        return ExplainedLine(line, kind, tuple(inputs), unknown, basis.when, result.remedy_text)

    def input(self, given: Input, counted: Firms | None) -> InputLine:
        if given.kind in NOT_ASKED:
            return InputLine(given.label, given.text, "", "")
        key = key_of(given.address)
        field = self.fields.get(key)
        files = tuple(self.files.get(key, ()))
        section = self.pages.get(self.homes.get(key, ""), "")
        return InputLine(
            label=given.label,
            value=given.text,
            place=f"申报表“{section}”" if section else "",
            url=self.link(key),
            files=files,
            demand=field.evidence if field and not files else "",
            detail=firms_counted(counted, self.form, self.wording, self.answers) if counted else "",
        )
