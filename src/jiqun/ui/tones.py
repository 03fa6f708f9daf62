"""Which colour and mark go with a word. Never colour alone: the word is always written."""

from __future__ import annotations

from datetime import date

from jiqun.core.vocabulary import Stage, Verdict
from jiqun.ui.wording import days_until

VERDICTS = {
    Verdict.MET: ("met", "✓"),
    Verdict.NOT_MET: ("not-met", "✕"),
    Verdict.UNKNOWN: ("unknown", "?"),
    Verdict.JUDGED: ("judged", "◇"),
    Verdict.NOT_APPLICABLE: ("unknown", "—"),
}

GOOD_ENDS = frozenset({Stage.RECOGNISED, Stage.RENEWED})
BAD_ENDS = frozenset(
    {Stage.VOIDED, Stage.NOT_RECOMMENDED, Stage.REFUSED, Stage.DECLINED, Stage.LAPSED, Stage.NOT_RECOGNISED},
)
VETOES = frozenset({Stage.DISQUALIFIED, Stage.REVOKED})

SOON_DAYS = 3
"""From how many days on a deadline is shown as pressing (the second group of the task list)."""


def stage_tone(stage: Stage) -> str:
    """The tone of a stage: good or bad end, veto, draft, or still on the road."""
    for stages, tone in ((GOOD_ENDS, "met"), (BAD_ENDS, "not-met"), (VETOES, "seal")):
        if stage in stages:
            return tone
    return "unknown" if stage == Stage.DRAFT else "primary"


def due_tone(due: date, today: date) -> str:
    """The tone of a deadline: past, pressing or calm."""
    left = days_until(due, today)
    if left < 0:
        return "seal"
    return "not-met" if left <= SOON_DAYS else "unknown"
