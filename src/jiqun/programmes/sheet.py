"""A round's policy laid out for reading: every value in words with its source and how well that is founded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.core.policy.dated import Dated, Source
from jiqun.core.policy.schema import CriteriaSet, Criterion, CriterionKind, RoundPolicy, Track
from jiqun.core.vocabulary import Level, Mark
from jiqun.ui.wording import chinese_date, with_unit

YEAR = "年"
PHRASES = {"compound": "复合增速", "mean": "逐年增速的平均数"}
COUNTY_NAME = ("{county}", "（县名）")


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value or standard of the policy as a page shows it."""

    about: str
    text: str
    source: Source
    remark: str = ""

    @property
    def to_check(self) -> bool:
        """Whether the province should check it: read elsewhere than in the document, or assumed."""
        return self.source.mark != Mark.VERIFIED


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """Values that belong together, under one heading."""

    title: str
    values: tuple[ShownValue, ...]

    @property
    def to_check(self) -> int:
        """How many of them the province should check."""
        return sum(value.to_check for value in self.values)


@dataclass(frozen=True, slots=True)
class CriteriaSheet:
    """One edition of criteria, the tracks that are measured by it, and its conditions by aspect."""

    title: str
    tracks: str
    source: Source
    aspects: tuple[ValueGroup, ...]

    @property
    def count(self) -> int:
        """How many conditions it holds."""
        return sum(len(aspect.values) for aspect in self.aspects)

    @property
    def to_check(self) -> int:
        """How many of them the province should check."""
        return sum(aspect.to_check for aspect in self.aspects)


def in_words(value: object, unit: str = "") -> str:
    """A value of the policy as officials write it; a year has no thousands separator."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, str):
        return PHRASES.get(value) or value.replace(*COUNTY_NAME)
    return f"{value}{unit}" if unit == YEAR else with_unit(value, unit)


def shown(dated: Dated[Any], day: date) -> ShownValue:
    """What holds on that day."""
    entry = dated.entry_on(day)
    return ShownValue(dated.about, in_words(entry.value, dated.unit), entry.source, entry.source.note)


def value_groups(policy: RoundPolicy) -> list[ValueGroup]:
    """Every dated value of the round but the thresholds of criteria, in the order of the work."""
    quota, scoring, spot, notice = policy.quota, policy.scoring, policy.spot_check, policy.public_notice
    rule = policy.conventions
    groups: list[tuple[str, Sequence[Dated[Any] | None]]] = [
        ("时间和数据年度", (policy.opens_on, policy.closes_on, policy.last_data_year, policy.data_years)),
        (
            "推荐",
            (
                quota.per_recommender,
                *(each.per_recommender for each in quota.exceptions),
                quota.per_niche,
                quota.refused_frees_place,
                policy.towns_first,
                policy.sign_off,
            ),
        ),
        ("计算口径", (rule.growth, rule.growth_from_base_year, rule.count_firm_once)),
        ("增设环节", (policy.stages.city_spot_check, policy.stages.defence)),
        ("专家评审", (scoring.experts_per_case, scoring.drop_extremes)),
        ("实地抽查", (spot.share_percent, spot.at_least)),
        ("结果公示", (notice.working_days, notice.first_day_counts, notice.objection_rules)),
        ("认定", (policy.decides_national, policy.west)),
        ("有效期", [each for v in policy.validity.values() for each in (v.years, v.calendar_years)]),
    ]
    return [
        ValueGroup(title, tuple(shown(each, policy.day) for each in dated if each))
        for title, dated in groups
        if any(dated)
    ]


def track_group(track: Track, day: date) -> ValueGroup:
    """What one track demands: recognition before it, the year it re-evaluates, and what goes to the province."""
    package = track.package
    values = [shown(each, day) for each in (package.letter, package.form_copies, package.discs, package.disc_label)]
    if track.re_evaluates is not None:
        values.insert(0, shown(track.re_evaluates, day))
    if track.prerequisite is not None:
        entry = track.prerequisite.entry_on(day)
        level = f"{Level(entry.value).label}认定"
        values.insert(0, ShownValue(track.prerequisite.about, level, entry.source, entry.source.note))
    return ValueGroup(track.label, tuple(values))


def count_to_check(policy: RoundPolicy, groups: Iterable[ValueGroup]) -> int:
    """How much of the page the province should check: values, standards, score items and lines of the formal check."""
    sources = [*(item.source for item in policy.scoring.items), *(check.source for check in policy.formal_checks)]
    return sum(group.to_check for group in groups) + sum(source.mark != Mark.VERIFIED for source in sources)


def criteria_sheets(policy: RoundPolicy) -> list[CriteriaSheet]:
    """The criteria of all tracks, each edition once."""
    editions = {track.criteria.name: track.criteria for track in policy.tracks}
    users = {name: [track.label for track in policy.tracks if track.criteria.name == name] for name in editions}
    return [_criteria_sheet(each, "、".join(users[name]), policy.day) for name, each in editions.items()]


def _criteria_sheet(criteria: CriteriaSet, tracks: str, day: date) -> CriteriaSheet:
    aspects = tuple(
        ValueGroup(aspect.label, tuple(_standard(c, day) for c in criteria.criteria if c.aspect == aspect.id))
        for aspect in criteria.aspects
    )
    return CriteriaSheet(criteria.title, tracks, criteria.source, aspects)


def _standard(criterion: Criterion, day: date) -> ShownValue:
    source, text = criterion.source, criterion.kind.label
    if criterion.kind == CriterionKind.FIGURE and criterion.threshold is not None:
        entry = criterion.threshold.entry_on(day)
        source = entry.source
        text = f"{criterion.operator.label}{in_words(entry.value, criterion.threshold.unit)}"
    return ShownValue(
        criterion.label, text, source, "；".join(filter(None, (criterion.help.rstrip("。"), source.note)))
    )
