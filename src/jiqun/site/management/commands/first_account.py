"""Make the first account of an installation, from which all others are created."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jiqun.accounts.services.first import create_first_account
from jiqun.core.findings import Refused
from jiqun.site.tables import require_tables


class Command(BaseCommand):
    """The provincial security administrator; refuses when one exists."""

    help = "Create the provincial security administrator, who creates all other accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """User name and name."""
        parser.add_argument("username")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the seat and print its first password once."""
        require_tables()
        try:
            made = create_first_account(options["username"], options["name"], at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"已建立省级安全管理员：{made.seat.person.username}，首次口令：{made.first_password}")
