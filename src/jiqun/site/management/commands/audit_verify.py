"""Check the whole chain of acts: ``./jiqun audit verify``."""

from __future__ import annotations

import argparse
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiqun.desk.records import verify_record
from jiqun.site.tables import require_tables

DIGEST = re.compile(r"[0-9a-f]{64}")


class _Noted(argparse.Action):
    """A number and a digest; leaves with a usage line for anything else."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: Any) -> None:
        number, digest = values
        if not re.fullmatch(r"[1-9]\d{0,17}", number, re.ASCII) or not DIGEST.fullmatch(digest.lower()):
            parser.error("--noted takes the number of an entry and its digest of 64 characters")
        setattr(namespace, self.dest, (int(number), digest.lower()))


class Command(BaseCommand):
    """Prints the number of entries and the digest of the last; exits 1 and names the entry that does not fit."""

    help = "Verify the audit chain."

    def add_arguments(self, parser: CommandParser) -> None:
        """What was noted elsewhere: without it, entries taken off the end together with the head do not show."""
        noted = "an entry as it was noted earlier: its number and its digest"
        parser.add_argument("--noted", nargs=2, action=_Noted, metavar=("NUMBER", "DIGEST"), help=noted)

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute every link."""
        require_tables()
        report = verify_record(options["noted"])
        if report.broken is not None:
            raise CommandError(f"办理记录校验未通过：{report.broken.message}", returncode=1)
        self.stdout.write(f"办理记录共{report.count}条，逐条校验通过")
        self.stdout.write(f"末条记录摘要：{report.head[1]}")
