"""The city's summary table: one row per cluster, with the columns that the round chose (N08)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.timezone import localdate

from jiqun.core import roles
from jiqun.core.addresses import address
from jiqun.core.arithmetic import rounded
from jiqun.core.assessment import Assessment
from jiqun.core.facts import as_figure
from jiqun.core.policy.schema import Field, FieldKind, Indicator, RoundPolicy
from jiqun.core.texts.summary import SUMMARY_FACTS
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import sealed
from jiqun.declarations.selfcheck import assess_answers
from jiqun.documents.sheets import Cell, SummaryColumn, SummarySheet
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import Fact, summary_columns, words_of
from jiqun.programmes.towns import town_words
from jiqun.recommendations.models import Recommendation, RecommendationList
from jiqun.recommendations.queries import by_cluster

SUMMARY = "recommendation_summary"


def summary_sheet(names: RecommendationList, rows: Sequence[Recommendation]) -> SummarySheet:
    """The summary table of a list: one line per cluster, whatever its levels."""
    policy = policy_of(names.round)
    cases = [row.declaration for row in rows]
    seals, by_case = sealed(cases), {row.declaration_id: row for row in rows}
    columns, lines = columns_of(policy), []
    for group in by_cluster(cases).values():
        answers = seals[group[0].pk].answers
        facts = facts_of(group, by_case[group[0].pk], answers)
        assessment = assess_answers(group[0], answers)
        figures = {each.key: figure(policy, assessment, answers, each.key) for each in columns if each.is_figure}
        lines.append(tuple({**figures, **facts}[column.key] for column in columns))
    province = names.city.parent.place if names.city.parent else ""
    about: dict[str, Fact] = {"province": province, "city": names.city.place, "round": names.round.title}
    words = words_of(policy, SUMMARY, year=names.round.year, count=len(lines), **about)
    return SummarySheet(
        title=words["title"],
        dated=localdate(names.sent_at or names.prepared_at),
        demo=names.round.is_demo,
        words=words,
        city=names.city.place,
        office=names.city.name,
        round_title=names.round.title,
        columns=columns,
        rows=tuple(lines),
        contact=names.city.contact,
    )


def columns_of(policy: RoundPolicy) -> tuple[SummaryColumn, ...]:
    """The columns that the round chose; figures that it does not know are left out."""
    columns = []
    for chosen in summary_columns(policy):
        label = chosen.label or figure_label(policy, chosen.key)
        if label:
            columns.append(SummaryColumn(chosen.key, label))
    return tuple(columns)


def figure_label(policy: RoundPolicy, key: str) -> str:
    """Label and unit of a figure of the form or of a derived one; empty for neither."""
    asked, derived = field_of(policy, key), indicator_of(policy, key)
    if derived is not None:
        return with_unit(derived.label, derived.unit)
    if asked is None:
        return ""
    year = f"{policy.years[-1]}年" if asked.kind is FieldKind.YEARS else ""
    return with_unit(f"{year}{asked.label}", asked.unit)


def with_unit(label: str, unit: str) -> str:
    """总产值（亿元）."""
    return f"{label}（{unit}）" if unit else label


def field_of(policy: RoundPolicy, key: str) -> Field | None:
    """The question of that key, if the form asks it."""
    fields = (field for section in policy.form.sections for field in section.fields)
    return next((field for field in fields if field.key == key), None)


def indicator_of(policy: RoundPolicy, key: str) -> Indicator | None:
    """The derived figure of that id, if any track has it."""
    indicators = (each for track in policy.tracks for each in track.criteria.indicators)
    return next((each for each in indicators if each.id == key), None)


def figure(policy: RoundPolicy, assessment: Assessment, answers: dict[str, Any], key: str) -> Cell:
    """A derived figure rounded as it is shown, or an answer, the last year's where there is one per year."""
    derived = assessment.indicators.get(key)
    if derived is not None:
        value = derived.outcome.value
        return None if value is None else rounded(value, derived.indicator.decimals)
    asked = field_of(policy, key)
    if asked is None:
        return None
    return as_figure(answers.get(address(key, policy.years[-1]) if asked.kind is FieldKind.YEARS else key))


def facts_of(group: Sequence[Declaration], row: Recommendation, answers: dict[str, Any]) -> dict[str, Cell]:
    """What the table may say of a cluster besides figures."""
    cluster = group[0].dossier.cluster
    policy = policy_of(group[0].round)
    form = policy.form
    known: dict[str, Cell] = {
        "rank": row.rank,
        "cluster": roles.named(form, answers) or cluster.name,
        "county": group[0].county.place,
        "niche": roles.niche(form, answers) or cluster.niche,
        "leading_industry": roles.leading_industry(form, answers) or cluster.leading_industry,
        "levels": "、".join(case.level_term.label for case in group),
        "town": town_words(policy, group[0].county.code, answers),
        "remark": row.opinion,
    }
    return {key: known[key] for key in SUMMARY_FACTS}
