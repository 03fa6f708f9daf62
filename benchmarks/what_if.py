"""What-if: a threshold is moved, and 100,000 dossiers are counted again; and the whole page, nothing kept ready."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from benchmarks.harness import Report, measure
from benchmarks.strewn import dossiers

MANY = 100_000
CITIES = 12
SUBMITTED = 2_000
"""Cases of a large round."""


def run(report: Report) -> None:
    """Every run asks for thresholds that were not asked for before."""
    from jiqun.core.standard import track_in_use
    from jiqun.core.whatif import WhatIf
    from jiqun.policyfiles.folder import policydata_root, read_round

    policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
    standard = track_in_use(policy, policy.track("national"))
    what_if = WhatIf(
        standard.bench(dossiers(MANY, policy.years)),
        groups=[str(number % CITIES) for number in range(MANY)],
    )
    steps = count()

    def work() -> None:
        step = next(steps)
        what_if.ask({"C1.2": Decimal(20 + step), "C1.3": Decimal(50 + step), "C1.5": Decimal(step) / 2})

    sizes = {"dossiers": MANY, "criteria": len(standard.criteria.criteria), "cities": CITIES}
    report.add(measure("what-if, three thresholds moved", work, sizes=sizes, goal_ms=300))
    page(report)


def page(report: Report) -> None:
    """The first page over all that was submitted, from the database to the last byte, and one more after a slider."""
    from benchmarks.scene import client_of, many_cases, queries_of, seat_of

    count = many_cases(SUBMITTED)
    client = client_of(seat_of("provincial_officer"))
    from jiqun.insights.prepared import shelf

    def first() -> None:
        shelf.clear()
        client.get("/insights/")

    bounds = iter(range(10_000))

    def moved() -> None:
        client.get(f"/insights/?t-C1.2={next(bounds)}", headers={"HX-Request": "true"})

    sizes, queries = {"cases": count}, queries_of(client, "/insights/")
    report.add(measure("what-if, first page", first, sizes=sizes, queries=queries, goal_ms=1000))
    report.add(measure("what-if, page after a slider", moved, sizes=sizes, goal_ms=300))
