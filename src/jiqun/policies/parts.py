"""Reading and changing plain data at a path of keys and positions; nothing is changed in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def at(plain: Any, path: Path) -> Any:
    """The value at the path; raises LookupError where it leads nowhere."""
    for step in path:
        if (isinstance(plain, dict) and isinstance(step, str)) or (isinstance(plain, list) and _within(plain, step)):
            plain = plain[step]  # type: ignore[index] # the kind of step was just seen
        else:
            raise LookupError(path)
    return plain


def put(plain: Any, path: Path, value: Any) -> Any:
    """The same with another value at the path; a table takes new keys, a list only positions it has."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(plain, dict) and isinstance(step, str):
        return {**plain, step: value if not rest else put(at(plain, (step,)), rest, value)}
    if isinstance(plain, list) and _within(plain, step):
        position = int(step)
        return [*plain[:position], put(plain[position], rest, value), *plain[position + 1 :]]
    raise LookupError(path)


def inserted(items: list[Any], value: Any, position: int | None) -> list[Any]:
    """The list with one value more; at the end if no position is given."""
    where = len(items) if position is None else max(0, min(position, len(items)))
    return [*items[:where], value, *items[where:]]


def moved(items: list[Any], position: int, to: int) -> list[Any]:
    """The list with one value in another place."""
    rest = [*items[:position], *items[position + 1 :]]
    return inserted(rest, items[position], to)


def without(plain: Any, path: Path) -> Any:
    """The same without what stands at the path."""
    above, step = at(plain, path[:-1]), path[-1]
    at(plain, path)
    if isinstance(above, dict):
        left: Any = {key: value for key, value in above.items() if key != step}
    else:
        left = [value for position, value in enumerate(above) if position != step]
    return put(plain, path[:-1], left)


def leaves(plain: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value with its path; empty tables and lists count as values."""
    if isinstance(plain, dict) and plain:
        for key, value in plain.items():
            yield from leaves(value, (*path, key))
    elif isinstance(plain, list) and plain:
        for position, value in enumerate(plain):
            yield from leaves(value, (*path, position))
    else:
        yield path, plain


def count_of_differences(before: Any, after: Any) -> int:
    """How many single values were added, removed or replaced."""
    old, new = dict(leaves(before)), dict(leaves(after))
    return sum(1 for path in old.keys() | new.keys() if path not in old or path not in new or old[path] != new[path])


def _within(items: list[Any], step: str | int) -> bool:
    return isinstance(step, int) and 0 <= step < len(items)
