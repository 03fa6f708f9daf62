"""Standards laid against populations, kept ready in the process, so that a slider is answered while it is dragged."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from jiqun.accounts.models import Seat
from jiqun.core.whatif import Tally, WhatIf
from jiqun.insights.populations import Population, population, stamp
from jiqun.insights.standards import EditionTrack
from jiqun.programmes.models import Round

MOST_KEPT = 8
Name = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question that may be asked again and again; ``standing`` is the answer under the thresholds in force."""

    population: Population
    standard: EditionTrack
    whatif: WhatIf
    standing: Tally


class Shelf:
    """The questions asked last; one is made anew when anything it was made of has changed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Name, tuple[tuple[str, str], Prepared]] = OrderedDict()
        self._lock = Lock()

    def take(self, population_key: str, standard: EditionTrack, call: Round, seat: Seat) -> Prepared:
        """The question, ready to be asked; raises LookupError for an unknown population."""
        name = (population_key, standard.key, seat.authority_id)
        made_of = (stamp(), f"{standard.edition.stamp}/{call.policy_id}")
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and kept[0] == made_of:
                self._kept.move_to_end(name)
                return kept[1]
        made = prepare(population(population_key, call, seat), standard)
        with self._lock:
            self._kept[name] = (made_of, made)
            self._kept.move_to_end(name)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    @property
    def kept(self) -> int:
        """How many questions are ready."""
        return len(self._kept)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


def prepare(asked: Population, standard: EditionTrack) -> Prepared:
    """Lay a standard against a population."""
    bench = standard.until(asked.last_year).bench([each.answers for each in asked.members])
    whatif = WhatIf(bench, [each.group for each in asked.members])
    return Prepared(asked, standard, whatif, whatif.ask())


shelf = Shelf()
"""One per process: what it holds is derived from the database and may be lost at any time."""
