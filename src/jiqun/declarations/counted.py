"""Which firms of the roster a criterion counted, by name and title, so that a count can be disputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiqun.core.compiled_set import CompiledSet
from jiqun.core.counts import Firms
from jiqun.core.expressions import ROSTER, Part
from jiqun.core.facts import titles_of
from jiqun.core.formula import walk
from jiqun.core.logic import Logic
from jiqun.core.policy.schema import Criterion, Form
from jiqun.core.uses import Use, uses
from jiqun.core.wording import Wording

MOST_NAMED = 50


def looks_of(criterion: Criterion, compiled: CompiledSet) -> Iterator[Use]:
    """Every look of a criterion at an answer, through the indicators that it uses."""
    for tree in trees_of(criterion, compiled):
        yield from uses(tree)


def trees_of(criterion: Criterion, compiled: CompiledSet) -> list[Part | Logic]:
    """The formulas by which a criterion is held against answers."""
    found = (compiled.parts.get(criterion.indicator), compiled.rules.get(criterion.id))
    return [each for each in found if each is not None]


def counts_of(criterion: Criterion, compiled: CompiledSet) -> dict[str, Firms]:
    """Each count of firms that a criterion makes, by the address under which it is an input."""
    nodes = (node for tree in trees_of(criterion, compiled) for node in walk(tree))
    return {node.place: node for node in nodes if isinstance(node, Firms)}


def firms_counted(count: Firms, form: Form, wording: Wording, answers: Mapping[str, Any]) -> str:
    """“甲公司（专精特新中小企业）、乙公司（…）”; empty where no firm was counted."""
    rows = answers.get(ROSTER)
    if not isinstance(rows, list):
        return ""
    labels = title_labels(form, wording)
    firms: dict[str, dict[str, None]] = {}
    for row in rows:
        held = titles_of(row).intersection(count.titles) if count.counts(row) else set()
        if held and (name := str(row.get("name") or row.get("uscc") or "")):
            firms.setdefault(name, {}).update(dict.fromkeys(labels.get(each, each) for each in sorted(held)))
    told = [f"{name}（{'、'.join(held)}）" for name, held in firms.items()]
    more = f"等{len(told)}户" if len(told) > MOST_NAMED else ""
    return "、".join(told[:MOST_NAMED]) + more


def title_labels(form: Form, wording: Wording) -> dict[str, str]:
    """What each title that the roster offers is called."""
    tables = [each for section in form.sections for each in section.fields if each.key == ROSTER]
    columns = [column for each in tables for column in each.columns if column.choices]
    return {
        choice.code: wording.option(f"{ROSTER}.{column.key}", choice.code)
        for column in columns
        for choice in column.choices
    }
