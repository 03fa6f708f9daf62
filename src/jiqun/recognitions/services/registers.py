"""Bringing the known clusters of other years into the register, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jiqun.accounts.models import Authority
from jiqun.audit.services import record
from jiqun.core.findings import Actor
from jiqun.core.policy.registers import PastCluster, PastClusters
from jiqun.core.vocabulary import Tier
from jiqun.declarations.models import Cluster
from jiqun.recognitions.models import Recognition

NAME_TAIL = "产业集群"


@transaction.atomic
def load_past_clusters(known: Iterable[PastClusters], *, by: Actor, at: datetime) -> int:
    """Add the past recognitions that are not in the register yet; returns how many were new."""
    made = sum(add_past(entry, each) for each in known for entry in each.clusters)
    if made:
        record("load_past_clusters", "载入历年认定名录", by=by, at=at, detail={"new": made})
    return made


def add_past(entry: PastCluster, known: PastClusters) -> bool:
    """One past recognition; False when it is in the register already."""
    level, validity, cluster = known.level, known.validity, own_cluster(entry)
    same = Q(name=entry.name, declaration=None) | (Q(cluster=cluster) if cluster else Q())
    if Recognition.objects.filter(same, level=level, batch=entry.year).exists():
        return False
    Recognition.objects.create(
        cluster=cluster,
        level=level,
        batch=entry.year,
        name=entry.name,
        province=entry.province,
        city=entry.city,
        county=entry.county,
        valid_from=validity.valid_from,
        valid_until=validity.valid_until,
        validity_mark=str(validity.source.mark),
        note=entry.note,
        source=entry.source.url or entry.source.document,
        mark=str(entry.source.mark),
    )
    return True


def own_cluster(entry: PastCluster) -> Cluster | None:
    """Our own cluster for an entry that lies in a county we know; None elsewhere."""
    authority = (
        Authority.objects.filter(
            tier=Tier.COUNTY,
            place__endswith=entry.county,
            parent__place=entry.city,
            parent__parent__place=entry.province,
        )
        .select_related("parent")
        .first()
    )
    if authority is None:
        return None
    cluster, _ = Cluster.objects.get_or_create(
        county=authority, name=entry.name, defaults={"niche": niche_in(entry, authority)}
    )
    return cluster


def niche_in(entry: PastCluster, authority: Authority) -> str:
    """The niche field as the name tells it: what stands between the place and 产业集群."""
    name = entry.name.removeprefix(entry.province)
    name = name.removeprefix(authority.parent.place if authority.parent else "")
    return name.removeprefix(entry.county).removesuffix(NAME_TAIL)
