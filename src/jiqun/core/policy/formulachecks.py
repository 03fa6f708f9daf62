"""Contradictions in the formulas of a policy: what the language refuses, circles, names and units that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from jiqun.core.expressions import Part
from jiqun.core.formula import FormulaError, compiled, condition
from jiqun.core.logic import Logic
from jiqun.core.policy.circles import in_a_circle, way_round
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.ground import Ground, ground_of, grounds_of
from jiqun.core.policy.schema import CriteriaSet, Criterion, CriterionKind, RoundPolicy
from jiqun.core.policy.unitchecks import consistency_units, indicator_units, rule_units
from jiqun.core.policy.usechecks import use_flaws
from jiqun.core.policy.whenchecks import bound_flaws, rule_flaws, when_flaws
from jiqun.core.references import resolved, with_references

T = TypeVar("T", Part, Logic)


def check_formulas(policy: RoundPolicy) -> Iterator[Flaw]:
    """Every flaw of the criteria's formulas, against what their track asks, and of the form's consistency rules."""
    for ground in grounds_of(policy):
        yield from formulas_of(ground)
    yield from _consistency(policy)


def formulas_of(ground: Ground) -> Iterator[Flaw]:
    """Every flaw of the formulas of one set of criteria."""
    sound = {}
    for number, indicator in enumerate(ground.criteria.indicators):
        path = f"{ground.path}indicators.{number}.formula"
        part, flaws = _read(compiled, indicator.formula, path)
        yield from flaws
        if part is not None:
            sound[indicator.id] = part
            yield from use_flaws(part, ground, path)
            yield from indicator_units(indicator, part, ground, path)
    references = list(_references(sound, ground))
    yield from references
    whole = not references and len(sound) == len(ground.criteria.indicators)
    parts = resolved(ground.criteria.indicators, ground.asked) if whole else {}
    for number, criterion in enumerate(ground.criteria.criteria):
        yield from _conditions(criterion, parts, ground, f"{ground.path}criteria.{number}")


def _read(read: Callable[[str], T], text: str, path: str) -> tuple[T | None, list[Flaw]]:
    try:
        return read(text), []
    except FormulaError as error:
        return None, [(path, "应为可计算的公式", error.sentence)]


def _references(sound: Mapping[str, Part], ground: Ground) -> Iterator[Flaw]:
    """Indicators that name each other in a circle, each told where it stands; or else too deeply."""
    named = {id: {key for key in part.names() if ground.names_indicator(key)} for id, part in sound.items()}
    circle = in_a_circle(named)
    for number, indicator in enumerate(ground.criteria.indicators):
        if indicator.id in circle:
            path = f"{ground.path}indicators.{number}.formula"
            way = " → ".join(ground.indicators[id].label for id in way_round(indicator.id, named))
            yield path, "指标之间不应循环引用", f"“{way}”"
    if circle or len(sound) < len(ground.criteria.indicators):
        return
    try:
        resolved(ground.criteria.indicators, ground.asked)
    except FormulaError as error:
        yield f"{ground.path}indicators", "应为可计算的公式", error.sentence


def _conditions(criterion: Criterion, parts: Mapping[str, Part], ground: Ground, path: str) -> Iterator[Flaw]:
    """What decides whether a criterion applies, and what it demands."""
    is_rule = criterion.kind is CriterionKind.RULE
    read: dict[str, Logic] = {}
    for name in ("when", "rule") if is_rule else ("when",):
        text, here = getattr(criterion, name), f"{path}.{name}"
        logic, flaws = _read(lambda given: with_references(condition(given), parts, ground.asked), text, here)
        if text.strip():
            yield from flaws
        if logic is not None:
            read[name] = logic
            yield from use_flaws(logic, ground, here)
    if "when" in read:
        yield from when_flaws(read["when"], ground, f"{path}.when")
    if "rule" in read:
        yield from rule_units(read["rule"], ground, f"{path}.rule")
        yield from rule_flaws(read["rule"], read.get("when"), ground, f"{path}.rule")
    if criterion.kind is CriterionKind.FIGURE and criterion.threshold and criterion.indicator in parts:
        part = parts[criterion.indicator]
        yield from bound_flaws(part, criterion.operator, criterion.threshold, ground, f"{path}.threshold")


def _consistency(policy: RoundPolicy) -> Iterator[Flaw]:
    """The rules of the form know its questions of every track, and no indicators."""
    nobody = CriteriaSet("", "", policy.form.source, (), (), (), policy.data_years.on(policy.day))
    from_base = policy.conventions.growth_from_base_year.on(policy.day)
    ground = ground_of(nobody, policy.form, from_base=from_base)
    for number, rule in enumerate(policy.form.consistency):
        path = f"form.consistency.{number}"
        sides = []
        for name in ("left", "right"):
            part, flaws = _read(compiled, getattr(rule, name), f"{path}.{name}")
            yield from flaws
            if part is not None:
                sides.append(part)
                yield from use_flaws(part, ground, f"{path}.{name}", bare_years=True)
        if len(sides) == 2:
            yield from consistency_units(sides[0], sides[1], ground, f"{path}.right")
