"""Make the first account of an installation, from which all others are created."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.accounts.services.seats import first_password
from jiqun.core.vocabulary import Role, Tier


class Command(BaseCommand):
    """The provincial security administrator; refuses when one exists."""

    help = "Create the provincial security administrator, who creates all other accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """User name and name."""
        parser.add_argument("username")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the seat and print its first password once."""
        province = Authority.objects.filter(tier=Tier.PROVINCE).first()
        if province is None:
            raise CommandError("尚未载入单位：请先用 round open 开启一个批次")
        if Seat.objects.filter(authority=province, role=Role.SECURITY_ADMIN).exists():
            raise CommandError("省级安全管理员已存在，请由其建立其他账号")
        password = first_password()
        person = Person.objects.create(username=options["username"], name=options["name"], password=password)
        Seat.objects.create(person=person, authority=province, role=Role.SECURITY_ADMIN)
        self.stdout.write(f"已建立省级安全管理员：{person.username}，首次口令：{password}")
