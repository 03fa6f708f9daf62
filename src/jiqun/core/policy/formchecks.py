"""Contradictions inside a form: repeated keys, conditions on questions that do not exist, choices without options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from jiqun.core.policy.flaws import Flaw, one_of, repeated
from jiqun.core.policy.schema import Column, Field, FieldKind, Roles, RoundPolicy

CHOOSING = (FieldKind.CHOICE, FieldKind.CHOICES)
FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.YEARS)
NESTED = (FieldKind.ROWS, FieldKind.YEARS)
YES_NO = ("yes", "no")
ROOM = {"name": 120, "niche": 60, "leading_industry": 60}
"""Characters that the record of what is declared has room for."""


def check_form(policy: RoundPolicy) -> Iterator[Flaw]:
    """Every flaw of the round's form."""
    form, tracks = policy.form, [track.id for track in policy.tracks]
    yield from repeated((section.id for section in form.sections), "form.sections.{}.id")
    yield from repeated((rule.id for rule in form.consistency), "form.consistency.{}.id")
    known: dict[str, Field] = {}
    asked_on: dict[str, set[str]] = {}
    for page, section in enumerate(form.sections):
        path = f"form.sections.{page}"
        for name in section.tracks:
            yield from one_of(name, tracks, f"{path}.tracks")
        for at, field in enumerate(section.fields):
            here = f"{path}.fields.{at}"
            if field.key in known:
                yield f"{here}.key", "在整张表中应不重复", f"重复的“{field.key}”"
            for name in field.tracks:
                yield from one_of(name, tracks, f"{here}.tracks")
            yield from _question(field, here)
            yield from _condition(field, known, here)
            asked_on[field.key] = set(section.tracks or tracks) & set(field.tracks or tracks)
            yield from _never_shown(field, known, asked_on, here)
            known[field.key] = field
    yield from _roles(form.roles, known)


def _roles(roles: Roles, known: dict[str, Field]) -> Iterator[Flaw]:
    """A role that was given to a question must find it; one left as shipped may go without."""
    usual = Roles()
    for each in fields(roles):
        given = getattr(roles, each.name)
        if given != getattr(usual, each.name):
            for key in given if isinstance(given, tuple) else (given,):
                yield from one_of(key, known, f"form.roles.{each.name}")
    for name, room in ROOM.items():
        field = known.get(getattr(roles, name))
        if field is not None and (field.kind != FieldKind.TEXT or not 0 < field.max_chars <= room):
            words = f"“{field.label}”由系统取用，应为单行文字并限制字数，至多{room}字"
            yield f"form.roles.{name}", words, f"{field.kind.label}，{field.max_chars}字"


def _question(field: Field, path: str) -> Iterator[Flaw]:
    yield from _options(field, path)
    if field.kind == FieldKind.ROWS and not field.columns:
        yield f"{path}.columns", "明细表必须填写各列", "未填写"
    yield from _bounds(field, path)
    if field.digits and field.kind is not FieldKind.TEXT:
        yield f"{path}.digits", "只有单行文字才规定代码位数", field.kind.label
    if field.whole and field.kind is not FieldKind.YEARS:
        yield f"{path}.whole", "只有分年度数值才规定只填整数", field.kind.label
    yield from repeated((column.key for column in field.columns), f"{path}.columns.{{}}.key")
    for at, column in enumerate(field.columns):
        here = f"{path}.columns.{at}"
        if column.kind in NESTED:
            yield f"{here}.kind", "列中不能再有明细表或分年度数值", f"“{column.kind}”"
        yield from _options(column, here)
        yield from _bounds(column, here)


def _bounds(question: Field | Column, path: str) -> Iterator[Flaw]:
    least, most = question.minimum, question.maximum
    if least is not None and most is not None and least > most:
        yield f"{path}.minimum", f"应不大于最大值{most}", f"{least}"
    for name in ("minimum", "maximum"):
        if getattr(question, name) is not None and question.kind not in FIGURES:
            yield f"{path}.{name}", "只有数值才规定最小值和最大值", question.kind.label


def _options(question: Field | Column, path: str) -> Iterator[Flaw]:
    if question.kind in CHOOSING and not question.choices:
        yield f"{path}.choices", "选择题必须填写选项", "未填写"
    yield from repeated((choice.code for choice in question.choices), f"{path}.choices.{{}}.code")


def _never_shown(field: Field, earlier: dict[str, Field], asked_on: dict[str, set[str]], path: str) -> Iterator[Flaw]:
    """A question may depend only on one that some track asks together with it."""
    other = earlier.get(field.only_if.field) if field.only_if else None
    if other and asked_on[field.key] and not asked_on[field.key] & asked_on[other.key]:
        yield f"{path}.only_if.field", "应为与本项在同一申报类别填报的一项", f"“{other.label}”不在本项的类别填报"


def _condition(field: Field, earlier: dict[str, Field], path: str) -> Iterator[Flaw]:
    """A question may depend only on one asked before it."""
    if field.only_if is None:
        return
    asked = earlier.get(field.only_if.field)
    if asked is None:
        yield f"{path}.only_if.field", "应为排在前面的一项的键", f"“{field.only_if.field}”"
        return
    answers = YES_NO if asked.kind == FieldKind.YES_NO else tuple(choice.code for choice in asked.choices)
    yield from one_of(field.only_if.equals, answers, f"{path}.only_if.equals")
