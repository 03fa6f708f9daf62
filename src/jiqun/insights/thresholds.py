"""The thresholds of a standard as sliders: what is typed is understood as anywhere else, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiqun.core.addresses import post_name
from jiqun.core.figures import Unreadable, canonical, format_figure, read_figure
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import Operator
from jiqun.insights.standards import EditionTrack

PREFIX = "t-"
PERCENT = "%"
WHOLE = Decimal(100)
STEPS = (Decimal("0.1"), Decimal("0.5"), Decimal(1))
MOST_STEPS = 200
"""A slider of more steps cannot be set by hand; its step is made coarser."""


@dataclass(frozen=True, slots=True)
class Slider:
    """One threshold: the value in force, what was typed, what is tried, and the range that a slider covers."""

    id: str
    label: str
    unit: str
    operator: Operator
    standing: Decimal
    tried: Decimal
    typed: str
    highest: Decimal
    step: Decimal
    error: str = ""

    @property
    def hint(self) -> str:
        """What may be a slip: a percentage that is none; it is counted all the same."""
        if self.unit == PERCENT and not 0 <= self.tried <= WHOLE:
            return "百分比通常在0至100之间，请核对；现按所填数值测算"
        return ""

    @property
    def name(self) -> str:
        """The name of its input."""
        return f"{PREFIX}{self.id}"

    @property
    def input_id(self) -> str:
        """The id of its input, as findings lead to it."""
        return f"id_{post_name(self.name)}"

    @property
    def place(self) -> str:
        """What the slider shows: the tried value, put on its range."""
        return canonical(min(max(self.tried, Decimal(0)), self.highest))

    @property
    def standing_text(self) -> str:
        """The threshold in force with its unit."""
        return f"{format_figure(self.standing)}{self.unit}"

    @property
    def changed(self) -> bool:
        """Whether something else than the threshold in force is tried."""
        return self.tried != self.standing


def sliders(standard: EditionTrack, posted: Mapping[str, str]) -> list[Slider]:
    """Every threshold with what was typed over it; an empty input means the one in force."""
    decimals = {each.id: each.decimals for each in standard.criteria.indicators}
    found = []
    for criterion, standing, unit in standard.measured():
        typed = posted.get(f"{PREFIX}{criterion.id}", "")
        tried, error = standing, ""
        try:
            figure = read_figure(typed, unit=unit, label=criterion.label)
            tried = standing if figure is None else figure
        except Unreadable as wrong:
            error = wrong.sentence
        highest = _highest(standing, unit)
        step = _step(highest, whole=decimals.get(criterion.indicator) == 0)
        shown = typed if error else canonical(tried)
        found.append(
            Slider(
                criterion.id, criterion.label, unit, criterion.operator, standing, tried, shown, highest, step, error
            )
        )
    return found


def _highest(standing: Decimal, unit: str) -> Decimal:
    """Twice the threshold, or the whole where it is a share."""
    if unit == PERCENT and Decimal(20) <= standing <= WHOLE:
        return WHOLE
    return max(abs(standing) * 2, Decimal(10))


def _step(highest: Decimal, *, whole: bool) -> Decimal:
    if whole:
        return Decimal(1)
    return next((each for each in STEPS if highest / each <= MOST_STEPS), Decimal(1))


def tried(found: Sequence[Slider]) -> dict[str, Decimal]:
    """The thresholds that differ from those in force, by criterion."""
    return {each.id: each.tried for each in found if each.changed and not each.error}


def wrong(found: Sequence[Slider]) -> list[Finding]:
    """What could not be read, each leading to its input."""
    return [Finding("insights.threshold", each.error, field=each.name) for each in found if each.error]
