"""The self-check: the criteria of a track applied to answers, told aspect by aspect as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.core.addresses import key_of
from jiqun.core.assessment import AspectResult, Assessment, CriterionResult
from jiqun.core.comparison import shown
from jiqun.core.conditions import ConditionResult
from jiqun.core.doubt import in_doubt
from jiqun.core.findings import Citation
from jiqun.core.policy.schema import RoundPolicy, Track
from jiqun.core.standard import track_in_use
from jiqun.core.vocabulary import Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.progress import disagreements
from jiqun.programmes.queries import policy_of

PERCENT = "%"
Link = Callable[[str], str]
"""The address of the page where a question is answered, by its key; empty where there is none."""


def no_link(_key: str) -> str:
    """Where nothing is filled in."""
    return ""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion as it is shown: the figures in words with their unit, empty where there are none.

    ``url`` leads to the question it depends on first, ``reason_url`` to where a reason is given that is wanted.
    ``formula`` and ``methods`` say in words how it is computed; ``conditions`` are the members of a rule of several.
    """

    label: str
    verdict: Verdict
    sentence: str
    citation: Citation
    value: str = ""
    threshold: str = ""
    gap: str = ""
    help: str = ""
    url: str = ""
    excused: bool = False
    reason_wanted: bool = False
    reason_url: str = ""
    formula: str = ""
    methods: tuple[str, ...] = ()
    conditions: tuple[ConditionResult, ...] = ()


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One aspect: its state, the sentence that matters, and its criteria."""

    id: str
    label: str
    verdict: Verdict
    sentence: str
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class TrackCheck:
    """The self-check of one track; ``url`` leads to the page that explains it one by one, where there is one."""

    track: str
    label: str
    edition: str
    verdict: Verdict
    aspects: tuple[AspectLine, ...]
    url: str = ""

    @property
    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        """How many aspects are in each state, states without any left out."""
        found = [aspect.verdict for aspect in self.aspects]
        return tuple((verdict, found.count(verdict)) for verdict in Verdict if verdict in found)


def assess_track(policy: RoundPolicy, track: str, answers: Mapping[str, Any]) -> Assessment:
    """What each criterion of a track says of these answers; figures that contradict each other decide nothing.

    Raises KeyError for an unknown track.
    """
    assessment = track_in_use(policy, policy.track(track)).assess_stored(answers)
    return in_doubt(assessment, disagreements(policy, (track,), answers))


def assess_answers(case: Declaration, answers: Mapping[str, Any]) -> Assessment:
    """What each criterion says of these answers, under the policy frozen for the round."""
    return assess_track(policy_of(case.round), case.track, answers)


def track_checks(
    policy: RoundPolicy, tracks: Iterable[str], answers: Mapping[str, Any], *, link: Link = no_link
) -> list[TrackCheck]:
    """The self-check of several tracks over the same answers."""
    return [track_check(policy.track(each), assess_track(policy, each, answers), link=link) for each in tracks]


def track_check(track: Track, assessment: Assessment, *, link: Link = no_link) -> TrackCheck:
    """An assessment as it is shown."""
    aspects = tuple(
        AspectLine(
            each.aspect.id,
            each.aspect.label,
            each.verdict,
            _telling(each, assessment),
            tuple(
                _line(result, assessment, link) for result in assessment.results if result.aspect_id == each.aspect.id
            ),
        )
        for each in assessment.aspects
    )
    return TrackCheck(track.id, track.label, track.criteria.title, assessment.verdict, aspects)


def _telling(aspect: AspectResult, assessment: Assessment) -> str:
    """The sentence that matters; where people decide in the end, first what the figures of the aspect say."""
    if aspect.verdict is not Verdict.JUDGED:
        return aspect.sentence
    own = [each for each in assessment.results if each.aspect_id == aspect.aspect.id]
    if wanted := next((each for each in own if each.reason_wanted), None):
        return wanted.sentence
    measured = sum(1 for each in own if each.threshold is not None and not each.excused)
    return f"{measured}项量化指标均符合，其余由核查和评审人员认定" if measured else aspect.sentence


def _line(result: CriterionResult, assessment: Assessment, link: Link) -> CriterionLine:
    criterion = result.criterion
    places = [*result.missing, *(place for place, _ in result.inputs), *result.basis.names]
    return CriterionLine(
        criterion.label,
        result.verdict,
        result.sentence,
        result.citation,
        value=result.value_text,
        threshold=result.threshold_text,
        gap=_gap(result, assessment),
        help=criterion.help,
        url=link(criterion.field or key_of(places[0])) if criterion.field or places else "",
        excused=result.excused,
        reason_wanted=result.reason_wanted,
        reason_url=link(criterion.reason_field) if result.reason_wanted and criterion.reason_field else "",
        formula=result.basis.formula,
        methods=result.basis.methods,
        conditions=result.conditions,
    )


def _gap(result: CriterionResult, assessment: Assessment) -> str:
    """The distance as the sentence tells it: between the bound and the value as shown."""
    if result.gap is None or result.value is None or result.threshold is None:
        return ""
    decimals = assessment.indicators[result.criterion.indicator].indicator.decimals
    distance = abs(result.threshold - shown(result.value, decimals, result.operator, result.threshold))
    return f"{distance:,f}{'个百分点' if result.unit == PERCENT else result.unit}"
