"""B8: the declaration form as PDF, from the second document on."""

from __future__ import annotations

from benchmarks.harness import Report, measure


def run(report: Report) -> None:
    """Render the sheet of one seeded declaration, one and fifty at a time."""
    from benchmarks.scene import seeded_cases
    from jiqun.declarations.papers import declaration_sheet
    from jiqun.documents.catalogue import Format, make

    case = seeded_cases()[0]
    sheet = declaration_sheet(case)

    def work() -> None:
        for _ in range(10):
            make("declaration_form", Format.PDF, sheet)

    report.add(measure("B8 declaration form as PDF", work, sizes={"documents": 10}, per=10, goal_ms=25))
