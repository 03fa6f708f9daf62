"""What is allowed in a policy but worth a second look: assumed values, what nobody uses, words unlike the values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from jiqun.core.formula import FormulaError, compiled, condition
from jiqun.core.policy.dated import Dated
from jiqun.core.policy.ground import Ground, grounds_of
from jiqun.core.policy.schema import CriterionKind, FieldKind, RoundPolicy
from jiqun.core.policy.walking import records_in
from jiqun.core.policy.wordhints import other_limits, other_years
from jiqun.core.policy.words import path_words
from jiqun.core.vocabulary import Mark

WORDS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.USCC, FieldKind.DATE)
"""Kinds of answers that people read and documents print; nothing is computed from them."""


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
        *_unused_fields(policy),
        *_unreasoned(policy),
        *_assumed(policy),
    ]
    return [Hint(path, path_words(policy, path), sentence) for path, sentence in found]


def _unused_indicators(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    for ground in grounds_of(policy):
        used = _used(ground)
        for number, indicator in enumerate(ground.criteria.indicators):
            if indicator.id not in used:
                yield f"{ground.path}indicators.{number}", "没有条件使用这项指标"


def _unused_fields(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    """Answers that no criterion, no rule of the form and nothing else looks at; words are for people to read."""
    used = {key for ground in grounds_of(policy) for key in _used(ground)}
    used |= {key for rule in policy.form.consistency for side in (rule.left, rule.right) for key in _keys(side)}
    used |= set(_looked_at(policy))
    for page, section in enumerate(policy.form.sections):
        for at, field in enumerate(section.fields):
            if field.kind not in WORDS and field.key not in used:
                yield f"form.sections.{page}.fields.{at}", "没有条件或勾稽关系使用这项数据"


def _looked_at(policy: RoundPolicy) -> Iterator[str]:
    """The keys that the software, the summary table and other questions look at."""
    for role in fields(policy.form.roles):
        key = getattr(policy.form.roles, role.name)
        yield from key if isinstance(key, tuple) else (key,)
    yield from (column.key for column in (policy.texts.summary_columns if policy.texts else ()))
    yield from (each.only_if.field for page in policy.form.sections for each in page.fields if each.only_if)


def _unreasoned(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    """Soft bounds outside of which nobody has to give a reason."""
    for ground in grounds_of(policy):
        for number, criterion in enumerate(ground.criteria.criteria):
            if criterion.soft and not criterion.reason_field:
                yield f"{ground.path}criteria.{number}", "一般要求未指定理由填报项，超出时不要求说明理由"


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


def _assumed(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    """Dated values that only stand in for what the documents say."""
    for path, value in records_in(policy):
        if isinstance(value, Dated) and (source := value.entry_on(policy.day).source).mark is Mark.ASSUMED:
            yield path, f"当前值为暂定，{source.note or '请核对原文'}"
