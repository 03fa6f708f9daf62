"""Contradictions between one formula and the form: names that nobody is asked for, functions of a wrong field."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.core.expressions import Part
from jiqun.core.formula import walk
from jiqun.core.logic import EachYear, Logic
from jiqun.core.over_years import GROWTHS, OverYears
from jiqun.core.policy.flaws import Flaw, one_of
from jiqun.core.policy.ground import Ground
from jiqun.core.policy.schema import Field, FieldKind
from jiqun.core.uses import Manner, Use, uses
from jiqun.core.vocabulary import Level, Purpose

FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL)
COMPARED = (*FIGURES, FieldKind.YEARS)
ANSWERED = (FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES)
TITLES = "titles"
YES_NO = ("yes", "no")
KINDS = {
    Manner.FIGURE: FIGURES,
    Manner.BY_YEAR: COMPARED,
    Manner.ANSWER: ANSWERED,
    Manner.ROWS: (FieldKind.ROWS,),
    Manner.FIRMS: (FieldKind.ROWS,),
}
SETTINGS = {"purpose": Purpose.codes(), "level": Level.codes(), "west": YES_NO}


def use_flaws(part: Part | Logic, ground: Ground, path: str, *, bare_years: bool = False) -> Iterator[Flaw]:
    """Every flaw of one formula; ``bare_years``: a field by years may be named outside of a function over years."""
    for use in uses(part):
        yield from _use(use, ground, path, bare_years)
    for node in walk(part):
        if isinstance(node, OverYears | EachYear):
            yield from _years(node, ground, path)
        if isinstance(node, OverYears) and node.function in GROWTHS:
            yield from _base_year(node, ground, path)


def _use(use: Use, ground: Ground, path: str, bare_years: bool) -> Iterator[Flaw]:
    if use.manner is Manner.SETTING:
        for text in use.texts:
            yield from one_of(text, SETTINGS.get(use.key, ()), path)
        return
    if use.manner in (Manner.FIGURE, Manner.BY_YEAR) and ground.names_indicator(use.key):
        return
    field = ground.asked.get(use.key)
    kinds = COMPARED if bare_years and use.manner is Manner.FIGURE else KINDS[use.manner]
    if field is None:
        yield path, "公式只能使用表中的填报项", f"“{use.key}”"
    elif field.kind not in kinds:
        yield path, f"“{use.key}”应为{'、'.join(kind.label for kind in kinds)}", field.kind.label
    else:
        yield from _texts(use, field, path)


def _texts(use: Use, field: Field, path: str) -> Iterator[Flaw]:
    """The options that a formula names, against those that the form offers."""
    if use.manner is Manner.ANSWER:
        known = YES_NO if field.kind is FieldKind.YES_NO else [choice.code for choice in field.choices]
    elif use.manner is Manner.FIRMS:
        known = [choice.code for column in field.columns if column.key == TITLES for choice in column.choices]
        for text in use.texts:
            if text not in known:
                yield path, f"企业称号应为下列之一：{'、'.join(known)}", f"“{text}”"
        if use.column:
            yield from _column(use.column, use.equals, field, path)
        return
    elif use.column:
        column = next((each for each in field.columns if each.key == use.column), None)
        if column is None:
            yield from one_of(use.column, [each.key for each in field.columns], path)
            return
        known = YES_NO if column.kind is FieldKind.YES_NO else [choice.code for choice in column.choices]
    else:
        return
    for text in use.texts:
        yield from one_of(text, known, path)


def _column(key: str, code: str, field: Field, path: str) -> Iterator[Flaw]:
    """The column by which firms are looked at: one that asks yes or no, or for one option."""
    columns = {each.key: each for each in field.columns if each.kind in (FieldKind.YES_NO, FieldKind.CHOICE)}
    yield from one_of(key, columns, path)
    if key in columns:
        known = YES_NO if columns[key].kind is FieldKind.YES_NO else [choice.code for choice in columns[key].choices]
        yield from one_of(code, known, path)


def _years(node: OverYears | EachYear, ground: Ground, path: str) -> Iterator[Flaw]:
    """A function over years wants something that changes from year to year, and not more years than are asked."""
    looked_at = [use.key for use in uses(node.part, "each_year") if use.manner is Manner.BY_YEAR]
    fields = [ground.asked.get(key) for key in looked_at]
    plain = all(field is not None and field.kind in FIGURES for field in fields)
    if plain and not any(ground.names_indicator(key) for key in looked_at):
        name = "、".join(looked_at) or "公式"
        kind = FieldKind.YEARS.label
        found = next((field.kind.label for field in fields if field), "不随年度变化的值")
        yield path, f"“{name}”应为{kind}", found
    if (node.years or 0) > ground.data_years:
        yield path, f"年数应不超过填报的{ground.data_years}年", f"{node.years}"


def _base_year(node: OverYears, ground: Ground, path: str) -> Iterator[Flaw]:
    """Growth over the whole window needs the year before it, where the convention counts from there."""
    if not ground.from_base or (node.years or ground.data_years) < ground.data_years:
        return
    for key in dict.fromkeys(node.part.names()):
        field = ground.asked.get(key)
        if field is not None and field.kind is FieldKind.YEARS and not field.base_year:
            yield path, f"计算增速时“{key}”应填报基年", "不填报基年"
