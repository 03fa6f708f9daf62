"""The same criteria over many dossiers at once: numpy columns, and exact decimals wherever these cannot tell.

A table holds the answers by column, a bench lays a standard against it. Needs numpy; the rest of the
core does not.
"""

from __future__ import annotations

from jiqun.core.batch.assessing import Bench, Verdicts, assess_many, bench_of
from jiqun.core.batch.verdicts import CODES, VERDICTS

__all__ = ["CODES", "VERDICTS", "Bench", "Verdicts", "assess_many", "bench_of"]
