"""The policy as frozen dataclasses: a round with its tracks, form, criteria and numbers.

The YAML files under ``policydata`` are read into exactly these shapes by :mod:`jiqun.core.policy.loader`;
a key that no shape names is refused. Numbers, dates and labels that a notice sets are :class:`Dated`.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as member
from datetime import date
from decimal import Decimal

from jiqun.core.policy.dated import Dated, Source
from jiqun.core.policy.formschema import (
    Choice,
    Column,
    Consistency,
    Field,
    FieldKind,
    Form,
    OnlyIf,
    Operator,
    Roles,
    Section,
)
from jiqun.core.policy.textschema import CLUSTERS, Programme, Texts
from jiqun.core.vocabulary import Extra, Level, Purpose, Term

__all__ = [
    "Aspect",
    "CheckItem",
    "Choice",
    "Clause",
    "Column",
    "Consistency",
    "Conventions",
    "CriteriaSet",
    "Criterion",
    "CriterionKind",
    "ExtraStages",
    "Field",
    "FieldKind",
    "Form",
    "Indicator",
    "NoticeDocument",
    "OnlyIf",
    "Operator",
    "Package",
    "PublicNoticeRule",
    "QuotaException",
    "QuotaRule",
    "Roles",
    "RoundPolicy",
    "ScoreItem",
    "Scoring",
    "Section",
    "SpotCheckRule",
    "Track",
    "Validity",
]


STATED_BY = "stated_by"
"""Marks a member that may be left out, but not where another member (its name) has a certain value."""


class CriterionKind(Term):
    """How a criterion is answered: by a figure, by a declared yes/no veto, by a person, or by a logical formula."""

    FIGURE = "figure", "量化指标"
    VETO = "veto", "否决事项"
    JUDGED = "judged", "人工认定"
    RULE = "rule", "组合条件"  # a formula that is true, false or unknown


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the eight groups of conditions (N04), or the veto group."""

    id: str
    label: str
    source: Source


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure derived from answers by a formula, e.g. ``last(output_sme) / last(output_total) * 100``."""

    id: str
    label: str
    formula: str
    source: Source
    unit: str = ""
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition. ``either`` names a group of which one suffices; ``soft``: outside asks for a reason only.

    ``when``: a logical formula over the setting (``purpose``, ``level``, ``west``) and the form's choices; where it is
    false the condition does not apply. ``rule``: the logical formula of the kind ``rule``. ``reason_field``: the
    question in which the reason for being outside a soft bound is given; without one no reason is asked.
    """

    id: str
    aspect: str
    label: str
    kind: CriterionKind
    source: Source
    indicator: str = ""
    operator: Operator = member(default=Operator.AT_LEAST, metadata={STATED_BY: ("kind", CriterionKind.FIGURE)})
    threshold: Dated[Decimal] | None = None
    either: str = ""
    soft: bool = False
    field: str = ""
    help: str = ""
    when: str = ""
    rule: str = ""
    reason_field: str = ""


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """An edition of recognition criteria. ``data_years``: over how many years its figures run (近三年)."""

    name: str
    title: str
    source: Source
    aspects: tuple[Aspect, ...]
    indicators: tuple[Indicator, ...]
    criteria: tuple[Criterion, ...]
    data_years: int = 3


@dataclass(frozen=True, slots=True)
class Package:
    """What goes to the province on paper for one track (N19, N20)."""

    letter: Dated[str]
    form_copies: Dated[int]
    discs: Dated[int]
    disc_label: Dated[str]


@dataclass(frozen=True, slots=True)
class Track:
    """One of the ways through a round (N02): provincial, national, re-evaluation."""

    id: str
    label: str
    level: Level
    purpose: Purpose
    form_title: str
    criteria: CriteriaSet
    package: Package
    source: Source
    quota_applies: bool = True
    prerequisite: Dated[str] | None = None
    re_evaluates: Dated[int] | None = None


