"""What officials call the parts of a policy: every shape, every field, and every place inside a given policy."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from jiqun.core.policy.criteriawords import CRITERIA_WORDS
from jiqun.core.policy.fieldwords import FieldWords, ShapeWords
from jiqun.core.policy.formwords import FORM_WORDS
from jiqun.core.policy.roundwords import ROUND_WORDS
from jiqun.core.policy.textwords import TEXT_WORDS

__all__ = ["FieldWords", "ShapeWords", "field_words", "item_words", "path_words", "shape_words"]

SHAPES: dict[str, ShapeWords] = {**ROUND_WORDS, **FORM_WORDS, **CRITERIA_WORDS, **TEXT_WORDS}
STEP = " › "
UNSPOKEN = {("Dated", "values"), ("Valued", "value")}
"""Steps that only the data needs: “界限值 › 自2025年4月17日起” says it all."""
NUMBERED = {"Criterion", "Clause"}
"""Shapes whose ids officials know from the document itself."""


def shape_words(shape: type) -> ShapeWords:
    """The words of a shape of the policy; raises KeyError for anything else."""
    return SHAPES[shape.__name__]


def field_words(shape: type, name: str) -> FieldWords:
    """The words of one field of a shape; raises KeyError."""
    return SHAPES[shape.__name__].fields[name]


def item_words(item: object) -> str:
    """What one entry of a list is called: “C1.2 近三年……”; empty where it has no name of its own."""
    if isinstance(item, Enum):
        return str(getattr(item, "label", item.value))
    label = getattr(item, "label", "") or getattr(item, "place", "") or getattr(item, "title", "")
    if type(item).__name__ in NUMBERED:
        return f"{getattr(item, 'id', '')} {label}".strip()
    return str(label)


def path_words(policy: object, path: str) -> str:
    """A place such as ``tracks.0.criteria.criteria.3.threshold`` in words: 省级申报 › 认定条件 › C1.2 …… › 界限值.

    What the policy does not hold is named as far as its shape tells, then as it stands.
    """
    words: list[str] = []
    value: Any = policy
    for step in path.split(".") if path else ():
        word, value, replaces = _step(value, step)
        if replaces and words:
            words.pop()
        words.append(word)
    return STEP.join(word for word in words if word)


def _step(value: Any, step: str) -> tuple[str, Any, bool]:
    """One step down: its word, what lies there, and whether the word makes that of the list around it needless."""
    if (type(value).__name__, step) in UNSPOKEN:
        return "", getattr(value, step), False
    if is_dataclass(value) and type(value).__name__ in SHAPES:
        words = shape_words(type(value)).fields.get(step)
        return (words.label if words else step), getattr(value, step, None), False
    if isinstance(value, tuple) and step.isascii() and step.isdigit():
        item = value[int(step)] if int(step) < len(value) else None
        name = item_words(item) if is_dataclass(item) else ""
        return (name or f"第{int(step) + 1}项"), item, bool(name)
    if isinstance(value, dict):
        key = next((key for key in value if str(key) == step), None)
        return _key_words(key, step), value.get(key), False
    return step, None, False


def _key_words(key: object, step: str) -> str:
    if isinstance(key, Enum):
        return item_words(key)
    return f"自{key.year}年{key.month}月{key.day}日起" if isinstance(key, date) else step
