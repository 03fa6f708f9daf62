"""Conflicts of interest that the records show; those they do not show an expert declares (recusal)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from jiqun.accounts.models import Seat
from jiqun.assessments.models import ExpertProfile
from jiqun.core.roles import bodies
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import policy_of

SHORTEST_NAME = 4
"""Characters below which one name inside another says nothing (“中心”, “商会”)."""


def conflict_reason(expert: Seat, case: Declaration, answers: Mapping[str, Any]) -> str:
    """Why an expert may not have a case, in words for the record; empty when nothing stands against it."""
    profile: ExpertProfile | None = getattr(expert, "expert_profile", None)
    if profile is None:
        return ""
    if profile.city_id is not None and profile.city_id == case.city_id:
        return f"所在市为{case.city.place}"
    own = plain(profile.organisation)
    for name in bodies(policy_of(case.round).form, answers):
        if own and same_house(own, plain(name)):
            return f"工作单位与申报材料中的“{name}”相同或相关"
    return ""


def plain(name: str) -> str:
    """A name without spaces and differences of width or case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def same_house(one: str, other: str) -> bool:
    """Whether two names are the same, or one is a part of the other (a branch, a laboratory)."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_NAME and shorter in longer


def conflicts_among(
    experts: Iterable[Seat], cases: Iterable[tuple[Declaration, Mapping[str, Any]]]
) -> dict[str, dict[int, str]]:
    """For every case number the experts who may not have it, each with the reason."""
    pool = list(experts)
    return {
        case.case_number: {expert.pk: reason for expert in pool if (reason := conflict_reason(expert, case, answers))}
        for case, answers in cases
    }
