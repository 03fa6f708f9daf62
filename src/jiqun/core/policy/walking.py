"""Every record inside a part of the policy, with the path that leads to it; and dated values brought forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from jiqun.core.policy.dated import Dated


def records_in(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each record, before those inside it; paths as in ``tracks.1.criteria``."""
    open_ = [(path, value)]
    while open_:
        here, found = open_.pop()
        if members_of(found):
            yield here, found
        inner = [(name, each) for name, each in _inside(found) if isinstance(each, tuple | dict) or members_of(each)]
        open_ += [(f"{here}.{name}" if here else str(name), each) for name, each in reversed(inner)]


def _inside(value: Any) -> list[tuple[Any, Any]]:
    """What lies directly inside a record, a list or a table, by name or number."""
    if isinstance(value, tuple):
        return [*enumerate(value)]
    if isinstance(value, dict):
        return [*value.items()]
    return [(name, getattr(value, name)) for name in members_of(value)]


def members_of(value: Any) -> tuple[str, ...]:
    """The names of a record's members; none for anything else."""
    shape: Any = type(value)
    return _names(shape)


@cache
def _names(shape: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(shape)) if is_dataclass(shape) else ()


def brought_forward(value: Any, day: date) -> Any:
    """The same with every dated value in force on a day: one that begins later holds its first value from then on.

    What is then said of such a value stands nowhere in the text, so it is told at the dated value itself.
    """
    if isinstance(value, Dated):
        first = min(value.values)
        return value if first <= day else replace(value, values={day: value.values[first], **value.values})
    if names := members_of(value):
        return replace(value, **{name: brought_forward(getattr(value, name), day) for name in names})
    if isinstance(value, tuple):
        return tuple(brought_forward(item, day) for item in value)
    if isinstance(value, dict):
        return {name: brought_forward(item, day) for name, item in value.items()}
    return value
