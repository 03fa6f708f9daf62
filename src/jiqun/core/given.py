"""What a program gives as answers, looked at before it is used, so that nothing it means is left out without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, wraps
from inspect import signature
from numbers import Number
from typing import Any, TypeVar

from jiqun.core.addresses import cell_address, key_of, year_of
from jiqun.core.facts import LISTS
from jiqun.core.figures import shorten
from jiqun.core.policy.schema import Field, FieldKind, Form

T = TypeVar("T")
Answers = Mapping[str, object]
NEAREST, ALIKE = 3, 0.6
"""How many names are offered for one that is not known, and how like it they must be."""


def check_given(dossiers: Iterable[Answers], form: Form | None = None) -> None:
    """Look at every answer of some dossiers; without ``form`` any address may stand.

    Raises:
        TypeError: figures that are not exact, floats above all, each named.
        ValueError: addresses at which the form asks nothing, each with the names nearest to it.
    """
    fields = {field.key: field for section in form.sections for field in section.fields} if form else {}
    inexact: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for answers in dossiers:
        for address, value in answers.items():
            inexact |= dict.fromkeys(_inexact(address, value))
            if form and (sentence := misplaced(address, fields) or _columns_unknown(fields[key_of(address)], value)):
                unknown[sentence] = None
    if inexact:
        raise TypeError(f'{"、".join(inexact)}：浮点数等不精确，不予读取；请改写为文字（如"80.5"）、int或Decimal')
    if unknown:
        raise ValueError("；".join(unknown))


def misplaced(address: str, fields: Mapping[str, Field]) -> str:
    """Why no answer can stand at an address, by the fields of a form; empty where one can."""
    field = fields.get(key_of(address))
    if field is None:
        near = get_close_matches(shorten(key_of(address)), fields, NEAREST, ALIKE)
        told = f"，名称相近的有：{'、'.join(near)}" if near else ""
        return f"表中没有键为“{shorten(address)}”的填报项{told}"
    by_years = field.kind is FieldKind.YEARS
    if by_years and year_of(address) is None:
        return f"“{field.label}”应分年度填写，如{field.key}.2024"
    return f"“{field.label}”只填一个答案，不分年度" if not by_years and address != field.key else ""


def columns_unknown(field: Field, rows: Iterable[object]) -> str:
    """Which cells of some rows the table has no column for; empty where it has."""
    known = {column.key for column in field.columns}
    unknown = {key for row in rows if isinstance(row, Mapping) for key in row if key not in known}
    return f"“{field.label}”没有这些列：{'、'.join(sorted(unknown))}" if unknown else ""


def _columns_unknown(field: Field, value: object) -> str:
    return columns_unknown(field, value) if field.kind is FieldKind.ROWS and isinstance(value, LISTS) else ""


def _inexact(address: str, value: object) -> Iterator[str]:
    if isinstance(value, Number) and not isinstance(value, int | Decimal):
        yield f"“{address}”（{value!r}）"
    rows = value if isinstance(value, LISTS) else ()
    for number, row in enumerate(rows):
        for column, cell in row.items() if isinstance(row, Mapping) else ():
            yield from _inexact(cell_address(address, number, str(column)), cell)


@cache
def guarded(rule: Callable[..., T]) -> Callable[..., T]:
    """The same rule, which looks at the answers it is given first; raises as ``check_given`` does."""

    @wraps(rule)
    def asked(*args: Any, **kwargs: Any) -> T:
        given = signature(rule).bind(*args, **kwargs).arguments
        check_given(given["rows"] if "rows" in given else [given["answers"]], given.get("form"))
        return rule(*args, **kwargs)

    return asked
