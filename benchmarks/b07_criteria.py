"""B7: one dossier against all criteria of a standard, with the whole explanation."""

from __future__ import annotations

from benchmarks.harness import Report, measure


def run(report: Report) -> None:
    """Assess the answers of one demonstration cluster again and again."""
    from jiqun.core.criteria import assess
    from jiqun.policyfiles.folder import policydata_root, read_round
    from jiqun.site.demo.figures import answers_for
    from jiqun.site.demo.scenes import scenes

    policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
    track = policy.track("national")
    answers = answers_for(scenes()[2], policy, 1)
    times = 200

    def work() -> None:
        for _ in range(times):
            assess(
                track.criteria,
                answers,
                years=policy.years,
                on=policy.day,
                conventions=policy.conventions,
                form=policy.form,
            )

    sizes = {"criteria": len(track.criteria.criteria), "firms": len(answers["roster"])}
    report.add(measure("B7 one dossier, explained", work, sizes=sizes, per=times, goal_ms=1))