@dataclass(frozen=True, slots=True)
class QuotaException:
    """Another number for one kind of recommender, e.g. separately planned cities; ``kind`` as in the region's file."""

    kind: str
    label: str
    per_recommender: Dated[int]


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """How many a recommender may send, and per niche field (N09); a limit left out is not set."""

    refused_frees_place: Dated[bool]
    per_recommender: Dated[int] | None = None
    per_niche: Dated[int] | None = None
    exceptions: tuple[QuotaException, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of the formal check."""

    id: str
    label: str
    source: Source
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One line of the score sheet: an aspect, its points, and what low, middle and high look like."""

    id: str
    label: str
    points: Decimal
    source: Source
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scoring:
    """How experts score."""

    items: tuple[ScoreItem, ...]
    experts_per_case: Dated[int]
    drop_extremes: Dated[bool]


@dataclass(frozen=True, slots=True)
class SpotCheckRule:
    """How large a sample the province looks at itself."""

    share_percent: Dated[Decimal]
    at_least: Dated[int]


@dataclass(frozen=True, slots=True)
class PublicNoticeRule:
    """How long results stand, and which objections are accepted.

    ``first_day_counts``: whether the day of posting is the first of the working days.
    """

    working_days: Dated[int]
    first_day_counts: Dated[bool]
    objection_rules: Dated[str]


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a recognition holds; ``calendar_years``: from 1 January of the year of recognition."""

    years: Dated[int]
    calendar_years: Dated[bool]


@dataclass(frozen=True, slots=True)
class Conventions:
    """Readings of silent texts, each switchable: how growth is averaged, whether from the base year, who is counted."""

    growth: Dated[str]  # "compound" or "mean"
    growth_from_base_year: Dated[bool]
    count_firm_once: Dated[bool]


@dataclass(frozen=True, slots=True)
class ExtraStages:
    """Stages that not every round has; one left out is not walked.

    ``city_spot_check``: a second look by the city before it recommends; ``defence``: 答辩 before the panel.
    """

    city_spot_check: Dated[bool] | None = None
    defence: Dated[bool] | None = None

    def on(self, day: date) -> frozenset[Extra]:
        """The stages that are switched on that day."""
        switches: dict[Extra, Dated[bool] | None] = {each: getattr(self, each.value) for each in Extra}
        return frozenset(each for each, switch in switches.items() if switch is not None and switch.on(day))


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """The policy document that opens a round."""

    title: str
    number: str
    issuer: str
    issued_on: date
    contact_office: str
    source: Source


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the notice in our words, by its id (N01…)."""

    id: str
    place: str
    says: str


@dataclass(frozen=True, slots=True)
class RoundPolicy:
    """Everything a round freezes on opening.

    ``decides_national``: the office at the top recognises at the national level itself instead of forwarding.
    """

    code: str
    title: str
    year: int
    region: str
    notice: NoticeDocument
    clauses: tuple[Clause, ...]
    opens_on: Dated[date]
    closes_on: Dated[date]
    last_data_year: Dated[int]
    data_years: Dated[int]
    sign_off: Dated[bool]
    quota: QuotaRule
    towns_first: Dated[bool]
    tracks: tuple[Track, ...]
    form: Form
    formal_checks: tuple[CheckItem, ...]
    scoring: Scoring
    spot_check: SpotCheckRule
    public_notice: PublicNoticeRule
    validity: dict[Level, Validity]
    conventions: Conventions
    stages: ExtraStages = ExtraStages()
    west: Dated[bool] | None = None
    decides_national: Dated[bool] | None = None
    programme: Programme = CLUSTERS
    texts: Texts | None = None

    def track(self, id: str) -> Track:
        """The track of that id; raises KeyError."""
        for each in self.tracks:
            if each.id == id:
                return each
        raise KeyError(id)

    @property
    def day(self) -> date:
        """The day whose values hold for the whole round: that of the notice."""
        return self.notice.issued_on

    @property
    def extras(self) -> frozenset[Extra]:
        """The extra stages that the round has."""
        return self.stages.on(self.day)

    @property
    def decides_all(self) -> bool:
        """Whether nothing is forwarded: the round is that of the ministry."""
        return self.decides_national is not None and self.decides_national.on(self.day)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the data window, oldest first, without the base year."""
        last, count = self.last_data_year.on(self.day), self.data_years.on(self.day)
        return tuple(range(last - count + 1, last + 1))
