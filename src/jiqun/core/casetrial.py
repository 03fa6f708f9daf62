"""Cases tried against a policy: what each expects, and what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jiqun.core.assessment import Assessment
from jiqun.core.caseanswers import Misread, answers_of
from jiqun.core.facts import Setting
from jiqun.core.formula import FormulaError
from jiqun.core.policy.cases import Case, CriteriaCase, QuotaCase, Sent
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.quota import Nominee, check_quota, quota_from
from jiqun.core.standard import InUse, Standard, newest_year, track_in_use
from jiqun.core.vocabulary import Level, Purpose, Verdict

NOTHING = "没有这一项"
ACCEPTED = "予以接收"
RECOMMENDER = "本单位"


class NotTried(Exception):  # noqa: N818 - an answer to the official, not an error of the software
    """A case that cannot be tried, with the sentence why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a case expects, and what came of it, both in words; ``sentence`` is the explanation."""

    label: str
    expected: str
    got: str
    sentence: str = ""

    @property
    def holds(self) -> bool:
        """Whether the rules say what was expected."""
        return self.expected == self.got

    def __str__(self) -> str:
        return f"“{self.label}”应为{self.expected}，现为{self.got}"


@dataclass(frozen=True, slots=True)
class Trial:
    """One case tried. ``broken`` says why it could not be."""

    case: Case
    lines: tuple[Line, ...] = ()
    broken: str = ""

    @property
    def holds(self) -> bool:
        """Whether it ends as expected."""
        return not self.broken and all(line.holds for line in self.lines)

    @property
    def deviations(self) -> list[str]:
        """Every way in which it does not, in words."""
        return [self.broken] if self.broken else [str(line) for line in self.lines if not line.holds]


def check_cases(
    policy: RoundPolicy,
    cases: Iterable[Case],
    base: Mapping[str, object],
    standards: Mapping[str, Standard] | None = None,
) -> list[Trial]:
    """Every case of this round or of these standards, in order; those of other rounds are left out.

    ``base``: the dossier that cases depart from.
    """
    return [_trial(policy, case, base, standards or {}) for case in cases if case.round in ("", policy.code)]


def _trial(policy: RoundPolicy, case: Case, base: Mapping[str, object], standards: Mapping[str, Standard]) -> Trial:
    try:
        if isinstance(case, QuotaCase):
            return Trial(case, _quota_lines(policy, case))
        return Trial(case, tuple(_criteria_lines(policy, case, base, standards)))
    except (NotTried, Misread) as reason:
        return Trial(case, broken=str(reason))
    except (FormulaError, LookupError, ValueError, TypeError):
        return Trial(case, broken="给定的数据无法计算，请核对这一情形")


def _criteria_lines(
    policy: RoundPolicy, case: CriteriaCase, base: Mapping[str, object], standards: Mapping[str, Standard]
) -> Iterable[Line]:
    if not (case.expect or case.aspect or case.overall):
        raise NotTried("没有写明预期结论")
    used = _in_use(policy, case, {**base, **case.answers}, standards)
    return _lines(case, used.assess_stored(answers_of(used.form, base, case.answers, used.years)))


def _in_use(
    policy: RoundPolicy, case: CriteriaCase, answers: Mapping[str, object], standards: Mapping[str, Standard]
) -> InUse:
    if case.standard:
        return _alone(policy, case, answers, standards)
    track = next((each for each in policy.tracks if each.id == case.track), None)
    if track is None:
        raise NotTried("所对应的申报类别已不存在")
    used = track_in_use(policy, track)
    return used if case.west is None else replace(used, setting=replace(used.setting, west=case.west))


def _alone(
    policy: RoundPolicy, case: CriteriaCase, answers: Mapping[str, object], standards: Mapping[str, Standard]
) -> InUse:
    standard = standards.get(case.standard)
    if standard is None:
        raise NotTried(f"没有名为“{case.standard}”的认定标准")
    setting = Setting(case.purpose or Purpose.DECLARATION, case.level or Level.PROVINCIAL, bool(case.west))
    year = case.last_year or newest_year(standard.form, answers) or policy.day.year - 1
    return standard.in_use(last_year=year, on=policy.day, setting=setting)


def _lines(case: CriteriaCase, found: Assessment) -> Iterable[Line]:
    results = {each.criterion.id: each for each in found.results}
    aspects = {each.aspect.id: each for each in found.aspects}
    for id, expected in case.expect.items():
        result = results.get(id)
        label = result.criterion.label if result else id
        yield _line(label, expected, result.verdict if result else None, result.sentence if result else "")
    for id, expected in case.aspect.items():
        aspect = aspects.get(id)
        yield _line(aspect.aspect.label if aspect else id, expected, aspect.verdict if aspect else None)
    if case.overall:
        yield _line("总体结论", case.overall, found.verdict)


def _line(label: str, expected: Verdict, got: Verdict | None, sentence: str = "") -> Line:
    return Line(label, expected.label, got.label if got else NOTHING, sentence)


def _quota_lines(policy: RoundPolicy, case: QuotaCase) -> tuple[Line, ...]:
    quota = quota_from(policy.quota, policy.day, case.kind)
    sent = _nominees(case.sent, first=1)
    found = check_quota(sent, _nominees(case.chosen, first=len(sent) + 1), quota, RECOMMENDER)
    sentence = "；".join(each.message for each in found)
    return (Line("名额核对", _listed(case.expect), _listed(each.code for each in found), sentence),)


def _nominees(listed: Iterable[Sent], *, first: int) -> list[Nominee]:
    """A niche field by itself stands for a cluster of its own."""
    return [
        Nominee(str(number), each.cluster or str(number), each.niche, each.counts)
        for number, each in enumerate(listed, start=first)
    ]


QUOTA_WORDS = {
    "quota.recommender": "超过推荐名额",
    "quota.niche": "细分领域重复",
    "quota.niche_missing": "未写明细分领域",
}


def _listed(codes: Iterable[str]) -> str:
    """Each reason once, in one order: a list that is refused twice for the same is refused for that."""
    given = set(codes)
    known = [words for code, words in QUOTA_WORDS.items() if code in given]
    return "、".join([*known, *sorted(given - QUOTA_WORDS.keys())]) or ACCEPTED
