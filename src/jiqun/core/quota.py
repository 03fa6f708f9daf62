"""How many a recommender may send, and how many per niche field (N09); over the quota nothing is accepted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from jiqun.core.findings import Citation, Finding

ENDINGS = ("产业集群", "集群", "产业")
"""Words that say nothing of a niche field: 法兰锻造 and 法兰锻造产业集群 are one."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """A case on a list. Places are counted by ``cluster``, whatever levels it declares; re-evaluations do not count."""

    case_number: str
    cluster: str
    niche: str
    counts: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """The places of one recommender, in all and per niche field, each with its clause."""

    per_recommender: int
    per_niche: int
    recommender_citation: Citation | None = None
    niche_citation: Citation | None = None


def normalise_niche(niche: str) -> str:
    """A niche field without differences of writing: width, case, spaces, punctuation, and words that say nothing."""
    text = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", niche)).casefold()
    for ending in ENDINGS:
        if len(text) > len(ending):
            text = text.removesuffix(ending)
    return text


def same_niche(one: str, other: str) -> bool:
    """Whether two niche fields are one."""
    return normalise_niche(one) == normalise_niche(other)


def clusters_of(nominees: Sequence[Nominee]) -> dict[str, Nominee]:
    """The clusters that take a place, each by its first case."""
    found: dict[str, Nominee] = {}
    for each in nominees:
        if each.counts:
            found.setdefault(each.cluster, each)
    return found


def check_quota(already: Sequence[Nominee], chosen: Sequence[Nominee], quota: Quota, recommender: str) -> list[Finding]:
    """Why a list may not be sent after those ``already`` sent; empty when it may. The whole list stands or falls."""
    before, after = clusters_of(already), clusters_of([*already, *chosen])
    findings = []
    if len(after) > quota.per_recommender and len(after) > len(before):
        excess = min(len(after) - quota.per_recommender, len(after) - len(before))
        sent = f"（其中已报送{len(before)}个）" if before else ""
        findings.append(
            Finding(
                "quota.recommender",
                f"{recommender}推荐集群共{len(after)}个{sent}，超过名额{quota.per_recommender}个，超出的一律不予受理；"
                f"请从名单中移出{excess}个后再报送",
                quota.recommender_citation,
            )
        )
    return findings + niche_findings(before, after, quota)


def niche_findings(before: dict[str, Nominee], after: dict[str, Nominee], quota: Quota) -> list[Finding]:
    """Which niche fields have more clusters than may be recommended."""
    groups: dict[str, list[Nominee]] = {}
    for each in after.values():
        groups.setdefault(normalise_niche(each.niche), []).append(each)
    findings = []
    for group in groups.values():
        if len(group) > quota.per_niche and any(each.cluster not in before for each in group):
            names = "、".join(f"“{each.name or each.case_number}”" for each in group)
            message = (
                f"细分领域“{group[0].niche}”有{len(group)}个集群：{names}；"
                f"同一细分领域只能推荐{quota.per_niche}个，请保留其中{quota.per_niche}个"
            )
            findings.append(Finding("quota.niche", message, quota.niche_citation, "niche"))
    return findings
