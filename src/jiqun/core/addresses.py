"""The one name of every figure: ``output_total.2024``, ``roster.0.uscc``; on a page with dashes for dots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiqun.core.policy.schema import Field, FieldKind


def address(key: str, year: int | None = None) -> str:
    """The address of a field's answer, or of one year of it."""
    return key if year is None else f"{key}.{year}"


def cell_address(key: str, row: int, column: str) -> str:
    """The address of one cell of a repeating table; rows count from zero."""
    return f"{key}.{row}.{column}"


def column_address(key: str, column: str) -> str:
    """A column of a repeating table, whatever the row."""
    return f"{key}.{column}"


def count_address(key: str, what: str, /, *choices: str, **columns: str) -> str:
    """What a count of a table stands under among the figures of a formula: ``roster.firms(champion,leading=yes)``."""
    return f"{key}.{what}({','.join([*choices, *(f'{column}={code}' for column, code in columns.items())])})"


def counted_at(address: str) -> tuple[str, tuple[str, ...]] | None:
    """What such an address counts, and the choices looked for, as they stand there; None for any other."""
    _, _, rest = address.partition(".")
    if not rest.endswith(")"):
        return None
    what, _, choices = rest[:-1].partition("(")
    return what, tuple(choices.split(",")) if choices else ()


def post_name(address: str) -> str:
    """The name and id of the input that carries this address: ``output_total-2024``, ``roster-0-uscc``."""
    return address.replace(".", "-")


def address_of(post_name: str) -> str:
    """The address that an input's name stands for."""
    return post_name.replace("-", ".")


def key_of(address: str) -> str:
    """The field an address belongs to."""
    return address.partition(".")[0]


def year_of(address: str) -> int | None:
    """The year of an address such as ``output_total.2024``; None for any other."""
    _, _, rest = address.partition(".")
    return int(rest) if rest.isascii() and rest.isdigit() else None


def years_asked(field: Field, years: Sequence[int]) -> tuple[int, ...]:
    """The years a field by years asks: the window, and before it the base year where the field has one."""
    return ((years[0] - 1, *years) if field.base_year else tuple(years)) if years else ()


def addresses_of(field: Field, years: Sequence[int]) -> tuple[str, ...]:
    """Where the answers to a field are stored: one address, or one per year asked."""
    if field.kind is FieldKind.YEARS:
        return tuple(address(field.key, year) for year in years_asked(field, years))
    return (field.key,)


def all_addresses(fields: Iterable[Field], years: Sequence[int]) -> tuple[str, ...]:
    """The addresses of several fields, in order."""
    return tuple(each for field in fields for each in addresses_of(field, years))
