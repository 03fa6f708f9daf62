"""The first account of an installation, which nobody is there to create."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.accounts.services.first_passwords import Given
from jiqun.accounts.services.seats import USERNAME, seated, shown, text_findings
from jiqun.core.findings import SYSTEM, Finding, Refused
from jiqun.core.vocabulary import Role, Tier


@transaction.atomic
def create_first_account(username: str, name: str, *, at: datetime) -> Given:
    """Seat the security administrator of the province, who creates all others.

    Raises:
        Refused: there are no authorities yet, there is such a seat already, or the names will not do.
    """
    province = Authority.objects.filter(tier=Tier.PROVINCE).first()
    if province is None:
        raise Refused(Finding("first.no_authorities", "尚未载入单位：请先用 round open 开启一个批次"))
    if Seat.objects.filter(authority=province, role=Role.SECURITY_ADMIN).exists():
        raise Refused(Finding("first.exists", "省级安全管理员已存在，请由其建立其他账号"))
    if not name.strip() or not USERNAME.fullmatch(username) or Person.objects.filter(username=username).exists():
        message = "请给出姓名和未使用的登录名：3至60位小写字母、数字、点或短横，并以字母开头"
        raise Refused(Finding("first.names", message))
    if findings := text_findings(f"“{shown(name)}”：", name=name):
        raise Refused(*findings)
    person = Person.objects.create(username=username, name=name.strip())
    seat = Seat.objects.create(person=person, authority=province, role=Role.SECURITY_ADMIN)
    return seated(seat, new=True, by=SYSTEM, at=at)
