"""What the check of the whole says of one part, for the page of that part."""

from __future__ import annotations

from jiqun.core.policy.tree import Problem
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.kinds import is_on_page
from jiqun.policies.editing.shapes import members_of
from jiqun.policies.wording import ShownProblem, shown_problem
from jiqun.policyfiles.pack import Pack

WHOLE_ROUND = ("round",)


def problems_at(problems: list[Problem], pack: Pack, spot: Spot) -> list[ShownProblem]:
    """Of all that is wrong what lies in the part or below it; of the round itself only what its page shows."""
    steps = ".".join(str(each) for each in spot.steps)
    found = [each for each in problems if f"{each.key}.".startswith(f"{steps}.")]
    if spot.steps == WHOLE_ROUND:
        own = {name for name, member in members_of(spot.hint).items() if is_on_page(spot, member)}
        found = [each for each in found if each.key.removeprefix("round.").partition(".")[0] in own]
    return [shown_problem(each, pack) for each in found]
