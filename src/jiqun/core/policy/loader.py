"""Located text to the policy's dataclasses and back, refusing what might be misread.

A ``source`` that a record leaves out is that of the nearest record around it; a dated value always names its own.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from jiqun.core.policy.dated import Dated
from jiqun.core.policy.scalars import READERS, read_term
from jiqun.core.policy.schema import STATED_BY, RoundPolicy
from jiqun.core.policy.tree import Listing, Node, Place, PolicyError, Problem, Scalar, Table, plain_tree

__all__ = ["PolicyError", "Problem", "decode", "from_plain", "shape_of", "to_plain"]

T = TypeVar("T")
UNQUOTED = (int, bool)
"""Types that are written plainly; decimals and days stand in quotes in what the product itself writes."""
REFUSED: Any = object()  # stands for a value that could not be read, so that all problems are found in one pass


def decode(node: Node, shape: type[T]) -> T:
    """The tree in the given shape.

    Raises:
        PolicyError: with every problem found.
    """
    reader = _Reader()
    value = reader.read(node, shape, "", None)
    if reader.problems:
        raise PolicyError(reader.problems)
    return cast(T, value)


def from_plain(plain: object) -> RoundPolicy:
    """The policy that :func:`to_plain` made plain, as frozen in the database; raises PolicyError."""
    return decode(plain_tree(plain), RoundPolicy)


def to_plain(value: object) -> Any:
    """Any policy value as JSON can hold it: decimals and days as text, terms as codes."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


class _Reader:
    """One pass over one tree, keeping every problem."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, node: Node, hint: Any, key: str, source: object) -> Any:
        origin, args = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._optional(node, args, key, source)
        if origin is tuple:
            return self._listing(node, args[0], key, source)
        if origin is dict:
            return self._mapping(node, args, key, source)
        if is_dataclass(origin or hint):
            return self._record(node, hint, key, source)
        return self._scalar(node, hint, key)

    def _refuse(self, place: Place, key: str, expected: str, found: str) -> Any:
        self.problems.append(Problem(place, key, expected, found))
        return REFUSED

    def _optional(self, node: Node, args: tuple[Any, ...], key: str, source: object) -> Any:
        if isinstance(node, Scalar) and node.text is None:
            return None
        inner = next(arg for arg in args if arg is not type(None))
        return self.read(node, inner, key, source)

    def _listing(self, node: Node, hint: Any, key: str, source: object) -> Any:
        if not isinstance(node, Listing):
            return self._refuse(node.place, key, "应为列表", _found(node))
        items = [self.read(item, hint, _join(key, str(at)), source) for at, item in enumerate(node.items)]
        return REFUSED if REFUSED in items else tuple(items)

    def _mapping(self, node: Node, hints: tuple[Any, ...], key: str, source: object) -> Any:
        if not isinstance(node, Table) or not node.entries:
            return self._refuse(node.place, key, "应为至少有一项的表", _found(node))
        read = {}
        for name, item in node.entries.items():
            path = _join(key, name)
            read[self._scalar(Scalar(name, node.place_of(name)), hints[0], path)] = self.read(
                item, hints[1], path, source
            )
        return REFUSED if REFUSED in read or REFUSED in read.values() else read

    def _record(self, node: Node, hint: Any, key: str, source: object) -> Any:
        if not isinstance(node, Table):
            return self._refuse(node.place, key, "应为表", _found(node))
        shape = shape_of(hint)
        self._unknown_keys(node, shape, key)
        cites = "source" in shape
        if cites and "source" in node.entries:
            source = self.read(node.entries["source"], shape["source"][1], _join(key, "source"), None)
        lent = None if get_origin(hint) is Dated else source
        values = {}
        for name, (field, inner) in shape.items():
            if cites and name == "source" and source is not None:
                values[name] = source
            elif name in node.entries:
                values[name] = self.read(node.entries[name], inner, _join(key, name), lent)
            elif _must_be_stated(field, node):
                values[name] = self._refuse(node.place, _join(key, name), f"必须填写{_expected(inner)}", "未填写")
        maker = cast(Callable[..., Any], get_origin(hint) or hint)
        return REFUSED if REFUSED in values.values() else maker(**values)

    def _unknown_keys(self, node: Table, shape: dict[str, Any], key: str) -> None:
        for name in node.entries:
            if name not in shape:
                self._refuse(node.place_of(name), _join(key, name), f"应为下列之一：{'、'.join(shape)}", "未知的键")

    def _scalar(self, node: Node, hint: Any, key: str) -> Any:
        if not isinstance(node, Scalar) or node.text is None:
            return self._refuse(node.place, key, f"应为{_expected(hint)}", _found(node))
        if node.quoted and hint in UNQUOTED:
            return self._refuse(node.place, key, f"应为{_expected(hint)}，不加引号", f"加引号的“{node.text}”")
        try:
            return read_term(node.text, hint) if issubclass(hint, Enum) else READERS[hint].read(node.text)
        except ValueError:
            return self._refuse(node.place, key, f"应为{_expected(hint)}", _found(node))


def _must_be_stated(field: Field[Any], node: Table) -> bool:
    """Whether a member that is left out has no default, or none that a record of this kind may fall back on."""
    if field.default is MISSING and field.default_factory is MISSING:
        return True
    name, value = field.metadata.get(STATED_BY, ("", None))
    other = node.entries.get(name)
    return isinstance(other, Scalar) and other.text == value


@cache
def shape_of(hint: Any) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a dataclass by name, with their types; type variables as a hint like ``Dated[int]`` fills them."""
    maker = get_origin(hint) or hint
    bound = dict(zip(getattr(maker, "__parameters__", ()), get_args(hint), strict=True))
    hints = get_type_hints(maker)
    return {field.name: (field, _substitute(hints[field.name], bound)) for field in fields(maker)}


def _substitute(hint: Any, bound: dict[Any, Any]) -> Any:
    if isinstance(hint, TypeVar):
        return bound[hint]
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(bound[each] for each in parameters)] if parameters and get_origin(hint) else hint


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _expected(hint: Any) -> str:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return f"下列之一：{'、'.join(str(term.value) for term in hint)}"
    if hint in READERS:
        return READERS[hint].expected
    return "列表" if get_origin(hint) is tuple else "表"


def _found(node: Node) -> str:
    if isinstance(node, Scalar):
        return "空值" if node.text is None else f"“{node.text}”"
    return "列表" if isinstance(node, Listing) else "表"
