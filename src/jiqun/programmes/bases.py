"""The frozen policies of open rounds, offered to whoever drafts the next policy."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.policies.bases import Base, offer
from jiqun.policies.queries import cases_published_with
from jiqun.policyfiles.lentcases import fitting_cases
from jiqun.policyfiles.pack import Pack, split
from jiqun.programmes.models import Round
from jiqun.programmes.queries import frozen_policy


def open_rounds() -> Iterator[Base]:
    """Every round that was opened, the latest first."""
    for code, title, digest in Round.objects.values_list("code", "title", "policy_id"):
        yield Base(f"round-{code}", "已开启批次", title, lambda digest=digest: _pack_of(digest))  # type: ignore[misc]


def _pack_of(digest: str) -> Pack:
    """What the round froze, with the cases that were published with it, or else those that fit."""
    policy = frozen_policy(digest)
    return split(policy, *(cases_published_with(digest) or fitting_cases(policy)))


offer(open_rounds)
