"""Open a round from its policy file: ``./jiqun round open FILE``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.timezone import localdate

from jiqun.core.findings import SYSTEM, Refused
from jiqun.core.policy.loader import PolicyError
from jiqun.policyfiles.folder import folder_of, read_region, read_round
from jiqun.programmes.models import Round
from jiqun.programmes.services import open_round, title_findings
from jiqun.site.setup import set_up_registers
from jiqun.site.tables import make_tables

ORIGIN = "由主机管理员以命令开启，未经审定：{file}"


class Command(BaseCommand):
    """Reads, checks and freezes; a file with mistakes is refused with file, line, key and what is expected."""

    help = "Open a round from its policy file and freeze its values."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the round, or say everything that is wrong."""
        make_tables()
        at = timezone.now()
        try:
            call = self._opened(options["file"], at)
        except (PolicyError, Refused, OSError) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"已开启批次：{call.title}")
        self.stdout.write(f"申报和报送时间：{call.opens_on} 至 {call.closes_on}（含当日）")
        if call.closes_on < localdate(at):
            self.stdout.write("报送截止日期已过，各级不能申报。")
        self.stdout.write(f"政策数据摘要：{call.policy_id}")

    def _opened(self, file: Path, at: datetime) -> Round:
        policy = read_round(file)
        if findings := list(title_findings(policy)):
            raise Refused(*findings)
        set_up_registers(read_region(policy.region, folder_of(file)), at=at)
        return open_round(policy, by=SYSTEM, at=at, origin=ORIGIN.format(file=file.name))
