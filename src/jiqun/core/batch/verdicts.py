"""Verdicts as codes in the order of the worst, and how several make one; the same laws as for one dossier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from jiqun.core.assessment import BEST_FIRST, WORST_FIRST
from jiqun.core.batch.table import Codes
from jiqun.core.vocabulary import Verdict

VERDICTS: tuple[Verdict, ...] = WORST_FIRST
"""The verdict of each code; what does not apply comes last, so that anything that does outweighs it."""

CODES: dict[Verdict, int] = {verdict: code for code, verdict in enumerate(VERDICTS)}
NOT_MET, UNKNOWN, JUDGED, MET = (
    CODES[each] for each in (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.JUDGED, Verdict.MET)
)
NOT_APPLICABLE = CODES[Verdict.NOT_APPLICABLE]

BEST_RANK = np.array([BEST_FIRST.index(each) for each in VERDICTS], np.int8)
"""Of which one suffices: the best has rank 0."""

OF_BEST_RANK = np.array([CODES[each] for each in BEST_FIRST], np.int8)


def alike(code: int, size: int) -> Codes:
    """The same verdict for every dossier."""
    return np.full(size, code, np.int8)


def worst_of(verdicts: Sequence[Codes], size: int) -> Codes:
    """What several conditions, all required, say together; where there are none, people decide."""
    return reduce(np.minimum, verdicts) if verdicts else alike(JUDGED, size)


def best_of(verdicts: Sequence[Codes]) -> Codes:
    """What several conditions say of which one suffices."""
    if len(verdicts) == 1:
        return verdicts[0]
    best = reduce(np.minimum, (BEST_RANK[each] for each in verdicts))
    return OF_BEST_RANK[best]
