"""Score sheets: kept as drafts, checked as a whole on submission, sealed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Assignment, Scoresheet
from jiqun.assessments.queries import review_tasks
from jiqun.audit.services import record
from jiqun.core.figures import Unreadable, canonical, read_figure
from jiqun.core.findings import Finding, Refused, overlong
from jiqun.core.policy.schema import Scoring
from jiqun.core.scoring import check_sheet, sheet_total
from jiqun.programmes.queries import policy_of

LONGEST_REMARK = 1000


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as an expert typed it: points and remarks per item, and an opinion on the whole."""

    points: Mapping[str, str]
    remarks: Mapping[str, str]
    opinion: str


@transaction.atomic
def save_sheet(task: Assignment, filled: Filled, *, by: Seat, at: datetime) -> Scoresheet:  # noqa: ARG001 - as all acts
    """Keep a sheet that is not finished; empty items are no obstacle, what is no number is.

    Raises:
        Refused: not this expert's task, sealed, the review has closed, points are no numbers, or remarks too long.
    """
    sheet = unsealed_sheet(task, by=by)
    scoring = policy_of(sheet.assignment.panel.round).scoring
    points, unreadable = read_points(filled, scoring)
    if findings := [*unreadable, *remark_findings(filled, scoring)]:
        raise Refused(*findings)
    write(sheet, points, filled)
    return sheet


@transaction.atomic
def submit_sheet(task: Assignment, filled: Filled, *, by: Seat, at: datetime) -> Scoresheet:
    """Submit and seal a sheet: nobody, its expert included, changes it afterwards.

    Raises:
        Refused: with everything that is missing or out of range at once.
    """
    sheet = unsealed_sheet(task, by=by)
    scoring = policy_of(sheet.assignment.panel.round).scoring
    points, unreadable = read_points(filled, scoring)
    known = {finding.field for finding in unreadable}
    findings = [*unreadable, *(each for each in check_sheet(scoring.items, points) if each.field not in known)]
    findings += remark_findings(filled, scoring)
    if findings:
        raise Refused(*findings)
    sheet.submitted_at, sheet.total = at, sheet_total(points)
    write(sheet, points, filled)
    case = sheet.assignment.declaration
    record(
        "submit_sheet",
        "提交评分表",
        by=by.actor,
        at=at,
        subject=f"panel:{sheet.assignment.panel_id}",
        round_code=case.round.code,
        detail={"case": case.case_number},  # the points stay out of the record while they are sealed
    )
    return sheet


def unsealed_sheet(task: Assignment, *, by: Seat) -> Scoresheet:
    """The expert's own sheet, locked, while it may be written; raises Refused."""
    mine = review_tasks(by).filter(pk=task.pk).first()
    if mine is None:
        raise Refused(Finding("sheet.foreign", "该评审任务不在您名下，或您已申请回避，或该事项已终止办理"))
    sheet = (
        Scoresheet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("assignment__panel__round", "assignment__declaration__round")
        .get(assignment=mine)
    )
    if sheet.submitted_at is not None:
        raise Refused(Finding("sheet.sealed", "评分表已提交封存，不能再修改"))
    if sheet.assignment.panel.closed_at is not None:
        raise Refused(Finding("sheet.closed", "本组评审已经结束，不能再评分"))
    return sheet


EXAMPLE = "8.5"
"""Points as an expert gives them, below the most of any item."""


def read_points(filled: Filled, scoring: Scoring) -> tuple[dict[str, Decimal], list[Finding]]:
    """The points that can be read, and a finding for each that cannot."""
    points: dict[str, Decimal] = {}
    findings = []
    for item in scoring.items:
        try:
            value = read_figure(filled.points.get(item.id, ""), unit="分", label=item.label, example=EXAMPLE)
        except Unreadable as problem:
            findings.append(Finding("score.unreadable", problem.sentence, item.source.citation, item.id))
        else:
            if value is not None:
                points[item.id] = value
    return points, findings


def remark_findings(filled: Filled, scoring: Scoring) -> list[Finding]:
    """Remarks for which there is no room."""
    return [
        each
        for item in scoring.items
        for each in overlong(filled.remarks.get(item.id, ""), LONGEST_REMARK, f"“{item.label}”的评语", item.id)
    ]


def write(sheet: Scoresheet, points: Mapping[str, Decimal], filled: Filled) -> None:
    """Write points, remarks and opinion into the sheet."""
    sheet.scores = {item: canonical(value) for item, value in points.items()}
    sheet.remarks = {item: text.strip() for item, text in filled.remarks.items() if text.strip()}
    sheet.opinion = filled.opinion.strip()
    sheet.save()
