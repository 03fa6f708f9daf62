"""One case as it is typed: what differs from the base dossier, and what the draft should say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from jiqun.core.addresses import addresses_of, key_of
from jiqun.core.answers import labelled
from jiqun.core.assessment import Assessment
from jiqun.core.cells import check_cell, read_cell
from jiqun.core.figures import Unreadable
from jiqun.core.policy.schema import Field, FieldKind, RoundPolicy, Section, Track
from jiqun.core.vocabulary import Verdict
from jiqun.policies.caserows import lines_of, may_be_written, rows_of
from jiqun.ui.posted import key_in
from jiqun.ui.widgets import LongText

NOT_TRIED = [("", "不核对")]
LEFT_EMPTY = "不填为未填报"
UNTYPED = (FieldKind.ROWS, FieldKind.LONG_TEXT)
"""Answers that are not given in a line: tables have an input each, and long texts, which no rule reads, are kept."""
YES_NO = {"yes": "是", "no": "否"}
MOST_CHANGES = 200
MOST_CHARACTERS = 20_000
NO_TABLE = "无"


@dataclass(frozen=True, slots=True)
class Bench:
    """The draft that a case is tried on: a track, or None for all, and what may be answered there by address."""

    policy: RoundPolicy
    track: Track | None

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is asked there."""
        tracks = (self.track,) if self.track else self.policy.tracks
        return self.policy.form.sections_for_any(tuple(track.id for track in tracks))

    @property
    def asked(self) -> dict[str, Field]:
        """The questions of the track that are answered in a line, by address."""
        return {
            place: field
            for section in self.sections
            for field in section.fields
            if field.kind not in UNTYPED
            for place in addresses_of(field, self.policy.years)
        }

    @property
    def tables(self) -> dict[str, Field]:
        """The tables of the track, such as the roster, by key."""
        return {
            field.key: field for section in self.sections for field in section.fields if field.kind is FieldKind.ROWS
        }

    def choices(self) -> list[Any]:
        """The questions by section, as a list to choose from."""
        groups: list[Any] = [("", "请选择")]
        for section in self.sections:
            lines = [
                (place, _label(field, place))
                for field in section.fields
                if field.kind not in UNTYPED
                for place in addresses_of(field, self.policy.years)
            ]
            groups += [(section.label, lines)] if lines else []
        return groups

    def words(self, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Answers as they are read: those given in a line, then the tables."""
        asked, tables = self.asked, self.tables
        told = [
            (_label(asked[place], place), shown(asked[place], value))
            for place, value in answers.items()
            if place in asked
        ]
        listed = [
            (each.label, f"{len(answers[key])}行：{'；'.join(lines_of(each, answers[key]).splitlines())}")
            for key, each in tables.items()
            if answers.get(key)
        ]
        return told + listed

    def rows(self, answers: Mapping[str, Any]) -> list[dict[str, str]]:
        """Answers as rows to type in."""
        asked = self.asked
        return [
            {"place": place, "value": shown(asked[place], value)} for place, value in answers.items() if place in asked
        ]

    def kept(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers that have no input, such as long texts."""
        asked = {*self.asked, *self.tables}
        return {place: value for place, value in answers.items() if place not in asked}

    def kept_words(self, answers: Mapping[str, Any]) -> list[str]:
        """What is kept, in words."""
        labels = {field.key: field.label for section in self.policy.form.sections for field in section.fields}
        return [labels.get(key_of(place), place) for place in self.kept(answers)]


def _label(field: Field, place: str) -> str:
    unit = f"（{field.unit}）" if field.unit else ""
    return f"{labelled(field, place)}{unit}"


def shown(field: Field, value: Any) -> str:
    """A stored answer as an official types it."""
    if isinstance(value, list):
        return "、".join(shown(field, each) for each in value)
    words = {choice.code: choice.label for choice in field.choices} if field.choices else YES_NO
    return words.get(str(value), str(value)) if field.choices or field.kind is FieldKind.YES_NO else str(value)


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line of what is expected; ``now`` is what the draft says of the case as stored, in words."""

    field: forms.BoundField
    now: str
    is_aspect: bool


class CaseForm(forms.Form):
    """The words of a case and what is expected of it, one line per aspect and condition."""

    case = forms.CharField(label="情形", max_length=200, help_text="一句话说明，如：占地面积正好100平方公里")
    clause = forms.CharField(label="依据条款", max_length=100, help_text="如：附件认定标准一")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, track: Track, found: Assessment | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = {f"aspect-{each.aspect.id}": each.verdict.label for each in found.aspects} if found else {}
        self.now |= {f"expect-{each.criterion.id}": each.verdict.label for each in found.results} if found else {}
        for aspect in track.criteria.aspects:
            self.fields[f"aspect-{aspect.id}"] = _expectation(f"{aspect.label}（整体）")
            for each in track.criteria.criteria:
                if each.aspect == aspect.id:
                    self.fields[f"expect-{each.id}"] = _expectation(each.label)

    def clean(self) -> dict[str, Any]:
        """Something is expected."""
        given = super().clean() or {}
        if not self.errors and not any(self.expected(kind) for kind in ("expect", "aspect")):
            raise forms.ValidationError("请至少选择一项预期结论")
        return given

    def expected(self, kind: str) -> dict[str, str]:
        """The verdicts chosen, of conditions (``expect``) or aspects (``aspect``)."""
        return {
            name.removeprefix(f"{kind}-"): verdict
            for name, verdict in self.cleaned_data.items()
            if name.startswith(f"{kind}-") and verdict
        }

    def basics(self) -> Iterator[forms.BoundField]:
        """The words of the case."""
        return (self[name] for name in ("case", "clause"))

    def expectations(self) -> Iterator[Expectation]:
        """What is expected, aspect by aspect."""
        names = (name for name in self.fields if name.partition("-")[0] in ("aspect", "expect"))
        return (Expectation(self[name], self.now.get(name, ""), name.startswith("aspect-")) for name in names)


def _expectation(label: str) -> forms.ChoiceField:
    widget = forms.Select(attrs={"aria-label": label})
    return forms.ChoiceField(label=label, required=False, choices=NOT_TRIED + Verdict.choices(), widget=widget)


class ChangeForm(forms.Form):
    """One answer that differs from the base."""

    place = forms.ChoiceField(label="填报项", required=False)
    value = forms.CharField(label="数值", required=False, max_length=200, help_text=LEFT_EMPTY)

    def __init__(self, *args: Any, bench: Bench, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = bench.asked
        self.fields["place"].choices = bench.choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The value is one that the question takes."""
        given = super().clean() or {}
        place, typed = given.get("place", ""), given.get("value", "")
        if typed and not place and "place" not in self.errors:
            self.add_error("place", "请选择填报项")
        if place and typed:
            field = self.asked[place]
            try:
                given["value"] = read_cell(field, typed, label=labelled(field, place)) or ""
                for finding in check_cell(
                    field, given["value"], place=place, citation=field.source.citation, label=labelled(field, place)
                ):
                    self.add_error("value", finding.message)
            except Unreadable as unreadable:
                self.add_error("value", unreadable.sentence)
        return given


class TablesForm(forms.Form):
    """The tables of a case or of the base, each as lines of text; left as shown, what is stored stays as it is.

    ``of_case``: a blank means that the base's table holds, and 无 that there is none.
    """

    prefix = "rows"

    def __init__(self, bench: Bench, stored: Mapping[str, Any], *args: Any, of_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables, self.stored, self.of_case = bench.tables, stored, of_case
        for key, field in self.tables.items():
            self.fields[key] = forms.CharField(
                label=field.label,
                required=False,
                max_length=MOST_CHARACTERS,
                initial=self._typed(key),
                help_text=f"每行一条，{may_be_written(field)}",
                widget=LongText(rows=4),
            )

    def _typed(self, key: str) -> str:
        """What is stored, as it is typed."""
        held = self.stored.get(key)
        if held is None or not isinstance(held, list):
            return NO_TABLE if held == "" and self.of_case else ""
        return lines_of(self.tables[key], held)

    def clean(self) -> dict[str, Any]:
        """The rows of each table; empty text takes a table away, None leaves it to the base."""
        given = super().clean() or {}
        for key, field in self.tables.items():
            typed = "\n".join(str(given.get(key) or "").strip().splitlines())
            if typed == self._typed(key):
                given[key] = self.stored.get(key)
            elif typed == NO_TABLE:
                given[key] = ""
            else:
                try:
                    given[key] = rows_of(field, typed) or None
                except Unreadable as unreadable:
                    self.add_error(key, unreadable.sentence)
        return given

    @property
    def is_open(self) -> bool:
        """Whether anything stands in it, so that it is not folded away."""
        return bool(self.errors) or any(self[name].value() for name in self.fields)

    def rows(self) -> dict[str, Any]:
        """What is to be stored, by key."""
        return {key: value for key, value in self.cleaned_data.items() if value is not None and (value or self.of_case)}


class BaseChanges(forms.BaseFormSet):  # type: ignore[type-arg] # not generic when it runs
    """All answers that differ, each once."""

    def clean(self) -> None:
        """No question twice."""
        if any(self.errors):
            return
        places = [place for place, _ in self.changes()]
        if len(places) != len(set(places)):
            raise forms.ValidationError("同一填报项只能改一次，请删去重复的行")

    def changes(self) -> list[tuple[str, Any]]:
        """Address and stored answer of every row that counts; empty text takes the answer away."""
        return [
            (form.cleaned_data["place"], form.cleaned_data.get("value", ""))
            for form in self.forms
            if form.cleaned_data.get("place") and not form.cleaned_data.get("DELETE")
        ]


Changes = forms.formset_factory(
    ChangeForm, formset=BaseChanges, extra=2, can_delete=True, max_num=MOST_CHANGES, validate_max=True
)


def one_row_more(posted: QueryDict, prefix: str) -> QueryDict:
    """What was posted, with one row more where that was asked for."""
    if "add_row" not in posted:
        return posted
    total, changed = f"{prefix}-TOTAL_FORMS", posted.copy()
    changed[total] = str(min(key_in(posted.get(total, "")), MOST_CHANGES - 1) + 1)
    return changed
