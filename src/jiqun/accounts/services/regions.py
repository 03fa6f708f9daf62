"""Bringing a region's authorities into the tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Authority
from jiqun.audit.services import record
from jiqun.core.findings import Actor, Finding, Refused
from jiqun.core.policy.registers import Region
from jiqun.core.vocabulary import Tier


@transaction.atomic
def load_region(region: Region, *, by: Actor, at: datetime) -> int:
    """Create or refresh the authorities of a region, parents first; returns how many were new.

    Raises:
        Refused: an authority stands at another tier already, such as a province that a ministry's region calls a city.
    """
    standing = {each.code: each for each in Authority.objects.all()}
    refuse_other_tiers(region, standing)
    before = len(standing)
    for tier in (Tier.PROVINCE, Tier.CITY, Tier.COUNTY):
        for entry in region.of_tier(tier):
            facts = {
                "name": entry.name,
                "place": entry.place,
                "tier": entry.tier,
                "contact": entry.office,
                "kind": entry.kind,
            }
            parent = standing.get(entry.parent)
            standing[entry.code], _ = Authority.objects.update_or_create(
                code=entry.code, defaults={**facts, "parent": parent}
            )
    made = len(standing) - before
    if made:
        record(
            "load_region",
            f"载入{region.title}各级主管部门",
            by=by,
            at=at,
            detail={"new": made},
        )
    return made


def refuse_other_tiers(region: Region, standing: Mapping[str, Authority]) -> None:
    """Raise Refused with every authority that would change its tier: seats and cases hang on it."""
    if moved := tier_findings(region, standing):
        raise Refused(*moved)


def tier_findings(region: Region, standing: Mapping[str, Authority]) -> list[Finding]:
    """Every authority of the region that stands at another tier here."""
    return [
        Finding(
            "region.tier",
            f"“{region.title}”中的{entry.name}为{entry.tier.label}，本系统中已是{standing[entry.code].tier_term.label}，"
            "不能在同一系统中混用；请另行部署",
        )
        for entry in region.authorities
        if entry.code in standing and standing[entry.code].tier_term != entry.tier
    ]
