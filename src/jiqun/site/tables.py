"""Whether the database has the tables that this version of the software works with."""

from __future__ import annotations

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOT_THERE = 2
"""The exit code where nothing could be looked at; 1 is an answer."""


def require_tables() -> None:
    """Raises CommandError with what to do where the database is empty or of another version."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations:
        message = "数据库与本版软件不一致，请先备份，再运行 ./jiqun manage migrate"
    else:
        message = (
            "数据库中尚无数据，请核对JIQUN_DATA_DIR、DATABASE_URL；新装的，先运行 ./jiqun run 或 ./jiqun round open"
        )
    raise CommandError(message, returncode=NOT_THERE)


def make_tables() -> None:
    """Make the tables in an empty database; one of an earlier version is left to those who keep it (CommandError)."""
    if not MigrationExecutor(connection).loader.applied_migrations:
        call_command("migrate", verbosity=0)
    require_tables()
