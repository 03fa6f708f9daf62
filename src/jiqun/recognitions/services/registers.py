"""Bringing the known national clusters of other years into the register, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from jiqun.accounts.models import Authority
from jiqun.audit.services import record
from jiqun.core.findings import Actor
from jiqun.core.policy.registers import PastCluster
from jiqun.core.vocabulary import Level, Tier
from jiqun.declarations.models import Cluster
from jiqun.recognitions.models import Recognition

VALID_YEARS = 3
"""The ministry's lists count calendar years: the batch of 2022 holds from 2023 to 2025 (programme, §2, V)."""


@transaction.atomic
def load_past_clusters(known: Iterable[PastCluster], *, by: Actor, at: datetime) -> int:
    """Add the past recognitions that are not in the register yet; returns how many were new."""
    made = 0
    for entry in known:
        _, new = Recognition.objects.get_or_create(
            level=Level.NATIONAL,
            batch=entry.year,
            name=entry.name,
            defaults={
                "cluster": own_cluster(entry),
                "province": entry.province,
                "city": entry.city,
                "county": entry.county,
                "valid_from": date(entry.year + 1, 1, 1),
                "valid_until": date(entry.year + VALID_YEARS, 12, 31),
                "note": entry.note,
                "source": entry.source.url or entry.source.document,
                "mark": str(entry.source.mark),
            },
        )
        made += new
    if made:
        record(
            "load_past_clusters",
            "载入历年国家级集群名录",
            by=by,
            at=at,
            detail={"new": made},
        )
    return made


def own_cluster(entry: PastCluster) -> Cluster | None:
    """Our own cluster for an entry that lies in a county we know; None elsewhere."""
    authority = Authority.objects.filter(
        tier=Tier.COUNTY,
        place__endswith=entry.county,
        parent__place=entry.city,
        parent__parent__place=entry.province,
    ).first()
    if authority is None:
        return None
    niche = entry.name.removeprefix(authority.parent.place if authority.parent else "")
    niche = niche.removeprefix(entry.county).removesuffix("产业集群")
    cluster, _ = Cluster.objects.get_or_create(county=authority, name=entry.name, defaults={"niche": niche})
    return cluster
