"""What other thresholds would do, beside those in force: counts, by city, by criterion, and who would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiqun.core.vocabulary import Verdict
from jiqun.core.whatif import Counts, Tally
from jiqun.insights.judging import changed_criteria, judged_many
from jiqun.insights.prepared import Prepared
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
MOST_SHOWN = 200
"""Changed dossiers that are listed; of more, only how many there are, so that a drag stays quick."""


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
    """One criterion: verdicts over all, and how many fail by it alone. ``slider``: None where it has no bound to move.

    ``group``: how many criteria it stands among of which one suffices; nought for one by itself. ``aside``: how many
    it does not apply to.
    """

    label: str
    kind: str
    slider: Slider | None
    group: int
    counts: tuple[Count, ...]
    aside: int
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
    change_count: int
    tightest: str
    tightest_count: int


def signed(number: int) -> str:
    """A difference with its sign; nothing for none."""
    return "" if not number else f"+{number}" if number > 0 else f"−{-number}"


def compare(prepared: Prepared, found: Sequence[Slider], tried: Mapping[str, Decimal]) -> Comparison:
    """Ask with the thresholds tried, and hold the answer against the one in force."""
    before, after = prepared.standing, prepared.whatif.ask(tried) if tried else prepared.standing
    listed, moved = prepared.standard.criteria.criteria, {each.id: each for each in found}
    alike = Counter((each.aspect, each.either) for each in listed)
    groups = tuple(
        GroupRow(name, sum(counts.values()), counted(counts, before.by_group[name]))
        for name, counts in after.by_group.items()
    )
    rows = tuple(
        CriterionRow(
            each.label,
            each.kind.label,
            moved.get(each.id),
            alike[each.aspect, each.either] if each.either else 0,
            counted(after.by_criterion[each.id], before.by_criterion[each.id]),
            after.by_criterion[each.id][Verdict.NOT_APPLICABLE],
            after.binding.get(each.id, 0),
            before.binding.get(each.id, 0),
            each.id == after.tightest,
        )
        for each in listed
    )
    label = next((each.label for each in listed if each.id == after.tightest), "")
    return Comparison(
        after.total,
        counted(after.counts, before.counts),
        groups,
        rows,
        tuple(changes(prepared, after, tried)),
        len(changed_rows(prepared, after)),
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


def changed_rows(prepared: Prepared, after: Tally) -> list[int]:
    """The places of those whose result as a whole would change."""
    pairs = zip(prepared.standing.verdicts.tolist(), after.verdicts.tolist(), strict=True)
    return [row for row, (was, now) in enumerate(pairs) if was != now]


def changes(prepared: Prepared, after: Tally, tried: Mapping[str, Decimal]) -> list[Change]:
    """Everybody whose result as a whole would change, in order, with the criteria that do."""
    members = [prepared.population.members[row] for row in changed_rows(prepared, after)[:MOST_SHOWN]]
    if not members:
        return []
    answers, last = [each.answers for each in members], prepared.population.last_year
    was = judged_many(prepared.standard, answers, last)
    now = judged_many(prepared.standard, answers, last, tried)
    return [
        Change(
            each.name,
            each.group,
            each.url,
            was.overall(row),
            now.overall(row),
            tuple(change.told for change in changed_criteria(was, now, row)),
        )
        for row, each in enumerate(members)
    ]
