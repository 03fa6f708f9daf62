"""Bring up the living demonstration round in an empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from jiqun.accounts.models import Person
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.site.demo.living import play_living
from jiqun.site.demo.shown import show_accounts


class Command(BaseCommand):
    """Refuses a database that somebody already works in."""

    help = "Fill an empty database with a living demonstration round."

    def add_arguments(self, parser: CommandParser) -> None:
        """The seed of the invented figures."""
        parser.add_argument("--seed", type=int, default=2025)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Play the round up to today: all of it, or nothing."""
        if Person.objects.exists():
            raise CommandError("数据库中已有账号，不再载入演示数据")
        policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
        self.stdout.write("正在载入演示批次……")
        play_living(policy, seed=options["seed"], now=timezone.localtime(), progress=lambda _: None)
        show_accounts()
        self.stdout.write("演示批次已就绪，数据均为虚构")
