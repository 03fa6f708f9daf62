"""A step of set-up is done once: its stamp holds the digest of what it was done from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(files: Iterable[Path]) -> str:
    """One SHA-256 over the names and contents of files, in the order given."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_fresh(stamp: Path, digest: str) -> bool:
    """Whether the step was already done from exactly this."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == digest


def press(stamp: Path, digest: str) -> None:
    """Note that the step is done; call it last, so that a step broken off is done again."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest, encoding="utf-8")
