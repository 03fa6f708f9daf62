"""A draft as its page shows it: contents, changes since its base, problems, cases, acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiqun.core.policy.difference import Difference, differences
from jiqun.core.policy.schema import RoundPolicy
from jiqun.policies.contents import Part, contents
from jiqun.policies.models import Draft
from jiqun.policies.queries import acts_on, checked
from jiqun.policies.trying import CaseResult, try_cases
from jiqun.policies.wording import ShownProblem, shown_problem
from jiqun.ui.parts import TimelineEntry

ACTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands on the page; ``policy`` is None while the draft cannot be put together."""

    policy: RoundPolicy | None
    parts: list[Part]
    problems: list[ShownProblem]
    changes: Sequence[Difference]
    cases: list[CaseResult]
    acts: list[TimelineEntry]

    @property
    def failing(self) -> int:
        """How many cases end otherwise than expected."""
        return sum(not case.holds for case in self.cases)

    @property
    def to_check(self) -> int:
        """How many sources the province should check."""
        return sum(part.to_check for part in self.parts)


def overview(draft: Draft) -> Overview:
    """Everything to be said of a draft as it stands."""
    policy, problems = checked(draft.pack)
    before, _ = checked(draft.base) if policy else (None, [])
    return Overview(
        policy,
        contents(draft.pack, problems),
        [shown_problem(problem, draft.pack) for problem in problems],
        differences(before, policy) if before and policy else (),
        try_cases(policy, draft.pack) if policy else [],
        history(draft),
    )


def history(draft: Draft) -> list[TimelineEntry]:
    """The latest acts on the draft."""
    return [
        TimelineEntry(
            entry.at, " · ".join(filter(None, (entry.office, entry.actor, entry.role))), entry.label, entry.remark
        )
        for entry in acts_on(draft)[:ACTS_SHOWN]
    ]
