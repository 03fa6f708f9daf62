"""Which figures a standard needs: each as one line to type, and how what was typed becomes answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiqun.core.addresses import addresses_of, key_of, year_of
from jiqun.core.compiled_set import compiled_set
from jiqun.core.expressions import ROSTER
from jiqun.core.facts import as_figure
from jiqun.core.policy.schema import Column, CriteriaSet, CriterionKind, Field, FieldKind, Form, RoundPolicy
from jiqun.core.uses import Manner, Use
from jiqun.core.wording import wording_of
from jiqun.declarations.counted import looks_of

TITLES, ROWS = "titles", "rows"
OTHERWISE = "otherwise"
"""No option of any column: what is known of a firm is only that it has not the one asked for."""
MOST_ROWS = 10_000
"""More firms than any town has; a larger count is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: its key, words and unit, and the addresses of its figures with the year of each (None: no year)."""

    key: str
    label: str
    unit: str
    places: tuple[tuple[str, int | None], ...]
    whole: bool = False


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
            yield Asked(place, label, "家", ((place, None),), whole=True)
    tables = {use.key for use in wanted if use.manner is Manner.ROWS and use.key != ROSTER}
    for field in _tables(form):
        if field.key in tables:
            place = f"{ROWS}.{field.key}"
            yield Asked(place, f"{field.label}的条数", "条", ((place, None),), whole=True)


def _tables(form: Form) -> Iterator[Field]:
    return (each for section in form.sections for each in section.fields if each.kind is FieldKind.ROWS)


def _columns(form: Form, table: str) -> Iterator[Column]:
    return (column for each in _tables(form) if each.key == table for column in each.columns if column.choices)


def as_answers(figures: Mapping[str, str]) -> dict[str, object]:
    """Typed figures as a dossier would answer: counts become tables of so many rows, so that the same formulas hold.

    A firm was counted once, under its highest title; that is what the line asks for. Where a title has a line for some
    of its firms too, these are among those of the other line.
    """
    answers: dict[str, object] = {}
    titled: dict[str, dict[tuple[str, ...], int]] = {}
    for place, typed in figures.items():
        head = key_of(place)
        if head == TITLES:
            _, title, *held = place.split(".")
            titled.setdefault(title, {})[tuple(held)] = _count(typed)
        elif head == ROWS:
            answers[place.removeprefix(f"{ROWS}.")] = [{} for _ in range(_count(typed))]
        else:
            answers[place] = typed
    if titled:
        answers[ROSTER] = [row for title, counts in titled.items() for row in _firms(title, counts)]
    return answers


def _firms(title: str, counts: Mapping[tuple[str, ...], int]) -> Iterator[dict[str, object]]:
    """So many invented firms of a title: those with an option of a column, and what is left of the whole number."""
    some = {held: count for held, count in counts.items() if held}
    left = max(counts.get((), 0) - sum(some.values()), 0)
    kinds = [*(({column: code}, count) for (column, code), count in some.items())]
    kinds.append(({column: OTHERWISE for column, _ in some}, left))
    cells = [held for held, count in kinds for _ in range(count)]
    return ({"name": f"{title}{number}", "titles": [title], **held} for number, held in enumerate(cells))


def _count(typed: str) -> int:
    figure = as_figure(typed)
    return min(max(int(figure), 0), MOST_ROWS) if figure is not None else 0


def too_large(line: Asked, figure: Decimal) -> str:
    """Why a count cannot be taken; empty where it can."""
    if not line.whole:
        return ""
    if figure != figure.to_integral_value() or figure < 0:
        return f"“{line.label}”应为不小于0的整数"
    return f"“{line.label}”超过{MOST_ROWS:,}，请检查是否多填" if figure > MOST_ROWS else ""
