"""The answers of many dossiers, looked at by column; made once, asked for many formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from jiqun.core.addresses import address
from jiqun.core.batch.columns import Column, of_floats
from jiqun.core.expressions import Part, Trace
from jiqun.core.facts import Facts, Told, as_figure
from jiqun.core.logic import Answered

Codes = npt.NDArray[np.int8]
Answers = Mapping[str, object]


@dataclass(slots=True)
class Table:
    """``rows``: the answers by address, one mapping per dossier. ``frame``: years, conventions and setting of all."""

    rows: Sequence[Answers]
    frame: Facts
    _columns: dict[object, Column] = field(default_factory=dict)
    _answered: dict[Answered, Codes] = field(default_factory=dict)
    _told: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def facts(self, row: int) -> Facts:
        """One dossier, for the exact evaluation."""
        return replace(self.frame, answers=self.rows[row])

    def figures(self, key: str, year: int | None) -> Column:
        """What a bare name stands for in every dossier, in that year where a year is looked at."""
        dated = key if year is None or key in self.frame.undated else address(key, year)

        def place(answers: Answers) -> str:
            return key if key in answers else dated

        return self._column((key, year), lambda answers: as_figure(answers.get(place(answers))))

    def counted(self, part: Part) -> Column:
        """A count over a table of the form, dossier by dossier."""

        def count(answers: Answers) -> Decimal | None:
            return part.value(replace(self.frame, answers=answers), Trace())

        return self._column(part, count)

    def told(self, keys: tuple[str, ...]) -> list[int]:
        """The dossiers that tell counts of any of these tables."""
        if keys not in self._told:
            looks = enumerate(self.rows)
            self._told[keys] = [row for row, answers in looks if any(isinstance(answers.get(k), Told) for k in keys)]
        return self._told[keys]

    def answered(self, node: Answered) -> Codes:
        """1 where the answer is the one asked for, −1 where it is another, 0 where there is none."""
        if node not in self._answered:
            found = (node.truth(replace(self.frame, answers=answers), Trace()) for answers in self.rows)
            codes = (0 if each is None else 1 if each else -1 for each in found)
            self._answered[node] = np.fromiter(codes, np.int8, len(self.rows))
        return self._answered[node]

    def _column(self, name: object, figure: Callable[[Answers], Decimal | None]) -> Column:
        if name not in self._columns:
            figures = [figure(answers) for answers in self.rows]
            digits = max((len(each.as_tuple().digits) for each in figures if each is not None), default=0)
            values = np.array([np.nan if each is None else float(each) for each in figures], np.float64)
            self._columns[name] = of_floats(values, digits=digits)
        return self._columns[name]
