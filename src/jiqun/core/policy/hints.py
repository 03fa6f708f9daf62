"""What is allowed in a policy but worth a second look: assumed values, unused figures, words unlike the values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from jiqun.core.formula import FormulaError, compiled, condition
from jiqun.core.policy.dated import Dated
from jiqun.core.policy.ground import Ground, grounds_of
from jiqun.core.policy.schema import CriterionKind, FieldKind, RoundPolicy
from jiqun.core.policy.wordhints import other_limits, other_years
from jiqun.core.policy.words import path_words
from jiqun.core.vocabulary import Mark

FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.YEARS)


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing worth a look: where it stands, what the place is called, and what is to be said of it."""

    path: str
    words: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.words}：{self.sentence}"


def hints(policy: RoundPolicy) -> list[Hint]:
    """Everything worth a look in a sound policy, in the order of the policy."""
    found = [
        *other_limits(policy),
        *other_years(policy),
        *_unused_indicators(policy),
        *_unused_figures(policy),
        *_assumed(policy, policy, ""),
    ]
    return [Hint(path, path_words(policy, path), sentence) for path, sentence in found]


def _unused_indicators(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    for ground in grounds_of(policy):
        used = _used(ground)
        for number, indicator in enumerate(ground.criteria.indicators):
            if indicator.id not in used:
                yield f"{ground.path}indicators.{number}", "没有条件使用这项指标"


def _unused_figures(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    """Figures that no criterion and no rule of the form looks at; words are for people to read."""
    used = {key for ground in grounds_of(policy) for key in _used(ground)}
    used |= {key for rule in policy.form.consistency for side in (rule.left, rule.right) for key in _keys(side)}
    for page, section in enumerate(policy.form.sections):
        for at, field in enumerate(section.fields):
            if field.kind in FIGURES and field.key not in used:
                yield f"form.sections.{page}.fields.{at}", "没有条件或勾稽关系使用这项数据"


def _used(ground: Ground) -> set[str]:
    """The names that the criteria of a set look at, indicators and what these look at included."""
    used: set[str] = set()
    for criterion in ground.criteria.criteria:
        used |= {criterion.indicator, criterion.field} if criterion.kind is not CriterionKind.RULE else set()
        used |= _keys(criterion.when) | _keys(criterion.rule)
    open_ = [key for key in used if ground.names_indicator(key)]
    while open_:
        fresh = _keys(ground.indicators[open_.pop()].formula) - used
        used |= fresh
        open_ += [key for key in fresh if ground.names_indicator(key)]
    return used


def _keys(formula: str) -> set[str]:
    """The names in a formula of either kind; none in one that cannot be read, which the checks have told."""
    if not formula:
        return set()
    try:
        return set(compiled(formula).names())
    except FormulaError:
        pass
    try:
        return set(condition(formula).names())
    except FormulaError:
        return set()


def _assumed(policy: RoundPolicy, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Dated values that only stand in for what the documents say."""
    if isinstance(value, Dated):
        entry = value.entry_on(policy.day)
        if entry.source.mark is Mark.ASSUMED:
            yield path, f"当前值为暂定，{entry.source.note or '请核对原文'}"
    elif is_dataclass(value):
        for field in fields(value):
            yield from _assumed(policy, getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _assumed(policy, item, f"{path}.{at}")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _assumed(policy, item, f"{path}.{name}")
