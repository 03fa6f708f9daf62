"""What the page of a panel shows: progress without points while sealed, orders of merit and sheets afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jiqun.assessments.models import Assignment, ReviewResult, Scoresheet
from jiqun.core.policy.schema import RoundPolicy, ScoreItem, Scoring


@dataclass(slots=True)
class ExpertProgress:
    """One expert: how many sheets there are to submit, and how many are in."""

    name: str
    done: int = 0
    total: int = 0


@dataclass(slots=True)
class CaseProgress:
    """One case: its experts, and how many sheets are in."""

    cluster: str
    county: str
    matter: str
    tasks: list[Assignment] = field(default_factory=list)
    done: int = 0


@dataclass(frozen=True, slots=True)
class OrderOfMerit:
    """The results of one track, best first; ``full`` are the points of a full sheet."""

    label: str
    results: list[ReviewResult]
    full: Decimal


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One score item across the sheets: expert, points and remark of each."""

    item: ScoreItem
    cells: list[tuple[str, str, str]]


def by_expert(tasks: Iterable[Assignment]) -> list[ExpertProgress]:
    """Experts who still have a case, those who owe most first."""
    found: dict[int, ExpertProgress] = {}
    for task in tasks:
        if task.recused_at is None:
            row = found.setdefault(task.expert_id, ExpertProgress(task.expert.person.name))
            row.total += 1
            row.done += task.sheet.submitted_at is not None
    return sorted(found.values(), key=lambda row: (row.done - row.total, row.name))


def by_case(tasks: Iterable[Assignment]) -> list[CaseProgress]:
    """Cases in the order of their numbers."""
    found: dict[int, CaseProgress] = {}
    for task in tasks:
        case = task.declaration
        matter = f"{case.level_term.label}{case.purpose_term.label}"
        row = found.setdefault(case.pk, CaseProgress(case.dossier.cluster.name, case.county.place, matter))
        if task.recused_at is None:
            row.tasks.append(task)
            row.done += task.sheet.submitted_at is not None
    return list(found.values())


def orders_of_merit(policy: RoundPolicy, results: Iterable[ReviewResult]) -> list[OrderOfMerit]:
    """Results by track, in the order of the policy; tracks without results left out."""
    rows = list(results)
    full = sum((item.points for item in policy.scoring.items), Decimal(0))
    orders = []
    for track in policy.tracks:
        own = [row for row in rows if row.declaration.track == track.id]
        if own:
            orders.append(OrderOfMerit(track.label, own, full))
    return orders


def sheet_columns(scoring: Scoring, sheets: Sequence[Scoresheet]) -> list[ItemLine]:
    """The sheets of one case beside one another, item by item."""
    named = [(each.assignment.expert.person.name, each) for each in sheets]
    return [
        ItemLine(
            item,
            [(name, str(each.scores.get(item.id, "")), str(each.remarks.get(item.id, ""))) for name, each in named],
        )
        for item in scoring.items
    ]
