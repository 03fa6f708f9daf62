"""Every record inside a part of the policy, with the path that leads to it; and dated values brought forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from jiqun.core.policy.dated import Dated


def records_in(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each record, before those inside it; paths as in ``tracks.1.criteria``."""
    if is_dataclass(value) and not isinstance(value, type):
        yield path, value
        for field in fields(value):
            yield from records_in(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from records_in(item, f"{path}.{at}".lstrip("."))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from records_in(item, f"{path}.{name}".lstrip("."))


def brought_forward(value: Any, day: date) -> Any:
    """The same with every dated value in force on a day: one that begins later holds its first value from then on.

    What is then said of such a value stands nowhere in the text, so it is told at the dated value itself.
    """
    if isinstance(value, Dated):
        first = min(value.values)
        return value if first <= day else replace(value, values={day: value.values[first], **value.values})
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: brought_forward(getattr(value, each.name), day) for each in fields(value)})
    if isinstance(value, tuple):
        return tuple(brought_forward(item, day) for item in value)
    if isinstance(value, dict):
        return {name: brought_forward(item, day) for name, item in value.items()}
    return value
