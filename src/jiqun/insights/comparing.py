"""What other thresholds would do, beside those in force: counts, by city, by criterion, and who would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiqun.core.policy.dated import Valued
from jiqun.core.policy.schema import CriteriaSet, Criterion
from jiqun.core.vocabulary import Verdict
from jiqun.core.whatif import Counts, Tally
from jiqun.insights.judging import changed_criteria, judged
from jiqun.insights.prepared import Prepared
from jiqun.insights.standards import Standard
from jiqun.insights.thresholds import Slider

SHOWN = (Verdict.MET, Verdict.JUDGED, Verdict.NOT_MET, Verdict.UNKNOWN)
WORDS = {
    Verdict.MET: "全部符合",
    Verdict.JUDGED: "量化条件符合，待人工认定",
    Verdict.NOT_MET: "不符合",
    Verdict.UNKNOWN: "待补数据",
}
"""A dossier as a whole: what people decide in the end is not yet met, but nothing stands against it."""

HUNDREDTH = Decimal("0.01")
MOST_EXPLAINED = 40
"""Changed dossiers told with the criteria that change; the others by name only, so that a drag stays quick."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there would be, how many there are, and how long its bar is in hundredths."""

    verdict: Verdict
    label: str
    now: int
    standing: int
    start: Decimal
    width: Decimal

    @property
    def difference(self) -> str:
        """“+3”, “−2”, or nothing."""
        return signed(self.now - self.standing)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One city."""

    name: str
    total: int
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with a bound: verdicts over all, and how many fail by it alone."""

    slider: Slider
    counts: tuple[Count, ...]
    binding: int
    standing_binding: int
    tightest: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One whose result would change, and by which criteria."""

    name: str
    group: str
    url: str
    before: Verdict
    after: Verdict
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer as the page shows it."""

    total: int
    counts: tuple[Count, ...]
    groups: tuple[GroupRow, ...]
    criteria: tuple[CriterionRow, ...]
    changes: tuple[Change, ...]
    tightest: str
    tightest_count: int


def signed(number: int) -> str:
    """A difference with its sign; nothing for none."""
    return "" if not number else f"+{number}" if number > 0 else f"−{-number}"


def compare(prepared: Prepared, found: Sequence[Slider], tried: Mapping[str, Decimal]) -> Comparison:
    """Ask with the thresholds tried, and hold the answer against the one in force."""
    before, after = prepared.standing, prepared.whatif.ask(tried) if tried else prepared.standing
    groups = tuple(
        GroupRow(name, sum(counts.values()), counted(counts, before.by_group[name]))
        for name, counts in after.by_group.items()
    )
    rows = tuple(
        CriterionRow(
            each,
            counted(after.by_criterion[each.id], before.by_criterion[each.id]),
            after.binding.get(each.id, 0),
            before.binding.get(each.id, 0),
            each.id == after.tightest,
        )
        for each in found
    )
    label = next((each.label for each in prepared.standard.criteria.criteria if each.id == after.tightest), "")
    return Comparison(
        after.total,
        counted(after.counts, before.counts),
        groups,
        rows,
        tuple(changes(prepared, after, tried)),
        label,
        after.binding.get(after.tightest, 0),
    )


def counted(now: Counts, standing: Counts) -> tuple[Count, ...]:
    """The verdicts side by side as parts of a bar; those that nobody has keep their place with no width."""
    total = sum(now.values()) or 1
    parts, start = [], Decimal(0)
    for verdict in SHOWN:
        width = (Decimal(now.get(verdict, 0)) * 100 / total).quantize(HUNDREDTH)
        parts.append(Count(verdict, WORDS[verdict], now.get(verdict, 0), standing.get(verdict, 0), start, width))
        start += width
    return tuple(parts)


def changes(prepared: Prepared, after: Tally, tried: Mapping[str, Decimal]) -> Iterator[Change]:
    """Everybody whose result as a whole would change, in order, the first of them with the criteria that do."""
    if not tried:
        return
    standard, last = prepared.standard, prepared.population.last_year
    other = with_thresholds(standard.criteria, tried, standard)
    told = 0
    for row, member in enumerate(prepared.population.members):
        old, new = prepared.standing.verdict(row), after.verdict(row)
        if old is new:
            continue
        why: tuple[str, ...] = ()
        if told < MOST_EXPLAINED:
            was = judged(standard, member.answers, last)
            why = tuple(each.told for each in changed_criteria(was, judged(standard, member.answers, last, other)))
            told += 1
        yield Change(member.name, member.group, member.url, old, new, why)


def with_thresholds(criteria: CriteriaSet, tried: Mapping[str, Decimal], standard: Standard) -> CriteriaSet:
    """The same criteria with other bounds from the standard's day on."""

    def other(criterion: Criterion) -> Criterion:
        if criterion.id not in tried or criterion.threshold is None:
            return criterion
        entry = criterion.threshold.entry_on(standard.on)
        values = {**criterion.threshold.values, standard.on: Valued(tried[criterion.id], entry.source)}
        return replace(criterion, threshold=replace(criterion.threshold, values=values))

    return replace(criteria, criteria=tuple(other(each) for each in criteria.criteria))
