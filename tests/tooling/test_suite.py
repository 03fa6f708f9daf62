"""How the parts of a test run add up, and that the throw-away database lives and goes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tools import debian, postgres
from tools.gate import Check, perform
from tools.suite import Result


def test_a_clean_run_is_a_success_everywhere():
    result = Result()
    result.note("SQLite", 0)

    assert (result.exit_code(strict=False), result.exit_code(strict=True)) == (0, 0)
    assert result.closing_line() == "all that ran passed"


def test_a_failure_counts_everywhere():
    result = Result()
    result.note("SQLite", 1)

    assert (result.exit_code(strict=False), result.exit_code(strict=True)) == (1, 1)
    assert result.closing_line() == "failed: SQLite"


def test_what_could_not_run_is_named_and_fails_where_nobody_reads():
    result = Result()
    result.note("SQLite", 0)
    result.not_run.append("PostgreSQL (not installed)")

    assert (result.exit_code(strict=False), result.exit_code(strict=True)) == (0, 1)
    assert result.closing_line() == "all that ran passed; NOT RUN: PostgreSQL (not installed)"


def test_a_part_that_selected_nothing_did_not_run():
    result = Result()
    result.note("browser journeys", 5)

    assert result.not_run == ["browser journeys (no such tests)"]


def test_a_check_keeps_what_it_said():
    outcome = perform(Check("speech", ("sh", "-c", "echo out; echo err >&2; exit 3")))

    assert (outcome.passed, outcome.output) == (False, "out\nerr\n")


@pytest.mark.skipif(debian.postgres() is None, reason="no PostgreSQL on this machine; the suite names that by itself")
def test_the_database_of_a_run_answers_and_is_gone_afterwards():
    with postgres.cluster(debian.postgres()) as url:
        home = parse_qs(urlsplit(url).query)["host"][0]
        with psycopg.connect(host=home, user=postgres.NAME, dbname="postgres") as link:
            answer = link.execute("select 1").fetchone()

    assert answer == (1,)
    assert not Path(home).exists()
