"""How every benchmark measures: a warm-up, at least five runs, the median to quote, and what machine it was."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Figure:
    """One measured row; times in milliseconds, memory in MiB (peak of the process so far)."""

    name: str
    sizes: dict[str, int]
    median_ms: float
    minimum_ms: float
    maximum_ms: float
    runs: int
    queries: int | None = None
    peak_mib: float = 0.0
    goal_ms: float | None = None
    note: str = ""


@dataclass(slots=True)
class Report:
    """All rows of one call."""

    machine: str
    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Keep a row and print it."""
        self.figures.append(figure)
        sizes = ", ".join(f"{name} {size:,}" for name, size in figure.sizes.items())
        goal = f"  goal {figure.goal_ms:g} ms" if figure.goal_ms is not None else ""
        queries = f"  {figure.queries} queries" if figure.queries is not None else ""
        spread = f"min {figure.minimum_ms:.2f}  max {figure.maximum_ms:.2f}"
        print(f"{figure.name:<44} median {figure.median_ms:8.2f} ms  {spread}{queries}{goal}  [{sizes}]", flush=True)

    def write(self, path: Path) -> None:
        """The same as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def machine() -> str:
    """Processor count, system and interpreter in one line."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def measure(
    name: str,
    work: Callable[[], object],
    *,
    sizes: dict[str, int],
    runs: int = 7,
    per: int = 1,
    queries: int | None = None,
    goal_ms: float | None = None,
) -> Figure:
    """Time ``work`` after one warm-up; ``per``: how many pieces one call does, times are per piece."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000 / per)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure(name, sizes, statistics.median(times), min(times), max(times), runs, queries, peak, goal_ms)
