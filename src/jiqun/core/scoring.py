"""Score sheets to one figure per case, and how far the experts are apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jiqun.core.findings import Finding
from jiqun.core.policy.schema import ScoreItem

HUNDREDTH = Decimal("0.01")
DECIMALS = 1
"""Places after the point of a score."""
FEWEST_TO_DROP_FROM = 5
"""With fewer sheets a dropped highest and lowest would leave less than a panel; then all of them count."""


def check_sheet(items: Sequence[ScoreItem], scores: Mapping[str, Decimal | None]) -> list[Finding]:
    """What is wrong with a sheet: items left out, points out of range, or finer than tenths."""
    findings = [found for item in items if (found := _check(item, scores.get(item.id)))]
    known = {item.id for item in items}
    if any(key not in known for key in scores):
        findings.append(Finding("score.unknown", "评分表中有不属于本批次的评分项，请刷新页面后重新填写"))
    return findings


def _check(item: ScoreItem, score: Decimal | None) -> Finding | None:
    if score is None:
        code, message = "score.missing", f"“{item.label}”尚未评分，请填写"
    elif not score.is_finite() or not 0 <= score <= item.points:
        code, message = "score.out_of_range", f"“{item.label}”的得分须在0至{item.points:f}分之间，请更正"
    elif _places(score) > DECIMALS:
        code, message = "score.decimals", f"“{item.label}”的得分最多保留{DECIMALS}位小数，请更正"
    else:
        return None
    return Finding(code, message, item.source.citation, item.id)


def sheet_total(scores: Mapping[str, Decimal]) -> Decimal:
    """All points of one sheet."""
    return sum(scores.values(), Decimal(0))


def panel_score(totals: Sequence[Decimal], *, drop_extremes: bool) -> Decimal:
    """Mean of the sheet totals, to 0.01, half up; from five sheets on, one highest and one lowest may be dropped.

    Raises:
        ValueError: no sheet at all.
    """
    if not totals:
        raise ValueError("no score without a sheet")
    counted = sorted(totals)
    if drop_extremes and len(counted) >= FEWEST_TO_DROP_FROM:
        counted = counted[1:-1]
    return (sum(counted, Decimal(0)) / len(counted)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def spread(totals: Sequence[Decimal]) -> Decimal:
    """Points between the highest and the lowest sheet; raises ValueError without any sheet."""
    return max(totals) - min(totals)


def _places(score: Decimal) -> int:
    """Decimal places that say something: 9.50 has one."""
    exponent = score.normalize().as_tuple().exponent
    return max(0, -int(exponent))
