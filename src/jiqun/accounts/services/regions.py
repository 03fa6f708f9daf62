"""Bringing a region's authorities into the tree."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Authority
from jiqun.audit.services import record
from jiqun.core.findings import Actor
from jiqun.core.policy.registers import Region
from jiqun.core.vocabulary import Tier


@transaction.atomic
def load_region(region: Region, *, by: Actor, at: datetime) -> int:
    """Create or refresh the authorities of a region, parents first; returns how many were new."""
    standing = {each.code: each for each in Authority.objects.all()}
    before = len(standing)
    for tier in (Tier.PROVINCE, Tier.CITY, Tier.COUNTY):
        for entry in region.of_tier(tier):
            facts = {
                "name": entry.name,
                "place": entry.place,
                "tier": entry.tier,
                "contact": entry.office,
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
