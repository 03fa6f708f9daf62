"""Verify the audit entries with nothing but Python: ``verify_chain.py FILE [NUMBER DIGEST]``.

FILE is what the page 办理记录 exports, the SQLite database, or the table ``audit_entry`` as CSV with a head line.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAMED_AS_STORED = ("act", "actor", "after", "before", "label", "office", "remark", "role", "subject")


def entries(path: Path) -> list[dict[str, Any]]:
    """The entries in order of number, each with ``facts``, ``previous`` and ``digest``."""
    if is_database(path):
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row
        found = [stored(dict(row)) for row in database.execute("SELECT * FROM audit_entry")]
    else:
        with path.open(encoding="utf-8", newline="") as file:
            is_export = file.read(1) == "{"
            file.seek(0)
            found = [json.loads(line) for line in file] if is_export else [stored(row) for row in csv.DictReader(file)]
    return sorted(found, key=lambda entry: int(entry["facts"]["sequence"]))


def kept_head(path: Path) -> tuple[int, str] | None:
    """The last link as the database keeps it beside the entries: number and digest; None from any other file."""
    if not is_database(path):
        return None
    rows = sqlite3.connect(path).execute("SELECT sequence, digest FROM audit_chainhead").fetchall()
    return rows[0] if rows else (0, "0" * 64)


def is_database(path: Path) -> bool:
    """Whether the file is an SQLite database."""
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"


def stored(row: dict[str, Any]) -> dict[str, Any]:
    """An entry as the table holds it."""
    return {"facts": facts_of(row), "previous": row["previous"], "digest": row["digest"]}


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    """What the digest covers."""
    at = datetime.fromisoformat(row["at"])
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)  # SQLite keeps UTC without saying so
    return {
        **{name: row[name] for name in NAMED_AS_STORED},
        "sequence": int(row["sequence"]),
        "at": at.isoformat(timespec="microseconds"),
        "seat": int(row["seat_id_then"]) if row["seat_id_then"] not in (None, "") else None,
        "round": row["round_code"],
        "detail": json.loads(row["detail"]),
    }


def main(path: str, number: str = "0", digest: str = "") -> int:
    """Print how far the chain holds; answers 1 where it does not."""
    before, last = 0, "0" * 64
    for entry in entries(Path(path)):
        facts = entry["facts"]
        said = json.dumps({"previous": last, "facts": facts}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        made = hashlib.sha256(said.encode()).hexdigest()
        noted = facts["sequence"] != int(number) or made == digest
        if facts["sequence"] != before + 1 or entry["previous"] != last or entry["digest"] != made or not noted:
            print(f"the chain breaks at entry {facts['sequence']}, after entry {before}")  # noqa: T201
            return 1
        before, last = facts["sequence"], made
    if before < int(number):
        print(f"the chain ends at entry {before}, before entry {number}")  # noqa: T201
        return 1
    if kept_head(Path(path)) not in (None, (before, last)):
        print(f"the chain ends at entry {before}, and the last link kept beside it is another")  # noqa: T201
        return 1
    print(f"{before} entries hold; the last digest is {last}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
