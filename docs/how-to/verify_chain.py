"""Verify the audit entries with nothing but Python: ``verify_chain.py FILE [NUMBER DIGEST]``.

FILE is the SQLite database, or the table ``audit_entry`` as CSV with a head line.
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
    """All rows, in order of number."""
    with path.open("rb") as file:
        is_sqlite = file.read(15) == b"SQLite format 3"
    if is_sqlite:
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute("SELECT * FROM audit_entry")]
    else:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    return sorted(rows, key=lambda row: int(row["sequence"]))


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
    for row in entries(Path(path)):
        facts = facts_of(row)
        said = json.dumps({"previous": last, "facts": facts}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        made = hashlib.sha256(said.encode()).hexdigest()
        noted = facts["sequence"] != int(number) or made == digest
        if facts["sequence"] != before + 1 or row["previous"] != last or row["digest"] != made or not noted:
            print(f"the chain breaks at entry {facts['sequence']}, after entry {before}")  # noqa: T201
            return 1
        before, last = facts["sequence"], made
    if before < int(number):
        print(f"the chain ends at entry {before}, before entry {number}")  # noqa: T201
        return 1
    print(f"{before} entries hold; the last digest is {last}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
