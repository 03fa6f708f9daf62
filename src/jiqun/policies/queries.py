"""Drafts and published packs, and what is to be said of a draft as it stands."""

from __future__ import annotations

from typing import Any

from jiqun.core.policy.tree import PolicyError, Problem
from jiqun.policies.models import Draft
from jiqun.policies.parts import Path, at
from jiqun.policyfiles.pack import assembled


def part_of(draft: Draft, path: Path) -> Any:
    """The plain value at a path of the pack; raises LookupError where it leads nowhere."""
    return at(draft.pack, path)


def problems_of(draft: Draft) -> list[Problem]:
    """Everything that keeps the draft from being submitted; keys such as ``round.quota.per_niche.values``."""
    try:
        assembled(draft.pack)
    except PolicyError as error:
        return error.problems
    return []
