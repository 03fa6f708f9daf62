"""Closing a panel: every sheet in, then points, order of merit and the road, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Assignment, Panel, ReviewResult
from jiqun.assessments.queries import vacancies
from jiqun.assessments.services.duty import PANEL_STAFF, refuse_unless_on_duty
from jiqun.audit.services import record
from jiqun.core.figures import canonical
from jiqun.core.findings import Finding, Refused
from jiqun.core.ranking import Entry, order_of_merit
from jiqun.core.scoring import panel_score, spread
from jiqun.core.vocabulary import Event, Stage
from jiqun.declarations.models import Declaration, Submission
from jiqun.declarations.queries import sealed
from jiqun.declarations.services.advance import advance, hold
from jiqun.programmes.queries import policy_of
from jiqun.programmes.towns import listed_town

Totals = dict[Declaration, list[Decimal]]


@transaction.atomic
def close_panel(panel: Panel, *, by: Seat, at: datetime) -> Panel:
    """End a review: open the sheets to the province, rank the cases track by track and send them on.

    Cases that left the road meanwhile (disqualified) are neither waited for nor ranked.

    Raises:
        Refused: wrong seat, closed already, or sheets are missing (every expert who still owes one is named).
    """
    refuse_unless_on_duty(by, PANEL_STAFF, "结束评审")
    fresh = Panel.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=panel.pk)
    if fresh.closed_at is not None:
        raise Refused(Finding("panel.closed", "本组评审已经结束，无须重复办理"))
    hold(Declaration.objects.filter(assignments__panel=fresh))  # first: what has left the road is only seen after it
    active = list(
        fresh.assignments.filter(recused_at=None, declaration__stage=Stage.UNDER_REVIEW)
        .select_related("sheet", "expert__person", "declaration__dossier__cluster", "declaration__round")
        .order_by("expert__person__name", "expert_id", "declaration__case_number")
    )
    if findings := [*open_places(fresh), *missing_sheets(active)]:
        raise Refused(*findings)
    fresh.closed_at = at
    fresh.save(update_fields=["closed_at"])
    results = rank(fresh, totals_of(active))
    ReviewResult.objects.bulk_create(results)
    record(
        "close_panel",
        f"结束评审：{fresh.title}",
        by=by.actor,
        at=at,
        subject=f"panel:{fresh.pk}",
        round_code=fresh.round.code,
        detail={"results": {row.declaration.case_number: [canonical(row.score), row.place] for row in results}},
    )
    for row in results:
        advance(row.declaration, Event.CLOSE_REVIEW, by=by, at=at, detail={"panel": f"panel:{fresh.pk}"})
    return fresh


def open_places(panel: Panel) -> list[Finding]:
    """A finding for every place that a recusal left open."""
    return [
        Finding(
            "panel.vacancy", f"“{gone.declaration.dossier.cluster.name}”因专家回避缺1名专家，请补充专家，系统即行递补"
        )
        for gone in vacancies(panel)
    ]


def missing_sheets(active: Sequence[Assignment]) -> list[Finding]:
    """For every expert who still owes sheets: who, and on which clusters. Expects the rows expert by expert."""
    found = []
    for _, tasks in groupby(active, key=lambda each: each.expert_id):
        open_tasks = [task for task in tasks if task.sheet.submitted_at is None]
        if open_tasks:
            names = "、".join(f"“{task.declaration.dossier.cluster.name}”" for task in open_tasks)
            message = f"{open_tasks[0].expert.person.name}尚有{len(open_tasks)}份评分表未提交：{names}；请提醒专家提交"
            found.append(Finding("panel.sheet_missing", message))
    return found


def totals_of(active: Sequence[Assignment]) -> Totals:
    """The totals of the sheets on each case."""
    totals: Totals = {}
    for task in active:
        totals.setdefault(task.declaration, []).append(task.sheet.total or Decimal(0))
    return totals


def rank(panel: Panel, totals: Totals) -> list[ReviewResult]:
    """Score, spread and place of every case; provincial and national cases are two orders of merit."""
    policy = policy_of(panel.round)
    drop = policy.scoring.drop_extremes.on(policy.day)
    first = policy.towns_first.on(policy.day)
    cases, seals = {case.case_number: case for case in totals}, sealed(totals)
    results = []
    for track in policy.tracks:
        entries = [
            Entry(
                number,
                case.dossier.cluster.name,
                panel_score(totals[case], drop_extremes=drop),
                is_town(case, seals.get(case.pk)),
            )
            for number, case in cases.items()
            if case.track == track.id
        ]
        results += [
            ReviewResult(
                panel=panel,
                declaration=cases[placed.entry.code],
                score=placed.entry.score,
                spread=spread(totals[cases[placed.entry.code]]),
                sheets=len(totals[cases[placed.entry.code]]),
                place=placed.rank,
                town=placed.entry.town,
                reason=placed.reason,
            )
            for placed in order_of_merit(entries, towns_first=first)
        ]
    return results


def is_town(case: Declaration, submission: Submission | None) -> bool:
    """Whether the sealed submission declares a key specialised town that stands on the list of its place (N16)."""
    if submission is None:
        return False
    return listed_town(policy_of(case.round), case.county.code, submission.answers) is not None
