"""Papers of stage 3: the score summary of a closed panel, and the records of both kinds of draw."""

from __future__ import annotations

from django.utils.timezone import localdate

from jiqun.assessments.models import Panel, SpotCheckDraw
from jiqun.assessments.queries import draw_lots, expert_number, results_of
from jiqun.core.sampling import lot
from jiqun.core.scoring import FEWEST_TO_DROP_FROM
from jiqun.declarations.models import Declaration
from jiqun.documents.sheets import DrawCandidate, DrawSheet, ScoreRow, ScoreSummarySheet, Signature
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of, words_of

RECORD, SCORES = "draw_record", "score_summary"


def how_to_draw_cases(call: Round) -> tuple[str, ...]:
    """How anyone computes a spot-check draw again."""
    return tuple(text_of(policy_of(call), RECORD, "how_cases").splitlines())


def issuer_of(call: Round) -> str:
    """The office that issued the notice of the round."""
    return policy_of(call).notice.issuer


def score_summary(panel: Panel) -> ScoreSummarySheet:
    """The order of merit of a closed panel, track after track, without any expert's name.

    Raises:
        ValueError: the review has not closed yet.
    """
    if panel.closed_at is None:
        raise ValueError("score sheets are sealed")
    policy = policy_of(panel.round)
    labels = {track.id: track.label for track in policy.tracks}
    words = words_of(policy, SCORES, panel=panel.title, fewest=FEWEST_TO_DROP_FROM)
    rows = tuple(
        ScoreRow(
            rank=result.place,
            cluster=result.declaration.dossier.cluster.name,
            county=result.declaration.county.place,
            city=result.declaration.city.place,
            mean=result.score,
            spread=result.spread,
            sheets=result.sheets,
            remark="，".join([labels[result.declaration.track], *([words["town"]] if result.town else [])]),
            order=labels[result.declaration.track],
        )
        for result in results_of(panel)
    )
    drop = policy.scoring.drop_extremes.on(policy.day)
    return ScoreSummarySheet(
        title=words["title"],
        words=words,
        dated=localdate(panel.closed_at),
        demo=panel.round.is_demo,
        round_title=panel.round.title,
        rows=rows,
        office=issuer_of(panel.round),
        method=words["mean_without_extremes" if drop else "mean_of_all"],
    )


def draw_record(draw: SpotCheckDraw) -> DrawSheet:
    """The record of a spot-check draw; before the seed is known, its announcement."""
    size = {"candidates": len(draw.candidates), "count": draw.size}
    words = words_of(policy_of(draw.round), RECORD)
    return DrawSheet(
        title=words["title" if draw.drawn_at else "announcement"],
        words=words,
        dated=localdate(draw.drawn_at or draw.announced_at),
        demo=draw.round.is_demo,
        round_title=draw.round.title,
        about=text_of(policy_of(draw.round), RECORD, "about_cases", title=draw.title, **size),
        seed=draw.seed or words["seed_pending"],
        seed_source=draw.seed_source,
        how_to_recompute=how_to_draw_cases(draw.round),
        candidates=tuple(
            DrawCandidate(
                f"{row.case_number}　{row.cluster}", row.lot or "—", row.outcome == "抽中", row.outcome or "候选"
            )
            for row in draw_lots(draw)
        ),
        signatures=(Signature(words["drawer"]), Signature(words["supervisor"])),
        issuer=issuer_of(draw.round),
    )


def expert_seed_source(panel: Panel) -> str:
    """Where the seed of a panel comes from; panels of old had theirs typed."""
    policy = policy_of(panel.round)
    if panel.seed_entry is None:
        return text_of(policy, RECORD, "experts_seed")
    return text_of(policy, RECORD, "experts_seed_entry", entry=panel.seed_entry)


def panel_draw_record(panel: Panel) -> DrawSheet:
    """The record of who was drawn for which case when the panel was convened, for the province's own files."""
    policy = policy_of(panel.round)
    words = words_of(policy, RECORD)
    tasks = panel.assignments.filter(replaces=None).select_related("expert")
    drawn = {(task.declaration_id, task.expert_id) for task in tasks}
    cases = Declaration.objects.filter(assignments__panel=panel).distinct().select_related("dossier__cluster")
    experts = list(panel.experts.select_related("person"))
    candidates = []
    for case in cases.order_by("case_number"):
        against = panel.conflicts.get(case.case_number, {})
        rows = [(lot(panel.seed, f"{case.case_number}/{expert_number(expert)}"), expert) for expert in experts]
        candidates += [
            DrawCandidate(
                f"{case.case_number}　{case.dossier.cluster.name}　{expert_number(expert)}　{expert.person.name}",
                number,
                (case.pk, expert.pk) in drawn,
                text_of(policy, RECORD, "recusal", reason=against[expert_number(expert)])
                if expert_number(expert) in against
                else "",
            )
            for number, expert in sorted(rows, key=lambda row: row[0])
        ]
    return DrawSheet(
        title=words["experts_title"],
        words=words,
        dated=localdate(panel.convened_at),
        demo=panel.round.is_demo,
        round_title=panel.round.title,
        about=text_of(policy, RECORD, "about_experts", panel=panel.title, count=panel.per_case),
        seed=panel.seed,
        seed_source=expert_seed_source(panel),
        how_to_recompute=tuple(words["how_experts"].splitlines()),
        candidates=tuple(candidates),
        signatures=(Signature(words["drawer"], panel.convened_by), Signature(words["supervisor"])),
        issuer=issuer_of(panel.round),
    )
