"""Words that say something else than the values beside them: another limit, a year that is not the round's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jiqun.core.figures import format_figure
from jiqun.core.policy.schema import CriterionKind, RoundPolicy

DOCUMENT = re.compile(r"《[^》]*》|〔[^〕]*〕")
"""Names and numbers of documents carry years of their own."""
YEAR = re.compile(r"(?<!\d)(20\d\d)年(度?)(?!版)")


def other_limits(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    """Conditions whose text gives figures in the unit of the limit, but not the limit."""
    for at, track in enumerate(policy.tracks):
        for number, criterion in enumerate(track.criteria.criteria):
            if criterion.kind is not CriterionKind.FIGURE or criterion.threshold is None:
                continue
            limit, unit = criterion.threshold.on(policy.day), criterion.threshold.unit
            said = _figures(criterion.label, unit)
            if said and limit not in said:
                words = "、".join(f"{format_figure(each)}{unit}" for each in said)
                path = f"tracks.{at}.criteria.criteria.{number}"
                yield path, f"条件内容写的是{words}，界限值为{format_figure(limit)}{unit}，请核对是否一致"


def _figures(text: str, unit: str) -> list[Decimal]:
    plain = text.replace("％", "%").replace(",", "")
    return [Decimal(each) for each in re.findall(rf"(\d+(?:\.\d+)?)\s*{re.escape(unit)}", plain)]


def other_years(policy: RoundPolicy) -> Iterator[tuple[str, str]]:
    """Clauses in our words that name a year which is none of the round's, as after a year's move."""
    named = {policy.year, *policy.years}
    named |= {track.re_evaluates.on(policy.day) for track in policy.tracks if track.re_evaluates}
    days = (policy.day, policy.opens_on.on(policy.day), policy.closes_on.on(policy.day))
    near = named | {policy.years[0] - 1} | {day.year for day in days}
    for number, clause in enumerate(policy.clauses):
        found = YEAR.findall(DOCUMENT.sub("", clause.says))
        stray = sorted({f"{year}年{more}" for year, more in found if int(year) not in (named if more else near)})
        if stray:
            yield f"clauses.{number}", f"写有{'、'.join(stray)}，不是本批次的申报、数据或复核年度，请对照通知改写"
