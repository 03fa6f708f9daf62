"""Formulas of the policy: a small arithmetic and logic, read once, refused when it holds anything else.

``last(output_sme / output_total) * 100`` — names are keys of the form, or ids of other indicators of the same set
(see :mod:`jiqun.core.indicators`). The language is told in docs/reference/policy-files.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiqun.core.arithmetic import precisely
from jiqun.core.expressions import Part, Trace
from jiqun.core.facts import Facts
from jiqun.core.formula_reading import (
    FUNCTIONS,
    MOST_CHARACTERS,
    MOST_LEVELS,
    FormulaError,
    read_condition,
    read_figure_formula,
)
from jiqun.core.logic import Logic

__all__ = [
    "FUNCTIONS",
    "MOST_CHARACTERS",
    "MOST_LEVELS",
    "FormulaError",
    "Outcome",
    "Weighed",
    "compiled",
    "condition",
    "evaluate",
    "names",
    "value_of",
    "walk",
    "weigh",
]

Answers = tuple[tuple[str, tuple[str, ...]], ...]
"""Answers that are no figures, by their key, as codes of options."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula gave. Without ``value``, ``missing`` lists the empty addresses, or ``reason`` says of ``blamed``
    why nothing can be computed from them."""

    value: Decimal | None
    inputs: tuple[tuple[str, Decimal], ...]
    missing: tuple[str, ...]
    reason: str = ""
    blamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a condition gave: true, false or unknown (None); ``missing`` and ``reason`` only where it is unknown.

    ``answers``: those looked at that are no figures, as codes of options; something of the setting is one too.
    """

    truth: bool | None
    inputs: tuple[tuple[str, Decimal], ...]
    missing: tuple[str, ...]
    reason: str = ""
    blamed: tuple[str, ...] = ()
    answers: Answers = ()


def evaluate(formula: str, facts: Facts) -> Outcome:
    """The exact value of a formula over one dossier, or why there is none; raises FormulaError."""
    return value_of(compiled(formula), facts)


def value_of(part: Part, facts: Facts) -> Outcome:
    """The exact value of a tree over one dossier, or why there is none."""
    trace = Trace()
    with precisely():
        value = part.value(facts, trace)
    return Outcome(value, tuple(trace.inputs.items()), tuple(trace.missing), trace.reason, trace.blamed)


def weigh(logic: Logic, facts: Facts) -> Weighed:
    """Whether a condition holds of one dossier."""
    trace = Trace()
    with precisely():
        truth = logic.truth(facts, trace)
    inputs, answers = tuple(trace.inputs.items()), tuple(trace.answers.items())
    if truth is not None:
        return Weighed(truth, inputs, (), answers=answers)
    return Weighed(None, inputs, tuple(trace.missing), trace.reason, trace.blamed, answers)


def names(formula: str) -> set[str]:
    """The keys of the form that a formula looks at; raises FormulaError."""
    return set(compiled(formula).names())


def walk(part: Part | Logic) -> Iterator[Part | Logic]:
    """A tree node by node, each before those below it."""
    yield part
    for each in part.parts():
        yield from walk(each)


@lru_cache(maxsize=1024)
def compiled(formula: str) -> Part:
    """The tree of an arithmetic formula.

    Raises:
        FormulaError: it is too long or too deep, is no formula, or holds anything but the arithmetic of the language.
    """
    return read_figure_formula(formula)


@lru_cache(maxsize=1024)
def condition(formula: str) -> Logic:
    """The tree of a logical formula, as ``when`` and ``rule`` of a criterion hold it; raises like ``compiled``."""
    return read_condition(formula)
