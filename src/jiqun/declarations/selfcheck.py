"""The criteria of a case's track applied to its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.core.criteria import Assessment, assess
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import policy_of


def assess_answers(case: Declaration, answers: Mapping[str, Any]) -> Assessment:
    """What each criterion says of these answers, under the policy frozen for the round."""
    policy = policy_of(case.round)
    return assess(
        policy.track(case.track).criteria,
        answers,
        years=policy.years,
        on=policy.day,
        conventions=policy.conventions,
        form=policy.form,
    )
