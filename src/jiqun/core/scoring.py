"""Score sheets: whether one is complete, and what several say together. Points are exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jiqun.core.findings import Finding
from jiqun.core.policy.schema import ScoreItem

HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")
ENOUGH_TO_DROP = 5
"""Highest and lowest are dropped only from five sheets on, so that at least three remain."""


@dataclass(frozen=True, slots=True)
class PanelScore:
    """What a panel says of one case: the mean and the distance between the highest and the lowest sheet."""

    score: Decimal
    spread: Decimal
    sheets: int
    dropped: int = 0


def check_sheet(items: Sequence[ScoreItem], points: Mapping[str, Decimal | None]) -> list[Finding]:
    """Everything that keeps a sheet from being submitted: missing items, points out of range or too fine."""
    findings = []
    for item in items:
        given, citation = points.get(item.id), item.source.citation
        if given is None:
            findings.append(Finding("score.missing", f"请为“{item.label}”评分", citation, item.id))
        elif not Decimal(0) <= given <= item.points:
            message = f"“{item.label}”应为0至{item.points:f}分，现为{given:f}分"
            findings.append(Finding("score.range", message, citation, item.id))
        elif given != given.quantize(TENTH):
            findings.append(Finding("score.fine", f"“{item.label}”最多保留一位小数", citation, item.id))
    return findings


def sheet_total(points: Mapping[str, Decimal]) -> Decimal:
    """The sum of one sheet."""
    return sum(points.values(), Decimal(0))


def panel_score(totals: Sequence[Decimal], *, drop_extremes: bool) -> PanelScore:
    """Mean of the totals, rounded half up to hundredths; with five or more the extremes may be dropped.

    Raises:
        ValueError: no sheet at all.
    """
    if not totals:
        raise ValueError("no sheets")
    ordered = sorted(totals)
    kept = ordered[1:-1] if drop_extremes and len(ordered) >= ENOUGH_TO_DROP else ordered
    mean = (sum(kept, Decimal(0)) / len(kept)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
    return PanelScore(mean, ordered[-1] - ordered[0], len(ordered), len(ordered) - len(kept))
