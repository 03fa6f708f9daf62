"""Where each seat may go: the entries of the main navigation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Extra, Role, Tier

HANDLER, SIGNATORY = Role.HANDLER, Role.SIGNATORY
OFFICER, SECRETARY, EXPERT = Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY, Role.EXPERT
SYSTEM, SECURITY, AUDITOR = Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR
COUNTY, CITY, PROVINCE = Tier.COUNTY, Tier.CITY, Tier.PROVINCE


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: its words (``{object}``: what is recognised), the page, and which seats see it."""

    label: str
    page: str
    tiers: frozenset[Tier]
    roles: frozenset[Role]
    extra: Extra | None = None
    """The stage that the current round must have for the entry to show."""


def _place(label: str, page: str, tiers: tuple[Tier, ...], *roles: Role, extra: Extra | None = None) -> Place:
    return Place(label, page, frozenset(tiers), frozenset(roles), extra)


EVERY_TIER = (COUNTY, CITY, PROVINCE)
PLACES: tuple[Place, ...] = (
    _place("我的待办", "desk:home", EVERY_TIER, *Role),
    _place("申报", "declarations:list", (COUNTY,), HANDLER, SIGNATORY),
    _place("复核", "recognitions:due", (COUNTY,), HANDLER, SIGNATORY),
    _place("核查与推荐", "recommendations:inbox", (CITY,), HANDLER, SIGNATORY),
    _place("推荐名单", "recommendations:list", (CITY,), HANDLER, SIGNATORY),
    _place("全部事项", "desk:cases", (CITY,), HANDLER, SIGNATORY),
    _place("全部事项", "desk:cases", (PROVINCE,), OFFICER, SIGNATORY, SECRETARY, AUDITOR),
    _place("形式审查", "assessments:formal-checks", (PROVINCE,), OFFICER),
    _place("专家评审", "assessments:panels", (PROVINCE,), OFFICER, SECRETARY),
    _place("答辩", "assessments:defences", (PROVINCE,), OFFICER, SECRETARY, extra=Extra.DEFENCE),
    _place("实地抽查", "assessments:spot-checks", (PROVINCE,), OFFICER),
    _place("会议研究", "decisions:meetings", (PROVINCE,), OFFICER, SIGNATORY),
    _place("结果公示", "decisions:notices", (PROVINCE,), OFFICER, SIGNATORY),
    _place("认定名单", "recognitions:lists", (PROVINCE,), OFFICER, SIGNATORY),
    _place("我的评审", "assessments:reviews", (PROVINCE,), EXPERT),
    _place("专家", "assessments:experts", (PROVINCE,), OFFICER, SECRETARY),
    _place("标准测算", "insights:whatif", (PROVINCE,), OFFICER, SIGNATORY, AUDITOR),
    _place("批次与政策", "programmes:rounds", (PROVINCE,), OFFICER, SIGNATORY, SYSTEM, AUDITOR),
    _place("政策编制", "policies:list", (PROVINCE,), OFFICER, SIGNATORY, SYSTEM, AUDITOR),
    _place("账号管理", "accounts:accounts", (CITY, PROVINCE), SECURITY),
    _place("办理记录", "desk:records", (PROVINCE,), AUDITOR, SECURITY),
    _place("{object}名录", "recognitions:register", EVERY_TIER, HANDLER, SIGNATORY, OFFICER, SECRETARY, AUDITOR),
)


def places_for(seat: Seat, extras: frozenset[Extra] = frozenset()) -> Iterator[tuple[Place, str]]:
    """The entries a seat sees in a round with these extra stages, each with its address."""
    for place in PLACES:
        shown = place.extra is None or place.extra in extras
        if shown and seat.tier in place.tiers and seat.role_term in place.roles:
            yield place, reverse(place.page)


def place_of(path: str, urls: Iterable[str]) -> str:
    """The entry a page belongs to: the longest address that it begins with; empty for none."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")
