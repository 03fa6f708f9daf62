"""What the meeting has before it of each case: the city's rank, self-check, review, spot check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiqun.assessments.models import Defence, ReviewResult, SpotCheck, SpotCheckOutcome
from jiqun.core.vocabulary import Level, Purpose, Stage, Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import sealed
from jiqun.declarations.selfcheck import assess_answers
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of

NOTICE = "public_notice"
PROPOSED_AS = {
    (Level.PROVINCIAL, Purpose.DECLARATION): "provincial_declaration",
    (Level.NATIONAL, Purpose.DECLARATION): "national_declaration",
    (Level.PROVINCIAL, Purpose.RE_EVALUATION): "provincial_re_evaluation",
    (Level.NATIONAL, Purpose.RE_EVALUATION): "national_re_evaluation",
}
"""Which text of the notice says what is intended."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a case: a code of an outcome or nothing, and the reason."""

    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One case on the table; ``score`` and ``place`` are None where no review was held.

    ``sister`` says where the provincial declaration of the same cluster stands, beside a national one.
    """

    case: Declaration
    verdict: Verdict
    score: Decimal | None = None
    place: int | None = None
    panel: str = ""
    town: bool = False
    spot: str = "未抽中"
    differs: bool = False
    typed: Typed = Typed()
    sister: str = ""

    @property
    def defence(self) -> Defence | None:
        """What came of the 答辩, where one was recorded."""
        held: Defence | None = getattr(self.case, "defence", None)
        return held if held is not None and held.recorded_at is not None else None


@dataclass(frozen=True, slots=True)
class BriefGroup:
    """The cases of one matter, such as 省级申报."""

    label: str
    briefs: tuple[Brief, ...]

    @property
    def defended(self) -> bool:
        """Whether the round of these cases has a 答辩 to tell of."""
        return any(brief.defence is not None for brief in self.briefs)


def proposed_as(case: Declaration) -> str:
    """What the notice says is intended for a case; reads the round of the case."""
    return text_of(policy_of(case.round), NOTICE, PROPOSED_AS[(case.level_term, case.purpose_term)])


def matter(case: Declaration) -> str:
    """Level and purpose in words: 省级申报."""
    return f"{case.level_term.label}{case.purpose_term.label}"


def usual_reason(case: Declaration) -> str:
    """What speaks for agreeing, out of review and spot check; empty where the look on site spoke against it.

    The page offers it and the meeting may change it; it never stands for a reason against the case.
    """
    review: ReviewResult | None = getattr(case, "review_result", None)
    check: SpotCheck | None = getattr(case, "spot_check", None)
    if check is not None and check.outcome == SpotCheckOutcome.DIFFERS:
        return ""
    looked = check is not None and check.outcome
    found = f"实地抽查{SpotCheckOutcome(looked).label}" if looked else "未抽中实地抽查"
    scored = (
        f"专家评审综合得分{review.score:.2f}分，列{review.panel.title}{matter(case)}第{review.place}名"
        if review
        else "已形式审查"
    )
    return f"{scored}；{found}；研究同意"


def briefs(cases: Iterable[Declaration], typed: Mapping[int, Typed]) -> list[BriefGroup]:
    """The cases in their order, group by group, with what was typed for them so far."""
    chosen = list(cases)
    seals = sealed(chosen)
    sisters = provincial_stages(chosen)
    groups: dict[str, list[Brief]] = {}
    for case in chosen:
        answers = seals[case.pk].answers if case.pk in seals else {}
        verdict = assess_answers(case, answers).verdict
        said = typed.get(case.pk) or Typed(reason=usual_reason(case))
        row = brief(case, verdict, said, sisters.get(case.pk, ""))
        groups.setdefault(matter(case), []).append(row)
    return [BriefGroup(label, tuple(rows)) for label, rows in groups.items()]


def provincial_stages(cases: Sequence[Declaration]) -> dict[int, str]:
    """Where the provincial declaration stands beside each national one, in words, by the key of the national case."""
    national = {
        case.dossier_id: case.pk
        for case in cases
        if case.level == Level.NATIONAL and case.purpose == Purpose.DECLARATION
    }
    sisters = Declaration.objects.filter(dossier__in=national, level=Level.PROVINCIAL, purpose=Purpose.DECLARATION)
    return {national[each.dossier_id]: each.stage_words for each in sisters.exclude(stage=Stage.VOIDED)}


def brief(case: Declaration, verdict: Verdict, typed: Typed, sister: str = "") -> Brief:
    """One case; reads only what came with its row."""
    review: ReviewResult | None = getattr(case, "review_result", None)
    check: SpotCheck | None = getattr(case, "spot_check", None)
    outcome = SpotCheckOutcome(check.outcome) if check is not None and check.outcome else None
    return Brief(
        case,
        verdict,
        score=review.score if review else None,
        place=review.place if review else None,
        panel=review.panel.title if review else "",
        town=bool(review and review.town),
        spot=outcome.label if outcome else "未抽中",
        differs=outcome == SpotCheckOutcome.DIFFERS,
        typed=typed,
        sister=sister,
    )
