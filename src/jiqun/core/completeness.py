"""Which answers and which evidence a declaration still lacks, and which of its figures disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from jiqun.core.addresses import addresses_of, cell_address, counted_at, key_of, years_asked
from jiqun.core.answers import cell_label, check_rows, labelled
from jiqun.core.cells import check_cell
from jiqun.core.comparison import holds
from jiqun.core.facts import Facts, as_figure, facts_of
from jiqun.core.figures import format_figure
from jiqun.core.findings import Finding
from jiqun.core.formula import Outcome, evaluate, names
from jiqun.core.policy.schema import Consistency, Conventions, Field, FieldKind, Form
from jiqun.core.wording import Wording, wording_of

Answers = Mapping[str, object]


def asked_fields(form: Form, answers: Answers, *, tracks: Sequence[str]) -> tuple[Field, ...]:
    """The fields that these tracks ask, given the answers that other questions depend on."""
    every = {field.key: field for section in form.sections for field in section.fields}
    return tuple(
        field
        for section in form.sections_for_any(tuple(tracks))
        for field in section.fields
        if _is_asked(field, answers, every)
    )


def _is_asked(field: Field, answers: Answers, every: Mapping[str, Field]) -> bool:
    """Whether the answer it depends on has the value it wants, and is itself asked; a circle is never asked."""
    if field.only_if is None:
        return True
    other = every.get(field.only_if.field)
    answer = answers.get(field.only_if.field)
    given = answer if isinstance(answer, list) else [answer]
    others = {key: each for key, each in every.items() if key != field.key}
    return other is not None and field.only_if.equals in given and _is_asked(other, answers, others)


def missing(
    form: Form, answers: Answers, *, evidence: Collection[str], tracks: Sequence[str], years: Sequence[int]
) -> list[Finding]:
    """Everything that keeps a declaration from being submitted, in the order of the form.

    ``evidence``: keys or addresses that have at least one file. Evidence is wanted for what was answered; an empty
    table or a figure of nought needs no proof.
    """
    findings: list[Finding] = []
    for field in asked_fields(form, answers, tracks=tracks):
        findings += _lacking(field, answers, years)
        findings += _evidence_lacking(field, answers, evidence, years)
    return findings


def _lacking(field: Field, answers: Answers, years: Sequence[int]) -> Iterator[Finding]:
    if field.kind is FieldKind.ROWS:
        yield from _rows_lacking(field, answers.get(field.key))
        return
    citation = field.source.citation
    for place in addresses_of(field, years):
        value = answers.get(place)
        if field.required and value in (None, "", []):
            yield Finding("form.missing", f"请{_asked_to(field)}“{labelled(field, place)}”", citation, place)
        yield from check_cell(field, value, place=place, citation=citation, label=labelled(field, place))


def _asked_to(field: Field) -> str:
    """What is done with a question: a choice is made, everything else is written."""
    return "选择" if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO) else "填写"


def _rows_lacking(field: Field, value: object) -> Iterator[Finding]:
    citation = field.source.citation
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else None
    if rows is None and field.required:
        yield Finding("form.missing", f"请填写“{field.label}”", citation, field.key)
    elif len(rows or ()) < field.min_rows and (field.required or rows):
        message = f"“{field.label}”至少填写{field.min_rows}行，现有{len(rows or ())}行"
        yield Finding("form.too_few_rows", message, citation, field.key)
    for index, row in enumerate(rows or ()):
        for column in field.columns:
            if column.required and not row.get(column.key):
                place = cell_address(field.key, index, column.key)
                yield Finding("form.missing", f"请填写“{cell_label(field, index, column)}”", citation, place)
    yield from (finding for _, finding in check_rows(field, rows or ()))


def _evidence_lacking(
    field: Field, answers: Answers, evidence: Collection[str], years: Sequence[int]
) -> Iterator[Finding]:
    places = addresses_of(field, years)
    if not field.evidence_required or not any(_to_be_proved(answers.get(place)) for place in places):
        return
    if field.key not in {key_of(each) for each in evidence}:
        message = f"请为“{field.label}”上传佐证材料：{field.evidence}"
        yield Finding("evidence.missing", message, field.source.citation, places[0])


def _to_be_proved(value: object) -> bool:
    return bool(value) and as_figure(value) != 0


def consistency(
    form: Form,
    answers: Answers,
    *,
    tracks: Sequence[str],
    years: Sequence[int],
    on: date,
    conventions: Conventions,
) -> list[Finding]:
    """Figures that disagree by the rules the form itself names; what is not yet filled in is passed over."""
    facts = facts_of(answers, years=years, conventions=conventions, on=on)
    asked = {field.key: field for field in asked_fields(form, answers, tracks=tracks)}
    wording = wording_of(form)
    findings: list[Finding] = []
    for rule in form.consistency:
        fields = [asked.get(key) for key in sorted(names(rule.left) | names(rule.right))]
        if all(fields):
            for each in _looks(facts, [field for field in fields if field]):
                findings += _disagreement(rule, each, wording)
    return list(dict.fromkeys(findings))


def _looks(facts: Facts, fields: Sequence[Field]) -> list[Facts]:
    """One look at the facts, or one for every year that all the fields by years ask."""
    by_years = [set(years_asked(field, facts.years)) for field in fields if field.kind is FieldKind.YEARS]
    return [facts.at(year) for year in sorted(set.intersection(*by_years))] if by_years else [facts]


def _disagreement(rule: Consistency, facts: Facts, wording: Wording) -> Iterator[Finding]:
    left, right = evaluate(rule.left, facts), evaluate(rule.right, facts)
    if left.value is None or right.value is None or holds(rule.operator, left.value, right.value):
        return
    stated = "，".join(dict.fromkeys([*_stated(left, wording), *_stated(right, wording)]))
    places = [key_of(place) if counted_at(place) else place for place, _ in (*left.inputs, *right.inputs)]
    message = f"{rule.label}：现填{stated}，请核对"
    yield Finding("form.inconsistent", message, rule.source.citation, places[0] if places else "")


def _stated(outcome: Outcome, wording: Wording) -> list[str]:
    return [f"{wording.label(place)}{format_figure(figure)}{wording.unit(place)}" for place, figure in outcome.inputs]
