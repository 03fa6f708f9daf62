"""The shape of what a city types; what it means is judged by the services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime

from jiqun.core.addresses import post_name
from jiqun.core.assessment import CriterionResult
from jiqun.core.figures import Unreadable, format_figure, read_figure
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.vocabulary import Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.submitted import Proof
from jiqun.recommendations.conformity import Line, Report, is_judged, line_address, questions_of
from jiqun.recommendations.models import Conformity, SiteVisit
from jiqun.recommendations.queries import by_cluster
from jiqun.recommendations.services.listing import Place
from jiqun.recommendations.services.visiting import as_line
from jiqun.ui.posted import keys_in, text_in
from jiqun.ui.widgets import DayInput, LongText

VETO_WORDS = {Verdict.MET: "否", Verdict.NOT_MET: "是"}


class MayWait:
    """Asked for, but a draft may leave it open: whether it is there is judged when the visit is concluded."""

    def validate(self, value: Any) -> None:
        """Nothing is missing yet."""


class WaitingText(MayWait, forms.CharField):
    """A text that a draft may leave open."""


class WaitingDay(MayWait, forms.DateField):
    """A day that a draft may leave open."""


class VisitForm(forms.Form):
    """When, where and by whom it was looked, and what follows."""

    use_required_attribute = False

    visited_on = WaitingDay(label="核查日期", widget=DayInput())
    place = WaitingText(label="核查地点", max_length=200)
    participants = WaitingText(label="参加人员", max_length=300, help_text="多人以顿号分开")
    conclusion = WaitingText(label="核查结论", max_length=2000, widget=LongText(rows=5, limit=2000))

    @classmethod
    def of(cls, visit: SiteVisit | None, data: Mapping[str, Any] | None = None) -> VisitForm:
        """The form as the visit stands, or as it was typed."""
        return cls(data, initial={name: getattr(visit, name) for name in cls.base_fields} if visit else None)


class CityCheckForm(forms.Form):
    """When and by whom it was looked at again, and what was found; what is missing is told by the service."""

    use_required_attribute = False

    visited_on = forms.DateField(label="抽查日期", widget=DayInput(), error_messages={"required": "请填写抽查日期"})
    participants = forms.CharField(
        label="抽查人员",
        max_length=300,
        help_text="须未参加该事项的现场核查；多人以顿号分开",
        error_messages={"required": "请填写抽查人员"},
    )
    outcome = forms.ChoiceField(
        label="抽查结果",
        choices=[(term.value, term.label) for term in (Conformity.CONFORMS, Conformity.DIFFERS)],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择抽查结果"},
    )
    report = forms.CharField(
        label="抽查情况",
        max_length=2000,
        required=False,
        widget=LongText(rows=5, limit=2000),
        help_text="抽查不符合的，须写明发现的问题",
    )


@dataclass(frozen=True, slots=True)
class LineInputs:
    """One line of the conformity statement as the page shows it."""

    result: CriterionResult
    line: Line
    name: str
    anchor: str
    proofs: Sequence[Proof] = ()

    @property
    def declared(self) -> str:
        """What was declared and what is required, short; the verdict stands beside it."""
        result = self.result
        if not result.applies:
            return f"仅适用于{result.basis.when}的情形，无须核查"
        if is_judged(result):
            return "由人工认定：认定符合的须写明依据，并有佐证或现场照片"
        if result.criterion.kind is CriterionKind.VETO and result.verdict in VETO_WORDS:
            return f"填报“{VETO_WORDS[result.verdict]}”"
        words = f"填报{result.value_text}，要求{result.threshold_text}" if result.value_text else result.sentence
        if result.excused:
            return f"{words}；同组已有一项符合"
        return f"{words}；超出的须说明理由" if result.reason_wanted else words

    @property
    def remark_hint(self) -> str:
        """When a word is wanted beside the opinion, told beforehand."""
        return "必填：认定依据" if is_judged(self.result) else "不符合、不涉及的必填"

    @property
    def verified(self) -> str:
        """The verified figure with its unit, however it was typed; other words as they are."""
        try:
            figure = read_figure(self.line.verified_value, unit=self.result.unit, label="")
        except Unreadable:
            return self.line.verified_value
        return "" if figure is None else f"{format_figure(figure)}{self.result.unit}"

    @property
    def word(self) -> str:
        """The opinion in words; empty while there is none."""
        return Conformity(self.line.conformity).label if self.line.conformity else ""


def line_inputs(
    results: Iterable[CriterionResult], lines: Mapping[str, Line], proofs: Mapping[str, Sequence[Proof]]
) -> list[LineInputs]:
    """The lines of the statement with what has been written, and the files that prove what was declared."""
    return [
        LineInputs(
            result,
            lines.get(result.criterion.id, Line()),
            post_name(line_address(result.criterion.id)),
            f"id_{line_address(result.criterion.id)}",
            [proof for key in questions_of(result) for proof in proofs.get(key, ())],
        )
        for result in results
    ]


def kept_lines(visit: SiteVisit | None) -> dict[str, Line]:
    """What the visit says so far, by criterion."""
    return {line.criterion: as_line(line) for line in visit.lines.all()} if visit else {}


def posted_lines(data: Mapping[str, Any], results: Iterable[CriterionResult]) -> dict[str, Line]:
    """The lines as posted: ``line-C1-3-conformity``, ``-value`` and ``-remark``."""
    lines = {}
    for result in results:
        name = post_name(line_address(result.criterion.id))
        given = str(data.get(f"{name}-conformity", ""))
        lines[result.criterion.id] = Line(
            given if given in Conformity.codes() else "",
            text_in(data, f"{name}-value"),
            text_in(data, f"{name}-remark"),
        )
    return lines


def report_of(form: VisitForm, lines: Mapping[str, Line]) -> Report:
    """The report out of a valid form and the lines."""
    given = form.cleaned_data
    return Report(given["visited_on"], given["place"], given["participants"], given["conclusion"], lines)


def posted_remarks(data: Mapping[str, Any], addresses: Iterable[str]) -> dict[str, str]:
    """What is asked for each field of the form: ``remark-output_total-2024``."""
    remarks = {address: text_in(data, f"remark-{post_name(address)}") for address in addresses}
    return {address: text for address, text in remarks.items() if text}


@dataclass(frozen=True, slots=True)
class PostedList:
    """A list: rank and opinion by cluster, the cases ticked, and which list the page showed.

    ``posted``: somebody typed it, so that nothing ticked means nothing chosen.
    """

    ranks: Mapping[int, str]
    opinions: Mapping[int, str]
    ticked: frozenset[int]
    seen: datetime | None
    posted: bool = False

    @classmethod
    def of(cls, ranks: Mapping[int, int]) -> PostedList:
        """Ranks that nobody typed yet."""
        return cls({key: str(rank) for key, rank in ranks.items()}, {}, frozenset(), None)

    def of_cluster(self, cases: Sequence[Declaration]) -> list[Declaration]:
        """Those of one cluster's cases that are ticked; all of them where nobody could choose or has chosen yet."""
        ticked = [case for case in cases if case.pk in self.ticked]
        return ticked if self.posted and len(cases) > 1 else ticked or list(cases)

    def unticked(self, cases: Sequence[Declaration]) -> list[Finding]:
        """Ranked clusters with none of their levels ticked: nobody said what is recommended."""
        ranked = [group for key, group in by_cluster(cases).items() if self.ranks.get(key)]
        return [
            Finding("list.no_level", f"“{group[0].dossier.cluster.name}”已填推荐排序，请至少选择一个申报类别")
            for group in ranked
            if not self.of_cluster(group)
        ]

    def places(self, cases: Sequence[Declaration]) -> list[Place]:
        """The places asked for; what is no whole number counts as nought and is refused by name."""
        found, groups = [], by_cluster(cases)
        for case in (case for group in groups.values() for case in self.of_cluster(group)):
            cluster = case.dossier.cluster_id
            if typed := self.ranks.get(cluster, ""):
                rank = int(typed) if typed.isdecimal() and len(typed) < MOST_RANK_DIGITS else 0
                found.append(Place(case, rank, self.opinions.get(cluster, "")))
        return found


MOST_RANK_DIGITS = 4


def posted_list(data: Any, cases: Sequence[Declaration]) -> PostedList:
    """What the page of the list posted: ``rank-<cluster>``, ``opinion-<cluster>``, ``case`` and ``seen``."""
    clusters = {case.dossier.cluster_id for case in cases}
    return PostedList(
        {key: str(data.get(f"rank-{key}", "")).strip() for key in clusters},
        {key: text_in(data, f"opinion-{key}") for key in clusters},
        frozenset(keys_in(data.getlist("case"))),
        posted_moment(data),
        posted=True,
    )


def posted_moment(data: Mapping[str, Any]) -> datetime | None:
    """When the list that the page showed was drawn up."""
    try:
        return parse_datetime(str(data.get("seen", "")))
    except ValueError:
        return None
