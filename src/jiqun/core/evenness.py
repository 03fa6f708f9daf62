"""Handing out cases to experts so that loads are as even as they can be, exactly.

A minimum-cost flow in which the n-th case of an expert costs n: every place is filled along the path that ends at the
least loaded expert who can be reached by handing cases on, which is the shortest augmenting path for that cost. The
result has the least sum of squared loads, hence the lowest highest load; a test compares it with trying everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

C = TypeVar("C", bound=str)
E = TypeVar("E", bound=int | str)


def hand_out(eligible: Mapping[C, Sequence[E]], per_case: int, draw: Callable[[C], str]) -> dict[C, list[E]]:
    """A panel of ``per_case`` different experts for each case.

    ``eligible`` lists for each case who may have it, in the order of preference among equals; ``draw`` gives the lot of
    a case, which settles its turn.

    Raises:
        ValueError: a case has fewer eligible experts than places.
    """
    turns = sorted(eligible, key=lambda case: (draw(case), case))
    panels: dict[C, list[E]] = {case: [] for case in turns}  # in order of lot: the search below walks through it
    loads: dict[E, int] = {expert: 0 for experts in eligible.values() for expert in experts}
    for _ in range(per_case):
        for case in turns:
            _fill(case, eligible, panels, loads)
    return panels


def _fill(case: C, eligible: Mapping[C, Sequence[E]], panels: dict[C, list[E]], loads: dict[E, int]) -> None:
    """Give one case one more expert, handing other cases on where that evens the loads."""
    came_from, end = _reach(case, eligible, panels, loads)
    if end is None:
        raise ValueError(f"not enough experts for {case}")
    loads[end] += 1
    taker = end
    while True:
        giver, passed_on = came_from[taker]
        panels[passed_on].append(taker)
        if giver is None:
            return
        panels[passed_on].remove(giver)
        taker = giver


def _reach(
    start: C, eligible: Mapping[C, Sequence[E]], panels: Mapping[C, Sequence[E]], loads: Mapping[E, int]
) -> tuple[dict[E, tuple[E | None, C]], E | None]:
    """Breadth first over who could take a case from whom; the first of the least loaded experts reached."""
    lowest = min(loads.values(), default=0)
    held: dict[E, list[C]] = {expert: [] for expert in loads}
    for case, panel in panels.items():
        for expert in panel:
            held[expert].append(case)
    came_from: dict[E, tuple[E | None, C]] = {}
    waiting: deque[tuple[E | None, C]] = deque([(None, start)])
    seen = {start}
    while waiting:
        giver, case = waiting.popleft()
        panel = panels[case]
        for expert in eligible[case]:
            if expert in came_from or expert in panel:
                continue
            came_from[expert] = (giver, case)
            if loads[expert] == lowest:
                return came_from, expert
            for other in held[expert]:
                if other not in seen:
                    seen.add(other)
                    waiting.append((expert, other))
    return came_from, min(came_from, key=lambda expert: loads[expert], default=None)
