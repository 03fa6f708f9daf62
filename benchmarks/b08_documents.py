"""B8: the declaration form as PDF and as Word document, from the second document on."""

from __future__ import annotations

from benchmarks.harness import Report, measure


def run(report: Report) -> None:
    """Render the sheet of one seeded declaration, ten at a time."""
    from benchmarks.scene import seeded_cases

    case = seeded_cases()[0]
    from jiqun.declarations.papers import declaration_sheet
    from jiqun.declarations.queries import latest_submission
    from jiqun.documents.catalogue import Format, make

    sealed = latest_submission(case)
    if sealed is None:
        raise RuntimeError(f"{case.case_number}: no submission")
    dated = sealed.submitted_at.date()
    sheet = declaration_sheet(case, sealed.answers, sealed.evidence, submission=sealed, today=dated)
    times = 10
    sizes = {"documents": times, "firms": len(sealed.answers["roster"]), "sections": len(sheet.sections)}
    for form, goal in ((Format.PDF, 25), (Format.DOCX, 60)):

        def work(form: Format = form) -> None:
            for _ in range(times):
                make("declaration_form", form, sheet)

        report.add(measure(f"B8 declaration form, {form}", work, sizes=sizes, per=times, goal_ms=goal))
