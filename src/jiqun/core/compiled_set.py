"""A set of criteria with all its formulas read, once for all the dossiers held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jiqun.core.expressions import Part
from jiqun.core.formula import condition
from jiqun.core.logic import Logic
from jiqun.core.policy.schema import CriteriaSet, FieldKind, Form
from jiqun.core.references import resolved, with_references
from jiqun.core.wording import NO_WORDING, Wording, wording_of

MOST_SETS = 64


@dataclass(frozen=True, slots=True, eq=False)
class CompiledSet:
    """The trees of one set against one form: of indicators by id, of ``when`` and ``rule`` by criterion.

    ``undated``: the keys of the form with one answer for all years; ``wording``: labels of answers and indicators.
    """

    criteria: CriteriaSet
    parts: Mapping[str, Part]
    whens: Mapping[str, Logic]
    rules: Mapping[str, Logic]
    undated: frozenset[str]
    wording: Wording


def compiled_set(criteria: CriteriaSet, form: Form | None = None) -> CompiledSet:
    """The trees of a set, read at the first call; raises FormulaError."""
    return _compiled(_Same(criteria), _Same(form))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """Equal to the same object only, and keeping it alive: values by day cannot be hashed."""

    thing: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


@lru_cache(maxsize=MOST_SETS)
def _compiled(criteria: _Same, form: _Same) -> CompiledSet:
    assert isinstance(criteria.thing, CriteriaSet)  # noqa: S101 - for the type checker only
    return _read(criteria.thing, form.thing if isinstance(form.thing, Form) else None)


def _read(criteria: CriteriaSet, form: Form | None) -> CompiledSet:
    fields = [field for section in form.sections for field in section.fields] if form else []
    asked = frozenset(field.key for field in fields) if form else None
    parts = resolved(criteria.indicators, asked)
    own = {each.id: each for each in criteria.criteria}
    return CompiledSet(
        criteria,
        parts,
        {id: with_references(condition(each.when), parts, asked) for id, each in own.items() if each.when},
        {id: with_references(condition(each.rule), parts, asked) for id, each in own.items() if each.rule},
        frozenset(field.key for field in fields if field.kind is not FieldKind.YEARS),
        (wording_of(form) if form else NO_WORDING).with_indicators(criteria.indicators),
    )
