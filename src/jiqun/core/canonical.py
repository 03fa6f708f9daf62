"""One way to write facts as bytes, so that equal facts have equal digests on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """The same facts in JSON's own words: text, whole numbers, truth values, None, lists and mappings.

    A Decimal keeps its digits but never an exponent; a moment is written in UTC, whatever its zone.
    What this returns may be stored as JSON and read back: its digest stays the same.

    Raises:
        TypeError: a float (not exact), a key that is no text, or something that has no one spelling.
        ValueError: a Decimal that is not finite, or a moment without a zone.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return _plain_decimal(value)
    if isinstance(value, datetime):
        return _plain_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_key(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def canonical_json(value: Any) -> bytes:
    """The facts as JSON in UTF-8 with sorted keys and no spaces; raises like :func:`plain`."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal characters; raises like :func:`plain`."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return str(key)


def _plain_decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a figure")
    return format(value, "f")


def _plain_moment(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError("a moment needs its zone")
    return value.astimezone(UTC).isoformat()
