"""The people of the demonstration: every seat of the province, and those of each city and county that takes part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.hashers import make_password

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.accounts.queries import recommenders_of
from jiqun.core.vocabulary import Role, Tier

PASSWORD = "Jiqun-demo-2025"  # noqa: S105 - shown on the log-in page of the demonstration
SURNAMES = "张王李赵刘陈杨郭任武高梁史温薛原侯范"
EXPERTS = (
    ("孙教授", "省机械工程学会", "装备制造"),
    ("何研究员", "省中小企业发展研究院", "产业经济"),
    ("吴高工", "省轻工行业协会", "食品轻工"),
    ("郑教授", "省材料学会", "新材料"),
    ("冯会计师", "省注册会计师协会", "财务审计"),
    ("曹高工", "省工业互联网联盟", "数字化"),
    ("彭研究员", "省环境规划院", "绿色制造"),
    ("韩教授", "省区域经济学会", "集群治理"),
    ("唐高工", "省铸造协会", "铸锻"),
)
PROVINCE_SEATS = (
    ("sheng", "省级经办", Role.PROVINCIAL_OFFICER),
    ("shengfuze", "省级负责", Role.SIGNATORY),
    ("mishu", "评审秘书", Role.PANEL_SECRETARY),
    ("xitong", "系统管理", Role.SYSTEM_ADMIN),
    ("anquan", "安全管理", Role.SECURITY_ADMIN),
    ("shenji", "审计", Role.AUDITOR),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: seats by office and role."""

    seats: dict[tuple[int, Role], Seat]
    experts: tuple[Seat, ...]

    def at(self, authority: Authority, role: Role) -> Seat:
        """The seat of a role in an office."""
        return self.seats[authority.pk, role]


def make_cast(province: Authority, counties: Iterable[Authority]) -> Cast:
    """Create the accounts of a demonstration; the first county and city get the short names shown first."""
    seats: dict[tuple[int, Role], Seat] = {}
    for username, name, role in PROVINCE_SEATS:
        seats[province.pk, role] = sit(username, name, province, role)
    experts = tuple(sit(f"zhuanjia{n}", name, province, Role.EXPERT) for n, (name, _, _) in enumerate(EXPERTS, start=1))
    for county in counties:
        for office in (county, *recommenders_of(county)):
            if (office.pk, Role.HANDLER) not in seats:
                surname = SURNAMES[int(office.code) % len(SURNAMES)]
                seats[office.pk, Role.HANDLER] = sit(f"j{office.code}", f"{surname}经办", office, Role.HANDLER)
                seats[office.pk, Role.SIGNATORY] = sit(f"f{office.code}", f"{surname}负责", office, Role.SIGNATORY)
                if office.tier == Tier.CITY:
                    seats[office.pk, Role.SECURITY_ADMIN] = sit(
                        f"a{office.code}", f"{surname}安管", office, Role.SECURITY_ADMIN
                    )
    return Cast(seats, experts)


@lru_cache(maxsize=1)
def hashed_password() -> str:
    """The demonstration's password, hashed once: all its accounts share it."""
    return make_password(PASSWORD)


def sit(username: str, name: str, authority: Authority, role: Role) -> Seat:
    """A person with the demonstration's password, in one seat."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        person = Person(username=username, name=name, password=hashed_password(), must_change_password=False)
        person.save()
    return Seat.objects.get_or_create(person=person, authority=authority, role=role)[0]
