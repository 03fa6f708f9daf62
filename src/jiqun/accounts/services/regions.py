"""Bringing a region's authorities into the tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.accounts.models import Authority
from jiqun.audit.services import record
from jiqun.core.findings import Actor, Finding, Refused
from jiqun.core.policy.registers import Region
from jiqun.core.vocabulary import Tier


@transaction.atomic
def load_region(region: Region, *, by: Actor, at: datetime) -> int:
    """Create or refresh the authorities of a region, parents first; returns how many were new.

    The record keeps what was in place of every fact that changed.

    Raises:
        Refused: an authority stands at another tier already, such as a province that a ministry's region calls a city;
            or a zone reaches into counties that the region does not have.
    """
    standing = {each.code: each for each in Authority.objects.all()}
    refuse_other_tiers(region, standing)
    refuse_unknown_counties(region)
    before = len(standing)
    changed: dict[str, dict[str, list[str]]] = {}
    for tier in (Tier.PROVINCE, Tier.CITY, Tier.COUNTY):
        for entry in region.of_tier(tier):
            facts = {
                "name": entry.name,
                "place": entry.place,
                "tier": entry.tier,
                "contact": entry.office,
                "kind": entry.kind,
                "parent": standing.get(entry.parent),
            }
            if differing := differences(standing.get(entry.code), facts):
                changed[entry.code] = differing
            standing[entry.code], _ = Authority.objects.update_or_create(code=entry.code, defaults=facts)
    for entry in region.authorities:
        if entry.covers is not None:
            standing[entry.code].covers.set(standing[code] for code in entry.covers.counties)
    made = len(standing) - before
    if made or changed:
        label = f"载入{region.title}各级主管部门" if made else f"更新{region.title}各级主管部门"
        record("load_region", label, by=by, at=at, detail={"new": made, "changed": changed})
    return made


def refuse_unknown_counties(region: Region) -> None:
    """Raise Refused with every code that a zone reaches into and that is no county of the region."""
    counties = {each.code for each in region.of_tier(Tier.COUNTY)}
    unknown = [
        Finding("region.covers", f"“{region.title}”中{entry.name}所涉的{code}不是本地区的县（市、区）代码，请更正名册")
        for entry in region.authorities
        if entry.covers is not None
        for code in entry.covers.counties
        if code not in counties
    ]
    if unknown:
        raise Refused(*unknown)


def differences(standing: Authority | None, facts: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a region says otherwise than the authority does: before and after by field; nothing for a new one."""
    if standing is None:
        return {}
    before = {name: getattr(standing, name) for name in facts}
    return {name: [plain(before[name]), plain(fact)] for name, fact in facts.items() if before[name] != fact}


def plain(fact: object) -> str:
    """A fact as the record keeps it: an authority by its name, nothing as nothing."""
    return fact.name if isinstance(fact, Authority) else str(fact or "")


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
