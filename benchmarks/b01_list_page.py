"""B1: list pages of a logged-in officer, 50 rows of 10,000."""

from __future__ import annotations

from benchmarks.harness import Report, measure


def run(report: Report) -> None:
    """The province's list of all cases, and the same with a filter and a far page."""
    from benchmarks.scene import client_of, many_cases, queries_of, seat_of

    count = many_cases()
    client = client_of(seat_of("provincial_officer"))
    for name, address in (
        ("B1 all cases", "/desk/cases/"),
        ("B1 all cases, searched", "/desk/cases/?q=产业"),
        ("B1 all cases, page 150", "/desk/cases/?page=150"),
        ("B1 my tasks", "/desk/"),
    ):
        queries = queries_of(client, address)
        work = lambda address=address: client.get(address)  # noqa: E731
        report.add(measure(name, work, sizes={"cases": count}, queries=queries, goal_ms=40))
