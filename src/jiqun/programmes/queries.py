"""Rounds, and the policy that each froze."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.timezone import localdate

from jiqun.accounts.models import Authority
from jiqun.accounts.services.regions import tier_findings
from jiqun.core.policy.loader import from_plain
from jiqun.core.policy.schema import RoundPolicy
from jiqun.policyfiles.folder import read_region, shipped_rounds
from jiqun.programmes.models import PolicySnapshot, Round


@lru_cache(maxsize=16)
def frozen_policy(digest: str) -> RoundPolicy:
    """The policy kept under a digest, decoded once per process; a digest never changes its meaning."""
    return from_plain(as_read_today(PolicySnapshot.objects.get(pk=digest).plain))


def as_read_today(plain: dict[str, Any]) -> dict[str, Any]:
    """What a round froze before the policy could say whether the day of posting counts, with what was done then.

    The snapshot itself stays as it is: its digest is sealed.
    """
    rule = plain["public_notice"]
    if "first_day_counts" in rule:
        return plain
    source = {"document": "本系统约定", "mark": "A", "note": "开启批次时政策数据未作规定，按公布次日起算"}
    value = {day: {"value": False, "source": source} for day in rule["working_days"]["values"]}
    said = {"about": "公布当日计入公示期", "unit": "", "values": value}
    return {**plain, "public_notice": {**rule, "first_day_counts": said}}


def policy_of(call: Round) -> RoundPolicy:
    """Everything that the round froze on opening."""
    return frozen_policy(call.policy_id)


def openable_rounds() -> dict[str, str]:
    """The titles of the shipped rounds that fit the offices of this installation, by the names of their files."""
    standing = {each.code: each for each in Authority.objects.all()}
    return {
        name: policy.title
        for name, policy in shipped_rounds().items()
        if not tier_findings(read_region(policy.region), standing)
    }


def current_round() -> Round | None:
    """What people mean when they name no round: of those that have begun the newest, else the one that begins next."""
    begun = Round.objects.filter(opens_on__lte=localdate()).order_by("-opens_on", "-pk").first()
    return begun or Round.objects.order_by("opens_on", "-pk").first()
