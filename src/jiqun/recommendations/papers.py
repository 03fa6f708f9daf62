"""The city's papers out of its records: conformity statement, summary table, official letter (N08, N14, N19, N20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from jiqun.core.addresses import address
from jiqun.core.arithmetic import rounded
from jiqun.core.assessment import Assessment, CriterionResult
from jiqun.core.facts import as_figure
from jiqun.core.figures import Unreadable, format_figure, read_figure
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.vocabulary import Purpose
from jiqun.declarations.models import Declaration
from jiqun.declarations.selfcheck import assess_answers
from jiqun.documents.catalogue import Document, document
from jiqun.documents.sheets import (
    Cell,
    ConformityRow,
    ConformitySheet,
    ListSheet,
    Photo,
    Signature,
    SummaryRow,
    SummarySheet,
    Table,
)
from jiqun.evidence.queries import evidence_for
from jiqun.evidence.services import IMAGES
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.candidates import IS_TOWN, NICHE, OUTPUT, TOWN_NAME
from jiqun.recommendations.conformity import Line
from jiqun.recommendations.models import Conformity, Recommendation, RecommendationList, SiteVisit
from jiqun.recommendations.queries import by_cluster, sealed, visit_subject
from jiqun.recommendations.services.visiting import as_line

YES_NO = {"yes": "是", "no": "否"}
SHOWN_INDICATORS = ("sme_share", "leading_share", "output_growth", "titled_firms")
CONFORMS = {Conformity.CONFORMS: True, Conformity.DIFFERS: False}
SUMMARY, CONFORMITY = "recommendation_summary", "conformity_statement"
LETTERS = {Purpose.DECLARATION: "cover_letter", Purpose.RE_EVALUATION: "re_evaluation_letter"}


def papers_of(names: RecommendationList) -> list[Document]:
    """The documents of a list; re-evaluations have no summary table (N20)."""
    letter = document(LETTERS[Purpose(names.purpose)])
    return [letter] if names.purpose == Purpose.RE_EVALUATION else [document(SUMMARY), letter]


def conformity_sheet(visit: SiteVisit) -> ConformitySheet:
    """The statement on one concluded visit."""
    case, submission = visit.declaration, visit.submission
    lines = {line.criterion: as_line(line) for line in visit.lines.all()}
    results = assess_answers(case, submission.answers).results
    signed_on = local_day(visit.concluded_at)
    return ConformitySheet(
        title=document(CONFORMITY).label,
        dated=signed_on,
        demo=case.round.is_demo,
        digest=submission.digest,
        cluster=str(submission.answers.get("cluster_name") or case.dossier.cluster.name),
        county=case.county.place,
        city=case.city.place,
        round_title=case.round.title,
        case_number=case.case_number,
        purpose=f"{case.level_term.label}{case.purpose_term.label}",
        office=case.city.name,
        visited_on=visit.visited_on,
        place=visit.place,
        participants=tuple(name for name in visit.participants.replace("，", "、").split("、") if name.strip()),
        rows=tuple(
            conformity_row(result, lines.get(result.criterion.id, Line()), submission.answers) for result in results
        ),
        conforms=visit.concluded_at is not None,
        conclusion=visit.conclusion,
        signatures=(Signature("核查人", visit.concluded_by, signed_on), Signature("单位负责人")),
        photos=photos_of(visit),
    )


def conformity_row(result: CriterionResult, line: Line, answers: dict[str, Any]) -> ConformityRow:
    """One criterion as declared and as found."""
    declared = result.value_text
    if result.criterion.kind is CriterionKind.VETO:
        declared = YES_NO.get(str(answers.get(result.criterion.field)), "")
    verified = with_unit(line.verified_value, result)
    if not verified and line.conformity == Conformity.CONFORMS and declared:
        verified = "与填报一致"
    conforms = CONFORMS.get(Conformity(line.conformity)) if line.conformity else None
    return ConformityRow(result.criterion.label, declared, verified, conforms, line.remark)


def with_unit(typed: str, result: CriterionResult) -> str:
    """A verified figure with the unit of its criterion, however it was typed; other words as they are."""
    try:
        figure = read_figure(typed, unit=result.unit, label=result.criterion.label)
    except Unreadable:
        return typed
    return "" if figure is None else f"{format_figure(figure)}{result.unit}"


def photos_of(visit: SiteVisit) -> tuple[Photo, ...]:
    """The pictures of the visit; papers hang on it too, but are not printed."""
    photos = []
    for piece in evidence_for(visit_subject(visit)):
        if piece.stored.content_type in IMAGES:
            with piece.stored.file.open("rb") as file:
                photos.append(Photo(piece.name.rpartition(".")[0] or piece.name, file.read()))
    return tuple(photos)


def summary_sheet(names: RecommendationList, rows: Sequence[Recommendation]) -> SummarySheet:
    """The summary table of a list: one line per cluster, whatever its levels."""
    policy = policy_of(names.round)
    cases = [row.declaration for row in rows]
    seals, by_case = sealed(cases), {row.declaration_id: row for row in rows}
    last = policy.years[-1]
    province = names.city.parent.place if names.city.parent else ""
    lines, headers = [], [f"{last}年{policy.form.field(OUTPUT).label}（{policy.form.field(OUTPUT).unit}）"]
    for group in by_cluster(cases).values():
        answers = seals[group[0].pk].answers
        assessment = assess_answers(group[0], answers)
        headers = [headers[0], *indicator_headers(assessment)]
        figures = (as_figure(answers.get(address(OUTPUT, last))), *indicator_figures(assessment))
        lines.append(summary_row(group, by_case[group[0].pk], answers, figures))
    return SummarySheet(
        title=f"{names.round.year}年度{province}中小企业特色产业集群推荐汇总表",
        dated=local_day(names.sent_at or names.prepared_at),
        demo=names.round.is_demo,
        city=names.city.place,
        office=names.city.name,
        round_title=names.round.title,
        figure_headers=tuple(headers),
        rows=tuple(lines),
        contact=names.city.contact,
    )


def summary_row(
    group: Sequence[Declaration], row: Recommendation, answers: dict[str, Any], figures: tuple[Cell, ...]
) -> SummaryRow:
    """One cluster of the summary table."""
    cluster = group[0].dossier.cluster
    return SummaryRow(
        rank=row.rank,
        cluster=str(answers.get("cluster_name") or cluster.name),
        county=group[0].county.place,
        niche=str(answers.get(NICHE) or cluster.niche),
        leading_industry=str(answers.get("leading_industry") or cluster.leading_industry),
        levels="、".join(case.level_term.label for case in group),
        figures=figures,
        key_specialised_town=str(answers.get(TOWN_NAME) or "是") if answers.get(IS_TOWN) == "yes" else "",
        remark=row.opinion,
    )


def indicator_headers(assessment: Assessment) -> list[str]:
    """Label and unit of the derived figures that the table shows."""
    shown = [assessment.indicators[id].indicator for id in SHOWN_INDICATORS if id in assessment.indicators]
    return [f"{each.label}（{each.unit}）" for each in shown]


def indicator_figures(assessment: Assessment) -> list[Cell]:
    """The derived figures themselves, rounded as they are shown."""
    shown = [assessment.indicators[id] for id in SHOWN_INDICATORS if id in assessment.indicators]
    return [
        None if each.outcome.value is None else rounded(each.outcome.value, each.indicator.decimals) for each in shown
    ]


def letter_sheet(names: RecommendationList, rows: Sequence[Recommendation]) -> ListSheet:
    """The official letter with the list, ready to be numbered, signed and sealed."""
    policy = policy_of(names.round)
    again = names.purpose == Purpose.RE_EVALUATION
    number = len(by_cluster([row.declaration for row in rows]))
    subject = "中小企业特色产业集群"
    title = (
        f"关于报送{names.round.year}年度{subject}复核初审意见的函"
        if again
        else f"关于推荐{names.round.year}年度{subject}的函"
    )
    asked = f"{number}个集群通过初审，现将复核材料报上" if again else f"现推荐{number}个集群"
    opening = (
        f"按照《{policy.notice.title}》要求，我单位审核了县级报送的材料，逐个实地核查并填写了现场核查符合性说明。"
        f"经研究，{asked}，请予审核。"
    )
    cells = tuple(
        (row.rank, row.declaration.dossier.cluster.name, row.declaration.county.place, row.declaration.level_term.label)
        for row in rows
    )
    return ListSheet(
        title=title,
        dated=local_day(names.sent_at or names.prepared_at),
        demo=names.round.is_demo,
        paragraphs=(opening,),
        table=Table("集群名单", ("序号", "集群名称", "所在县（市、区）", "级别"), cells, widths=(8, 50, 24, 18)),
        issuer=names.city.name,
        number=names.letter_number,
        addressee=policy.notice.issuer,
    )


def package_of(names: RecommendationList, rows: Sequence[Recommendation]) -> list[tuple[str, str]]:
    """What goes along on paper, and in how many copies (N19, N20)."""
    policy = policy_of(names.round)
    lines = [(each.label, "1份") for each in papers_of(names)]
    for track in policy.tracks:
        cases = [row.declaration for row in rows if row.declaration.track == track.id]
        if not cases:
            continue
        package = track.package
        lines.append((f"{track.form_title}及佐证材料", f"每个集群{package.form_copies.on(policy.day)}份"))
        counties = dict.fromkeys(case.county.place for case in cases)
        labels = "、".join(f"“{package.disc_label.on(policy.day).format(county=place)}”" for place in counties)
        lines.append((f"{track.label}光盘", f"每个集群{package.discs.on(policy.day)}张，标签为{labels}"))
    return lines


def local_day(moment: datetime | None) -> date:
    """The day of a moment on the clock of the office; today's where nothing is dated yet."""
    return localdate(moment)
