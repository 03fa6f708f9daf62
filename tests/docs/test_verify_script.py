"""The script by which anybody verifies the chain agrees with the software."""

from __future__ import annotations

import csv
import importlib.util
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection

from jiqun.audit.models import Entry
from jiqun.audit.services import record
from jiqun.core.findings import SYSTEM, Actor
from jiqun.desk.records import as_lines

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "verify_chain.py"
AT = datetime(2026, 11, 23, 1, 2, 3, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_chain", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Two entries, as PostgreSQL writes them to CSV; one with lines, quotes and Chinese."""
    record("open_round", "开启批次", by=SYSTEM, at=AT)
    by = Actor(7, "张工", "定襄县工信局", "经办人")
    record("return", "退回补正", by=by, at=AT, remark='请“核对”,\r\n"产值"', detail={"fields": ["b", "a"], "n": 2})
    return export(tmp_path / "entries.csv")


def export(path: Path) -> Path:
    """The table as CSV with a head line."""
    with connection.cursor() as cursor, path.open("w", encoding="utf-8", newline="") as file:
        cursor.execute("SELECT * FROM audit_entry")
        writer = csv.writer(file)
        writer.writerow(column[0] for column in cursor.description)
        writer.writerows(cursor.fetchall())
    return path


def test_the_script_finds_the_chain_whole(script: ModuleType, exported: Path) -> None:
    last = Entry.objects.latest("sequence")

    assert script.main(str(exported), str(last.sequence), last.digest) == 0


def test_the_script_reads_what_the_page_exports(script: ModuleType, exported: Path, tmp_path: Path) -> None:
    file, last = tmp_path / "entries.jsonl", Entry.objects.latest("sequence")
    file.write_bytes(b"".join(as_lines(Entry.objects.order_by("sequence"))))

    assert script.main(str(file), str(last.sequence), last.digest) == 0


def test_the_script_finds_a_changed_remark(script: ModuleType, exported: Path, tmp_path: Path) -> None:
    Entry.objects.filter(sequence=2).update(remark="无")

    assert script.main(str(export(tmp_path / "changed.csv"))) == 1


def test_the_script_finds_an_end_cut_off(script: ModuleType, exported: Path) -> None:
    assert script.main(str(exported), "3", "f" * 64) == 1


@pytest.fixture
def database(exported: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The two tables as an SQLite file, whatever the tests run on."""
    found = sqlite3.connect(tmp_path / "copy.sqlite3", isolation_level=None)
    with exported.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    found.execute(f"CREATE TABLE audit_entry ({', '.join(head)})")
    found.executemany(f"INSERT INTO audit_entry VALUES ({', '.join('?' * len(head))})", rows)  # noqa: S608 - as above
    found.execute("CREATE TABLE audit_chainhead (id, sequence INTEGER, digest)")
    last = Entry.objects.latest("sequence")
    found.execute("INSERT INTO audit_chainhead VALUES (1, ?, ?)", (last.sequence, last.digest))
    yield found
    found.close()


def test_the_script_holds_the_database_against_its_own_head(
    script: ModuleType, database: sqlite3.Connection, tmp_path: Path
) -> None:
    assert script.main(str(tmp_path / "copy.sqlite3")) == 0

    database.execute("DELETE FROM audit_entry WHERE CAST(sequence AS INTEGER) = 2")

    assert script.main(str(tmp_path / "copy.sqlite3")) == 1


def test_the_script_finds_the_head_gone(script: ModuleType, database: sqlite3.Connection, tmp_path: Path) -> None:
    database.execute("DELETE FROM audit_chainhead")

    assert script.main(str(tmp_path / "copy.sqlite3")) == 1
