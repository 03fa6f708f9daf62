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

HOW_TO_DRAW_CASES = (
    "将种子、斜杠和候选编号连成一行文字（UTF-8编码，不另加空格），计算SHA-256摘要，即为该候选的签号。",
    "将签号按从小到大排列，依次取足抽取数量，即为抽中的集群。",
    "候选、抽取数量和种子来源在种子产生前已公告，任何人可按此重新计算核对。",
)
HOW_TO_DRAW_EXPERTS = (
    "将种子、斜杠、集群编号、斜杠和专家编号连成一行文字（UTF-8编码，不另加空格），计算SHA-256摘要，即为该专家在该集群的签号。",
    "每个集群除去应当回避的专家，其余按签号从小到大排列；各专家任务数尽量相等，任务数相同的，签号小的优先。",
    "专家回避或更换的，由任务最少且无须回避的专家递补，任务数相同的，签号小的优先。",
)


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
    rows = tuple(
        ScoreRow(
            rank=result.place,
            cluster=result.declaration.dossier.cluster.name,
            county=result.declaration.county.place,
            city=result.declaration.city.place,
            mean=result.score,
            spread=result.spread,
            sheets=result.sheets,
            remark="，".join([labels[result.declaration.track], *(["重点专业镇"] if result.town else [])]),
        )
        for result in results_of(panel)
    )
    drop = policy.scoring.drop_extremes.on(policy.day)
    dropped = f"{FEWEST_TO_DROP_FROM}份及以上时去掉一个最高分和一个最低分，" if drop else ""
    method = f"各专家评分合计的平均值，{dropped}四舍五入到0.01分。"
    return ScoreSummarySheet(
        title=f"{panel.title}专家评审汇总表",
        dated=localdate(panel.closed_at),
        demo=panel.round.is_demo,
        round_title=panel.round.title,
        rows=rows,
        office=issuer_of(panel.round),
        method=method,
    )


def draw_record(draw: SpotCheckDraw) -> DrawSheet:
    """The record of a spot-check draw; before the seed is known, its announcement."""
    return DrawSheet(
        title="实地抽查抽取记录" if draw.drawn_at else "实地抽查抽取公告",
        dated=localdate(draw.drawn_at or draw.announced_at),
        demo=draw.round.is_demo,
        round_title=draw.round.title,
        about=f"{draw.title}：从{len(draw.candidates)}个候选中抽取{draw.size}个",
        seed=draw.seed or "待公布",
        seed_source=draw.seed_source,
        how_to_recompute=HOW_TO_DRAW_CASES,
        candidates=tuple(
            DrawCandidate(
                f"{row.case_number}　{row.cluster}", row.lot or "—", row.outcome == "抽中", row.outcome or "候选"
            )
            for row in draw_lots(draw)
        ),
        signatures=(Signature("抽取人"), Signature("监督人")),
        issuer=issuer_of(draw.round),
    )


def panel_draw_record(panel: Panel) -> DrawSheet:
    """The record of who was drawn for which case when the panel was convened, for the province's own files."""
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
                f"回避：{against[expert_number(expert)]}" if expert_number(expert) in against else "",
            )
            for number, expert in sorted(rows, key=lambda row: row[0])
        ]
    return DrawSheet(
        title="评审专家抽取记录",
        dated=localdate(panel.convened_at),
        demo=panel.round.is_demo,
        round_title=panel.round.title,
        about=f"{panel.title}：每个集群抽取{panel.per_case}名专家",
        seed=panel.seed,
        seed_source="组建评审组时公布",
        how_to_recompute=HOW_TO_DRAW_EXPERTS,
        candidates=tuple(candidates),
        signatures=(Signature("抽取人", panel.convened_by), Signature("监督人")),
        issuer=issuer_of(panel.round),
    )
