"""B3: one dossier, whole: the case page of a submitted declaration."""

from __future__ import annotations

from benchmarks.harness import Report, measure


def run(report: Report) -> None:
    """The page that shows where a case stands, among 10,000."""
    from benchmarks.scene import client_of, many_cases, queries_of, seat_of, seeded_cases

    count = many_cases()
    client = client_of(seat_of("provincial_officer"))
    case = seeded_cases()[0]
    for name, address in (
        ("B3 case page", f"/desk/cases/{case.case_number}/"),
        ("B3 case page, all answers", f"/desk/cases/{case.case_number}/?tab=content"),
    ):
        queries = queries_of(client, address)
        work = lambda address=address: client.get(address)  # noqa: E731
        report.add(measure(name, work, sizes={"cases": count}, queries=queries, goal_ms=40))
