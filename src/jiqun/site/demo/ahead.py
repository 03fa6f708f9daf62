"""What the province looks into beside the round: figures of key specialised towns, and a draft of the next policy."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from jiqun.accounts.models import Seat
from jiqun.core.addresses import address
from jiqun.core.figures import canonical
from jiqun.core.policy.schema import CriterionKind
from jiqun.insights.asked import figures_asked
from jiqun.insights.services import keep_town_figures
from jiqun.policies.models import Draft
from jiqun.policies.parts import Path, at
from jiqun.policies.services.starting import start_draft
from jiqun.policies.services.writing import save_part
from jiqun.policyfiles.lentcases import fitting_cases
from jiqun.policyfiles.pack import Pack, split
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import listed_towns

SOURCE = "演示数据，非真实数据"
GROWTH = Decimal("1.08")
TOWNS: dict[str, dict[str, str]] = {
    "定襄法兰专业镇": {
        "output_total": "86",
        "output_sme": "71",
        "output_leading": "63",
        "rd_sme": "1.1",
        "area_km2": "38",
        "standards_count": "9",
        "platform_firms": "302",
        "platform_adopters": "61",
        "titles.little_giant.leading.yes": "3",
        "titles.srdi": "22",
    },
    "陵川中药材文旅康养专业镇": {"output_total": "7.6", "output_sme": "6.9", "output_leading": "4.1", "area_km2": "96"},
    "沁水道地药材专业镇": {"output_total": "9.2", "area_km2": "120", "titles.srdi": "2"},
}
"""Invented figures: of the newest year where a figure is asked by years, lower in the years before."""


def look_ahead(call: Round, officer: Seat, moment: datetime) -> None:
    """Keep figures of some towns, and begin a draft that asks for more output."""
    keep_towns(call, officer, moment)
    draft_next(call, officer, moment)


def keep_towns(call: Round, officer: Seat, moment: datetime) -> None:
    """Type the figures of the towns above, as far as the round's standard asks for them."""
    policy = policy_of(call)
    asked = figures_asked(policy)
    for town in listed_towns(policy.region):
        newest = TOWNS.get(town.name, {})
        typed: dict[str, str] = {}
        for line in asked:
            if line.key in newest:
                typed |= by_year(line.key, newest[line.key], [year for _, year in line.places])
        sources = {line.key: SOURCE for line in asked if line.key in newest}
        if typed:
            keep_town_figures(town, asked, typed, sources, seen=0, by=officer, at=moment)


def by_year(key: str, newest: str, years: list[int | None]) -> dict[str, str]:
    """The figure, or one for each year that leads up to it."""
    if years == [None]:
        return {key: newest}
    last = len(years) - 1
    return {
        address(key, year): f"{Decimal(newest) / GROWTH ** (last - step):.2f}"
        for step, year in enumerate(years)
        if year is not None
    }


def draft_next(call: Round, officer: Seat, moment: datetime) -> Draft:
    """Begin next year's policy from the round, and ask for twice the output in the first standard that has a bound."""
    policy = policy_of(call)
    base = split(policy, *fitting_cases(policy))
    draft = start_draft(base, title="下一年度政策（演示）", origin=f"已开启批次：{call.title}", by=officer, at=moment)
    place = place_of_bound(call, base)
    raised = canonical(Decimal(str(at(base, place))) * 2)
    return save_part(draft, place, raised, version=draft.version, by=officer, at=moment)


def place_of_bound(call: Round, base: Pack) -> Path:
    """Where the pack keeps the bound of the first measured amount of money; raises StopIteration without one."""
    criteria = policy_of(call).tracks[0].criteria
    edition: str = base["round"]["tracks"][0]["criteria"]
    units = {each.id: each.unit for each in criteria.indicators}
    number = next(
        number
        for number, each in enumerate(criteria.criteria)
        if each.kind is CriterionKind.FIGURE and units.get(each.indicator, "").endswith("元")
    )
    path: Path = ("criteria", edition, "criteria", number, "threshold", "values")
    return (*path, max(at(base, path)), "value")
