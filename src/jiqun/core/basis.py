"""How a criterion is computed, in words that hold for every dossier: formula, conventions, when it applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jiqun.core.compiled_set import MOST_SETS, CompiledSet
from jiqun.core.expressions import Reference
from jiqun.core.facts import NO_SETTING, Facts
from jiqun.core.formula import walk
from jiqun.core.formula_words import Speaker, methods
from jiqun.core.policy.schema import Criterion, CriterionKind


@dataclass(frozen=True, slots=True)
class Basis:
    """What a page tells of the computation.

    ``formula``: in words with labels and years; ``methods``: each convention used, in a sentence; ``when``: the
    condition under which it applies, empty for always; ``references``: ids of the other indicators it uses; ``names``:
    the keys of the form that it looks at.
    """

    formula: str = ""
    methods: tuple[str, ...] = ()
    when: str = ""
    references: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


NO_BASIS = Basis()


def bases(compiled: CompiledSet, facts: Facts) -> Mapping[str, Basis]:
    """The basis of every criterion by its id, under the years and conventions of these facts."""
    return _bases(compiled, facts.years, facts.compound_growth, facts.growth_from_base_year, facts.count_firm_once)


@lru_cache(maxsize=MOST_SETS)
def _bases(
    compiled: CompiledSet, years: tuple[int, ...], compound: bool, from_base: bool, once: bool
) -> Mapping[str, Basis]:
    frame = Facts({}, years, compound, from_base, once, None, NO_SETTING, compiled.undated)
    speaker = Speaker(compiled.wording, frame)
    return {each.id: _basis(each, compiled, speaker) for each in compiled.criteria.criteria}


def _basis(criterion: Criterion, compiled: CompiledSet, speaker: Speaker) -> Basis:
    when = compiled.whens.get(criterion.id)
    said = speaker.truth(when) if when else ""
    rule = compiled.rules.get(criterion.id) if criterion.kind is CriterionKind.RULE else None
    part = compiled.parts.get(criterion.indicator) if criterion.kind is CriterionKind.FIGURE else None
    read = part or rule
    if read is None:
        return Basis(when=said)
    formula = speaker.figure(part) if part else speaker.truth(rule) if rule else ""
    named = dict.fromkeys(each.id for each in walk(read) if isinstance(each, Reference))
    return Basis(formula, methods(read, speaker.facts), said, tuple(named), tuple(dict.fromkeys(read.names())))
