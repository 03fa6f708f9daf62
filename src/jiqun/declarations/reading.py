"""The answers of one track laid out for reading: sections, answers in words, tables, evidence and what criteria say.

Other stages show a submission like this::

    view = read_view(policy, case.track, submission.answers, submission.evidence, assess_answers(case, answers))
    {% include "declarations/_submission.html" with view=view %}
    {% include "declarations/_track_check.html" with check=view.check %}

The page links ``declarations/form.css`` for both.

``evidence`` are the plain facts of a seal (``Submission.evidence``) or of a draft
(``evidence_list(dossier_subject(dossier.pk))``). Files link to :func:`evidence_page`, which serves whoever may read
a case of the dossier; a stage whose readers come by another way (experts) gives its own ``link``. In a section,
``items`` are what a page shows one below the other: a :class:`ReadField`, or a :class:`ReadGrid` of neighbouring
questions by years; ``fields`` are the same questions one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from jiqun.core.addresses import address, key_of, years_asked
from jiqun.core.assessment import Assessment
from jiqun.core.completeness import asked_fields
from jiqun.core.policy.schema import Field, FieldKind, RoundPolicy
from jiqun.declarations.selfcheck import TrackCheck, track_check
from jiqun.declarations.submitted import NOTHING, as_table, in_words
from jiqun.ui.parts import FileLine, GridRow

Answers = Mapping[str, Any]
Link = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class ReadField:
    """One question with its answer: ``value`` in words, or ``headers`` and ``rows`` of a table.

    ``series`` are the figures by year as stored, ``files`` what proves it.
    """

    field: Field
    value: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[int, ...] = ()
    series: Mapping[int, str | None] | None = None
    files: tuple[FileLine, ...] = ()

    @property
    def key(self) -> str:
        """The key of the question."""
        return self.field.key

    @property
    def label(self) -> str:
        """The question."""
        return self.field.label

    @property
    def kind(self) -> str:
        """``table``, ``prose`` or ``plain``; questions by years stand in a grid."""
        if self.field.kind is FieldKind.ROWS:
            return "table"
        return "prose" if self.field.kind is FieldKind.LONG_TEXT else "plain"


@dataclass(frozen=True, slots=True)
class ReadGrid:
    """Neighbouring questions by years as one table; ``rows`` are those of the ui's ``year_grid``."""

    years: tuple[int, ...]
    rows: tuple[GridRow, ...]
    fields: tuple[ReadField, ...]
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One page of the form as it is read."""

    id: str
    label: str
    items: tuple[ReadField | ReadGrid, ...]

    @property
    def fields(self) -> tuple[ReadField, ...]:
        """The questions one by one."""
        return tuple(field for item in self.items for field in (item.fields if isinstance(item, ReadGrid) else (item,)))


@dataclass(frozen=True, slots=True)
class ReadView:
    """A whole submission or draft: its sections and, where it was assessed, the self-check."""

    title: str
    sections: tuple[ReadSection, ...]
    check: TrackCheck | None = None


def evidence_page(pk: int) -> str:
    """Where a file of the dossier is served."""
    return reverse("declarations:evidence", args=[pk])


def read_view(
    policy: RoundPolicy,
    track: str,
    answers: Answers,
    evidence: Iterable[Mapping[str, Any]] = (),
    assessment: Assessment | None = None,
    *,
    link: Link = evidence_page,
) -> ReadView:
    """What one track asked and what was answered, in the order of the form; raises KeyError for an unknown track."""
    asked = {field.key for field in asked_fields(policy.form, answers, tracks=(track,))}
    files = files_by_key(evidence, link)
    sections = []
    for section in policy.form.sections_for(track):
        fields = [_read(each, answers, policy.years, files) for each in section.fields if each.key in asked]
        if fields:
            sections.append(ReadSection(section.id, section.label, tuple(_with_grids(fields, policy.years))))
    chosen = policy.track(track)
    return ReadView(chosen.form_title, tuple(sections), track_check(chosen, assessment) if assessment else None)


def files_by_key(evidence: Iterable[Mapping[str, Any]], link: Link = evidence_page) -> dict[str, tuple[FileLine, ...]]:
    """The files of a seal or a draft by the key of the question they prove."""
    ordered = sorted(evidence, key=lambda each: key_of(str(each["address"])))
    return {
        key: tuple(FileLine(str(each["name"]), link(int(each["id"])), int(each["size"])) for each in group)
        for key, group in groupby(ordered, lambda each: key_of(str(each["address"])))
    }


def _read(field: Field, answers: Answers, years: Sequence[int], files: Mapping[str, tuple[FileLine, ...]]) -> ReadField:
    proofs = files.get(field.key, ())
    if field.kind is FieldKind.YEARS:
        series = {year: answers.get(address(field.key, year)) for year in years_asked(field, years)}
        return ReadField(field, series=series, files=proofs)
    stored = answers.get(field.key)
    if field.kind is not FieldKind.ROWS:
        return ReadField(field, with_unit(field, stored), files=proofs)
    table = as_table(field, [row for row in stored or () if isinstance(row, Mapping)])
    rows = tuple(tuple(str(cell) for cell in row) for row in table.rows)
    return ReadField(field, headers=table.headers, rows=rows, numeric=table.numeric, files=proofs)


def with_unit(field: Field, stored: Any) -> str:
    """One answer in words, a figure with its unit."""
    words = in_words(field, stored)
    return words if words == NOTHING else f"{words}{field.unit}"


def _with_grids(fields: Sequence[ReadField], years: Sequence[int]) -> Iterator[ReadField | ReadGrid]:
    for by_years, run in groupby(fields, lambda each: each.field.kind is FieldKind.YEARS):
        if not by_years:
            yield from run
            continue
        members = tuple(run)
        columns = tuple(sorted({year for each in members for year in years_asked(each.field, years)}))
        rows = tuple(
            GridRow(each.label, tuple((each.series or {}).get(year) for year in columns), each.field.unit)
            for each in members
        )
        yield ReadGrid(columns, rows, members)
