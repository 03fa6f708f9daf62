"""Contradictions between a policy and the authorities of its region."""

from __future__ import annotations

from jiqun.core.policy.registers import Region
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.tree import Place, Problem


def check_region(policy: RoundPolicy, region: Region) -> list[Problem]:
    """Quotas for a kind of recommender that the region does not know."""
    kinds = sorted({each.kind for each in region.authorities if each.kind})
    return [
        Problem(
            Place(),
            f"quota.exceptions.{at}.kind",
            f"应为地区名册中的单位类型：{'、'.join(kinds) or '（名册中没有）'}",
            f"“{exception.kind}”",
        )
        for at, exception in enumerate(policy.quota.exceptions)
        if exception.kind not in kinds
    ]
