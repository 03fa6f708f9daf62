"""Which figures a standard needs: each as one line to type, and how what was typed becomes answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiqun.core.addresses import addresses_of, year_of
from jiqun.core.compiled_set import compiled_set
from jiqun.core.expressions import ROSTER
from jiqun.core.facts import Told, as_figure
from jiqun.core.policy.schema import Column, CriteriaSet, CriterionKind, Field, FieldKind, Form, RoundPolicy
from jiqun.core.uses import Manner, Use
from jiqun.core.wording import wording_of
from jiqun.declarations.counted import looks_of

TITLES, ROWS = "titles", "rows"
NOTHING: Mapping[str, Any] = {}
MOST_COUNTED = 10_000
"""More firms than any town has; a larger count is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: its key, words and unit, and the addresses of its figures with the year of each (None: no year).

    ``table``: what it counts rows of; empty where it is no count.
    """

    key: str
    label: str
    unit: str
    places: tuple[tuple[str, int | None], ...]
    table: str = ""

    @property
    def source(self) -> str:
        """The field of the form that a declaration answers instead."""
        return self.table or self.key


def figures_asked(policy: RoundPolicy) -> tuple[Asked, ...]:
    """Every figure that the standards of a policy measure, in the order of the form; counts over tables come last."""
    wanted = {use for track in policy.tracks for use in uses_of(track.criteria, policy.form)}
    keys = {use.key for use in wanted if use.manner in (Manner.FIGURE, Manner.BY_YEAR)}
    fields = [each for section in policy.form.sections for each in section.fields]
    lines = [
        Asked(each.key, each.label, each.unit, tuple((place, year_of(place)) for place in places))
        for each in fields
        if each.key in keys and (places := addresses_of(each, policy.years))
    ]
    return (*lines, *_counts(policy.form, wanted))


def uses_of(criteria: CriteriaSet, form: Form) -> Iterator[Use]:
    """What the criteria with a figure look at, through every indicator that they use."""
    compiled = compiled_set(criteria, form)
    for each in criteria.criteria:
        if each.kind in (CriterionKind.FIGURE, CriterionKind.RULE):
            yield from looks_of(each, compiled)


def _counts(form: Form, wanted: set[Use]) -> Iterator[Asked]:
    """One line for each title counted, one more where only some of its firms are, one for each table whose rows are."""
    counted = {(text, use.column, use.equals) for use in wanted if use.manner is Manner.FIRMS for text in use.texts}
    wording = wording_of(form)
    for choice in (choice for column in _columns(form, ROSTER) for choice in column.choices):
        for _, column, code in sorted(each for each in counted if each[0] == choice.code):
            place = ".".join([TITLES, choice.code, *([column, code] if column else [])])
            label = f"{wording.held(column, code, '的')}{choice.label}数"
            yield Asked(place, label, "家", ((place, None),), ROSTER)
    rows = {(use.key, use.column, *use.texts) for use in wanted if use.manner is Manner.ROWS}
    for field in _tables(form):
        for look in sorted(look for key, *look in rows if key == field.key):
            place = ".".join([ROWS, field.key, *filter(None, look)])
            yield Asked(place, f"{wording.rows(field.key, *look)}条数", "条", ((place, None),), field.key)


def _tables(form: Form) -> Iterator[Field]:
    return (each for section in form.sections for each in section.fields if each.kind is FieldKind.ROWS)


def _columns(form: Form, table: str) -> Iterator[Column]:
    return (column for each in _tables(form) if each.key == table for column in each.columns if column.choices)


def as_answers(figures: Mapping[str, str], declared: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """Typed figures as a dossier would answer, over what was declared; of a table, count by count.

    A firm was counted once, under its highest title; that is what the line asks for. Where a title has a line for some
    of its firms too, these are among those of the other line.
    """
    answers = dict(declared)
    counts: dict[str, dict[tuple[str, ...], Decimal]] = {}
    for place, typed in figures.items():
        head, *rest = place.split(".")
        figure = as_figure(typed)
        if head not in (TITLES, ROWS):
            answers[place] = typed
        elif figure is not None:
            table, look = (ROSTER, rest) if head == TITLES else (rest[0], rest[1:])
            counts.setdefault(table, {})[tuple(look)] = figure
    return answers | {table: Told(told, answers.get(table)) for table, told in counts.items()}


def too_large(line: Asked, figure: Decimal) -> str:
    """Why a count cannot be taken; empty where it can."""
    if not line.table:
        return ""
    if figure != figure.to_integral_value() or figure < 0:
        return f"“{line.label}”应为不小于0的整数"
    return f"“{line.label}”超过{MOST_COUNTED:,}，请检查是否多填" if figure > MOST_COUNTED else ""
