"""Check the whole chain of acts: ``./jiqun audit verify``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jiqun.audit.queries import verify_chain


class Command(BaseCommand):
    """Prints the number of entries and the digest of the last; exits 1 and names the entry that does not fit."""

    help = "Verify the audit chain."

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute every link."""
        report = verify_chain()
        if report.broken is not None:
            raise CommandError(f"办理记录校验未通过：{report.broken.message}", returncode=1)
        self.stdout.write(f"办理记录共{report.count}条，逐条校验通过")
        self.stdout.write(f"末条记录摘要：{report.head[1]}")
