"""What if a threshold were another: how many dossiers would pass, by group and by criterion, and what decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from jiqun.core.batch.assessing import Bench, Verdicts
from jiqun.core.batch.table import Codes
from jiqun.core.batch.verdicts import NOT_MET, VERDICTS
from jiqun.core.vocabulary import Verdict

Counts = Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one set of thresholds does to many dossiers.

    ``counts``: dossiers by verdict. ``by_group``: the same for each group, e.g. city. ``by_criterion``: the same for
    each criterion by its id. ``binding``: how many dossiers fail by this criterion alone; of an either-group, whose
    members all fail, every member is named. ``verdicts``: one code of ``VERDICTS`` per dossier, in order.
    """

    total: int
    counts: Counts
    by_group: Mapping[str, Counts]
    by_criterion: Mapping[str, Counts]
    binding: Mapping[str, int]
    verdicts: Codes

    @property
    def tightest(self) -> str:
        """The id of the criterion by which alone most dossiers fail; empty when none does."""
        most = max(self.binding, key=self.binding.__getitem__, default="")
        return most if most and self.binding[most] else ""

    def verdict(self, row: int) -> Verdict:
        """What one dossier would come to."""
        return VERDICTS[int(self.verdicts[row])]


class WhatIf:
    """A standard laid against dossiers once; each question then takes milliseconds."""

    def __init__(self, bench: Bench, groups: Sequence[str] = ()) -> None:
        """``bench``: a standard with its dossiers; ``groups``: a name for each to count by, e.g. its city.

        Raises:
            ValueError: there are groups, but not one for each row.
        """
        if groups and len(groups) != len(bench.table):
            raise ValueError("one group for each row")
        self._bench = bench
        self.groups = tuple(dict.fromkeys(groups))
        numbers = {name: number for number, name in enumerate(self.groups)}
        self._group_of = np.array([numbers[name] for name in groups], np.intp)

    def ask(self, thresholds: Mapping[str, Decimal] | None = None) -> Tally:
        """The tally with other thresholds by the id of their criterion; the others as in force.

        Raises:
            LookupError: a criterion with a figure has no threshold in force.
        """
        found = self._bench.verdicts(thresholds)
        return Tally(
            total=len(found.overall),
            counts=_counted(found.overall),
            by_group=self._by_group(found.overall),
            by_criterion={id: _counted(codes) for id, codes in found.by_criterion.items()},
            binding=_binding(found),
            verdicts=found.overall,
        )

    def _by_group(self, overall: Codes) -> dict[str, Counts]:
        if not self.groups:
            return {}
        kinds = len(VERDICTS)
        cells = np.bincount(self._group_of * kinds + overall, minlength=len(self.groups) * kinds)
        return {name: _named(cells[at * kinds : (at + 1) * kinds].tolist()) for at, name in enumerate(self.groups)}


def _counted(codes: Codes) -> Counts:
    return _named(np.bincount(codes, minlength=len(VERDICTS)).tolist())


def _named(counts: list[int]) -> Counts:
    return dict(zip(VERDICTS, counts, strict=True))


def _binding(found: Verdicts) -> dict[str, int]:
    failing = {ids: codes == NOT_MET for ids, codes in found.by_group.items()}
    fails = np.zeros(len(found.overall), np.int16)
    for each in failing.values():
        fails += each
    alone = fails == 1
    return {id: int(np.count_nonzero(each & alone)) for ids, each in failing.items() for id in ids}
