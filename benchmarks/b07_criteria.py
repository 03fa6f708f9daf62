"""B7: one dossier against a standard with the whole explanation, and thirty criteria over many dossiers at once."""

from __future__ import annotations

from benchmarks.harness import Report, measure
from benchmarks.strewn import dossiers, thirty

MANY = ((10_000, 4), (100_000, 30))


def run(report: Report) -> None:
    """Assess the answers of one demonstration cluster again and again; then columns of ten and a hundred thousand."""
    from jiqun.core.batch import Bench, bench_of
    from jiqun.core.criteria import assess
    from jiqun.core.facts import Setting
    from jiqun.policyfiles.folder import policydata_root, read_round
    from jiqun.site.demo.figures import answers_for
    from jiqun.site.demo.scenes import scenes

    policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
    track = policy.track("national")
    answers = answers_for(scenes()[2], policy, 1)
    thirty_criteria = thirty(track.criteria)
    times = 200
    setting = Setting(track.purpose, track.level, west=False)

    def work() -> None:
        for _ in range(times):
            assess(
                thirty_criteria,
                answers,
                years=policy.years,
                on=policy.day,
                conventions=policy.conventions,
                form=policy.form,
                setting=setting,
            )

    sizes = {"criteria": len(thirty_criteria.criteria), "firms": len(answers["roster"])}
    report.add(measure("B7 one dossier, explained", work, sizes=sizes, per=times, goal_ms=1))
    for count, goal in MANY:
        bench = bench_of(
            thirty_criteria,
            dossiers(count, policy.years),
            years=policy.years,
            on=policy.day,
            conventions=policy.conventions,
            form=policy.form,
            setting=setting,
        )
        bench.verdicts()  # reads the answers into columns, once

        def batch(bench: Bench = bench) -> None:
            Bench(bench.criteria, bench.table, bench.on, bench.form).verdicts()

        sizes = {"criteria": len(thirty_criteria.criteria), "dossiers": count}
        report.add(measure("B7 many dossiers, columns ready", batch, sizes=sizes, goal_ms=goal))
