"""Print the accounts of the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from jiqun.accounts.demo_accounts import OTHERS, shown_accounts


class Command(BaseCommand):
    """Prints nothing when this is no demonstration."""

    help = "Print the accounts of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per seat: user name, office, role, what there is to do."""
        accounts = shown_accounts()
        if accounts:
            self.stdout.write(f"演示账号（口令均为 {accounts[0].password}）：")
        for each in accounts:
            self.stdout.write(f"  {each.username:<12}{each.office} · {each.role}：{each.hint}")
        if accounts:
            self.stdout.write(f"  {OTHERS}")
