"""B4: save one page of the form, with the self-check that follows."""

from __future__ import annotations

from benchmarks.harness import Report, measure


def run(report: Report) -> None:
    """Post the yearly figures of a draft, each time with another number."""
    from itertools import count

    from benchmarks.scene import client_of, many_cases, seat_of
    from jiqun.declarations.models import Declaration

    cases = many_cases()
    case = Declaration.objects.filter(stage="draft", county__place="汾阳市").select_related("dossier")[0]
    client = client_of(seat_of("handler", "汾阳市"))
    address = f"/declarations/{case.case_number}/form/figures/"
    numbers = count(100)

    def work() -> None:
        case.dossier.refresh_from_db()
        posted = {"seen": case.dossier.revision, "output_total-2024": str(next(numbers))}
        answer = client.post(address, posted)
        if answer.status_code not in (200, 302):
            raise RuntimeError(f"{address}: {answer.status_code}")

    report.add(measure("B4 save a page of the form", work, sizes={"cases": cases}, runs=15, goal_ms=60))
