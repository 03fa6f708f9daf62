"""ZIP containers whose bytes depend on their content alone: fixed times, fixed rights, given order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import IO

EPOCH = date(1980, 1, 1)
"""The first day a ZIP can name."""


def entry(name: str, day: date, *, stored: bool = False) -> zipfile.ZipInfo:
    """The header of one file, dated ``day``; ``stored`` for what is compressed already."""
    day = max(day, EPOCH)
    info = zipfile.ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info


def same_bytes(content: bytes, day: date) -> bytes:
    """An office file written again with fixed times."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        _write(target, day, ((name, source.read(name)) for name in source.namelist()))
    return target.getvalue()


def _write(target: IO[bytes], day: date, files: Iterable[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            archive.writestr(entry(name, day), content)
