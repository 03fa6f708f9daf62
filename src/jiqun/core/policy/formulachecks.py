"""Contradictions between formulas and the form: names that nobody is asked for, functions of a wrong field."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import ROSTER, Name, Operation, Part, Sign
from jiqun.core.formula import FormulaError, compiled
from jiqun.core.over_years import OverYears
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.schema import Field, FieldKind, RoundPolicy

FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL)
COMPARED = (*FIGURES, FieldKind.YEARS)
TITLES = "titles"


def check_formulas(policy: RoundPolicy) -> Iterator[Flaw]:
    """Every flaw of the indicators, against what their track asks, and of the form's consistency rules."""
    from_base = policy.conventions.growth_from_base_year.on(policy.day)
    for at, track in enumerate(policy.tracks):
        sections = policy.form.sections_for(track.id)
        asked = {field.key: field for section in sections for field in section.fields}
        for number, indicator in enumerate(track.criteria.indicators):
            path = f"tracks.{at}.criteria.indicators.{number}.formula"
            yield from _formula(indicator.formula, asked, FIGURES, from_base, path)
    everything = {field.key: field for section in policy.form.sections for field in section.fields}
    for number, rule in enumerate(policy.form.consistency):
        path = f"form.consistency.{number}"
        yield from _formula(rule.left, everything, COMPARED, from_base, f"{path}.left")
        yield from _formula(rule.right, everything, COMPARED, from_base, f"{path}.right")


def _formula(
    text: str, asked: dict[str, Field], bare: tuple[FieldKind, ...], from_base: bool, path: str
) -> Iterator[Flaw]:
    try:
        part = compiled(text)
    except FormulaError as error:
        yield path, "应为可计算的公式", error.sentence
        return
    for wanted, kinds, leaf in _uses(part, bare):
        field = asked.get(wanted)
        if field is None:
            yield path, "公式只能使用表中的填报项", f"“{wanted}”"
        elif field.kind not in kinds:
            yield path, f"“{wanted}”应为{'、'.join(kind.label for kind in kinds)}", field.kind.label
        elif from_base and isinstance(leaf, OverYears) and leaf.function == "growth" and not field.base_year:
            yield path, f"计算增速时“{wanted}”应填报基年", "不填报基年"
        elif isinstance(leaf, Firms):
            yield from _titles(leaf, field, path)


def _uses(part: Part, bare: tuple[FieldKind, ...]) -> Iterator[tuple[str, tuple[FieldKind, ...], Part]]:
    """Each field that a formula uses, with the kinds it may be of."""
    match part:
        case Name(key=key):
            yield key, bare, part
        case OverYears(key=key):
            yield key, (FieldKind.YEARS,), part
        case Rows(key=key):
            yield key, (FieldKind.ROWS,), part
        case Firms():
            yield ROSTER, (FieldKind.ROWS,), part
        case Sign(part=inner):
            yield from _uses(inner, bare)
        case Operation(left=left, right=right):
            yield from _uses(left, bare)
            yield from _uses(right, bare)


def _titles(firms: Firms, roster: Field, path: str) -> Iterator[Flaw]:
    known = [choice.code for column in roster.columns if column.key == TITLES for choice in column.choices]
    for title in firms.titles:
        if title not in known:
            yield path, f"企业称号应为下列之一：{'、'.join(known)}", f"“{title}”"
