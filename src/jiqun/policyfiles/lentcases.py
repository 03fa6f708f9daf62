"""Cases for a policy that brought none of its own: those shipped for its region, as far as they fit its criteria."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiqun.core.casetrial import check_cases
from jiqun.core.policy.schema import RoundPolicy
from jiqun.policyfiles.folder import shipped_rounds
from jiqun.policyfiles.nextyear import moved_answers
from jiqun.policyfiles.packcases import Plain, cases_of, shipped_cases


def fitting_cases(policy: RoundPolicy) -> tuple[list[Plain], Plain]:
    """Cases and the dossier that they depart from: those of the round itself, else of another one of its region.

    Lent are cases of the same editions of criteria, their years moved into the window of the policy, that end as
    expected under it; none where no shipped round has such.
    """
    if policy.code in {each.code for each in shipped_rounds().values()}:
        return shipped_cases(policy)
    return next(_lent(policy), ([], {}))


def _lent(policy: RoundPolicy) -> Iterator[tuple[list[Plain], Plain]]:
    for lender in shipped_rounds().values():
        if lender.region != policy.region:
            continue
        cases, base = shipped_cases(lender)
        years = policy.years[-1] - lender.years[-1]
        base = moved_answers(base, years)
        same = _same_editions(policy, lender)
        offered = [_moved(case, years) for case in cases if case.get("track", "") in {"", *same}]
        tried = check_cases(policy, cases_of(offered), base)
        fitting = [case for case, trial in zip(offered, tried, strict=True) if trial.holds]
        if fitting:
            yield fitting, base


def _same_editions(policy: RoundPolicy, lender: RoundPolicy) -> set[str]:
    """The tracks that both have, judged by an edition of one name."""
    editions = {track.id: track.criteria.name for track in lender.tracks}
    return {track.id for track in policy.tracks if editions.get(track.id) == track.criteria.name}


def _moved(case: Plain, years: int) -> dict[str, Any]:
    return {**case, "answers": moved_answers(case["answers"], years)} if case.get("answers") else dict(case)
