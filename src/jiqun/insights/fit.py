"""How a town fits a standard: which criteria with a figure are met, which gap is smallest, which data are missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiqun.core.assessment import Assessment, CriterionResult, best, by_group
from jiqun.core.expressions import ROSTER
from jiqun.core.policy.schema import CriterionKind, Form
from jiqun.core.vocabulary import Verdict
from jiqun.core.wording import Wording, wording_of
from jiqun.insights.judging import judged
from jiqun.insights.standards import EditionTrack
from jiqun.insights.towns import TownRecord

MEASURED = (CriterionKind.FIGURE, CriterionKind.RULE)
TITLED = "有称号的企业数"
"""What a roster of which nothing is known is called where a town is concerned."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One town against one standard. Only criteria with a figure count; an either-group counts once, by its best.

    ``reasons``: outside a soft bound, which wants a reason; ``aside``: does not apply. ``nearest``: of those not met,
    the one whose gap is the smallest part of its bound. ``missing``: what would have to be known, in words.
    """

    record: TownRecord
    assessment: Assessment
    met: int
    not_met: int
    unknown: int
    reasons: int
    aside: int
    nearest: CriterionResult | None
    missing: str

    @property
    def measured(self) -> list[CriterionResult]:
        """The results with a figure, in the order of the standard."""
        return [each for each in self.assessment.results if each.criterion.kind in MEASURED]

    @property
    def known(self) -> int:
        """How many criteria have the figures they need."""
        return self.met + self.not_met + self.reasons

    @property
    def whole(self) -> bool:
        """Whether every criterion with a figure that applies is known to be met."""
        return bool(self.met) and not (self.not_met or self.unknown or self.reasons)

    @property
    def words(self) -> str:
        """“有数据的8项中符合7项”; an either-group counts once, and that is said."""
        if not self.known:
            return "尚无数据"
        once = "（满足其一即可的按一项计）" if any(each.criterion.either for each in self.measured) else ""
        return f"有数据的{self.known}项{once}中符合{self.met}项"

    @property
    def others(self) -> str:
        """What is neither met nor not met nor unknown: “另有不适用1项”; empty where there is none."""
        kinds = ((self.reasons, "须说明理由"), (self.aside, "不适用"))
        told = "、".join(f"{words}{count}项" for count, words in kinds if count)
        return f"另有{told}" if told else ""


def fit_of(record: TownRecord, standard: EditionTrack, last_year: int, wording: Wording) -> Fit:
    """Hold what is known of a town against a standard."""
    assessment = judged(standard, record.answers, last_year)
    groups = by_group(each for each in assessment.results if each.criterion.kind in MEASURED)
    found = [(best(each.verdict for each in group), group) for group in groups]
    said = [verdict for verdict, _ in found]
    of = {verdict: [each for said, group in found if said is verdict for each in group] for verdict in Verdict}
    short = [each for each in of[Verdict.NOT_MET] if each.verdict is Verdict.NOT_MET]
    missing = dict.fromkeys(place for each in of[Verdict.UNKNOWN] for place in each.missing)
    return Fit(
        record,
        assessment,
        met=said.count(Verdict.MET),
        not_met=said.count(Verdict.NOT_MET),
        unknown=said.count(Verdict.UNKNOWN),
        reasons=said.count(Verdict.JUDGED),
        aside=said.count(Verdict.NOT_APPLICABLE),
        nearest=min(short, key=relative_gap, default=None),
        missing=wording.listing(TITLED if each == ROSTER else each for each in missing),
    )


def town_wording(form: Form) -> Wording:
    """The words of the form; what a dossier lists firm by firm is a number where a town is concerned."""
    wording = wording_of(form)
    return replace(wording, labels={**wording.labels, ROSTER: "企业"})


def relative_gap(result: CriterionResult) -> Decimal:
    """The gap as a part of the bound, so that percents and 亿元 can be told apart; without a bound it comes last."""
    if result.gap is None or not result.threshold:
        return Decimal(1)
    return result.gap / abs(result.threshold)


def fits_of(records: Iterable[TownRecord], standard: EditionTrack, last_year: int) -> list[Fit]:
    """Every town, best fit first: most criteria met, then fewest not met, then by division code."""
    wording = town_wording(standard.policy.form)
    found = [fit_of(each, standard, last_year, wording) for each in records]
    return sorted(found, key=lambda each: (-each.met, each.not_met, each.record.town.code, each.record.town.name))


def summary(fits: Sequence[Fit]) -> tuple[tuple[str, int], ...]:
    """How many towns there are, have figures, and meet every criterion that could be computed."""
    known = [each for each in fits if each.known]
    whole = [each for each in known if each.whole]
    return (("重点专业镇", len(fits)), ("已有数据", len(known)), ("量化条件全部符合", len(whole)))
