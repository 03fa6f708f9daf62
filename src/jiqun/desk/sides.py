"""The sides of a case: what each tab of its page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.assessment import Assessment
from jiqun.core.vocabulary import FINAL_STAGES, Term
from jiqun.declarations.models import Declaration, Submission
from jiqun.declarations.queries import dossier_subject, latest_submission, open_remarks, readable_answers
from jiqun.declarations.reading import read_view
from jiqun.declarations.selfcheck import TrackCheck, assess_answers, track_check
from jiqun.desk.outcomes import concluded_visit, outcomes_of
from jiqun.desk.papers import papers_for
from jiqun.desk.timeline import question, record_of
from jiqun.documents.sheets import ConformityRow
from jiqun.evidence.queries import evidence_list
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.conformity import Line
from jiqun.recommendations.models import SiteVisit
from jiqun.recommendations.papers import conformity_row
from jiqun.recommendations.services.visiting import as_line
from jiqun.ui.wording import chinese_date

Answers = Mapping[str, Any]


class Side(Term):
    """The tabs of the page."""

    OVERVIEW = "overview", "概况"
    CONTENT = "content", "申报内容"
    CRITERIA = "criteria", "符合性"
    RECORD = "record", "办理记录"
    PAPERS = "papers", "文书"


def overview(case: Declaration, seat: Seat, at: datetime) -> dict[str, Any]:
    """Facts, the self-check in one line, what each stage found, and what is still to be corrected."""
    answers, submission = readable_answers(case, seat)
    form = policy_of(case.round).form
    remarks = open_remarks(case.dossier).filter(declaration=case) if submission is None else ()
    return {
        "facts": facts_of(case, submission or latest_submission(case)),
        "check": check_of(case, assess_answers(case, answers)) if answers else None,
        "outcomes": outcomes_of(case, seat, at),
        "ended": case.stage_term in FINAL_STAGES,
        "remarks": [(question(form, each.address), each.text) for each in remarks],
    }


def facts_of(case: Declaration, submission: Submission | None) -> list[tuple[str, str]]:
    """What the case is."""
    cluster = case.dossier.cluster
    files = f"{len(submission.evidence)}份" if submission else "尚未提交"
    return [
        ("编号", case.case_number),
        ("批次", case.round.title),
        ("申报主体", case.county.name),
        ("推荐单位", case.city.name),
        ("主导产业", cluster.leading_industry or "—"),
        *([("细分领域", cluster.niche)] if cluster.niche else []),
        ("首次报送市级", chinese_date(case.first_submitted_at)),
        ("最近提交", chinese_date(submission.submitted_at) if submission else "尚未提交"),
        ("佐证材料", files),
    ]


def check_of(case: Declaration, assessment: Assessment) -> TrackCheck:
    """The self-check of the case's track."""
    check = track_check(policy_of(case.round).track(case.track), assessment)
    return replace(check, url=reverse("declarations:explained", args=[case.case_number]))


def content(case: Declaration, seat: Seat, _at: datetime) -> dict[str, Any]:
    """What was declared, section by section."""
    answers, submission = readable_answers(case, seat)
    proofs = submission.evidence if submission else evidence_list(dossier_subject(case.dossier_id))
    view = read_view(policy_of(case.round), case.track, answers, proofs)
    return {"view": view, "submission": submission}


def criteria(case: Declaration, seat: Seat, _at: datetime) -> dict[str, Any]:
    """What the criteria say of what was declared, and what was found on site."""
    answers, _ = readable_answers(case, seat)
    visit = concluded_visit(case)
    return {
        "check": check_of(case, assess_answers(case, answers)),
        "visit": visit,
        "lines": conformity_lines(case, visit) if visit else [],
    }


def conformity_lines(case: Declaration, visit: SiteVisit) -> Sequence[ConformityRow]:
    """Each criterion as declared at the time of the visit and as found on site."""
    kept = {each.criterion: as_line(each) for each in visit.lines.all()}
    answers = visit.submission.answers
    results = assess_answers(case, answers).results
    return [conformity_row(each, kept.get(each.criterion.id, Line()), answers) for each in results]


def record(case: Declaration, seat: Seat, _at: datetime) -> dict[str, Any]:
    """Who did what when."""
    return {"record": record_of(case, seat)}


def papers(case: Declaration, seat: Seat, at: datetime) -> dict[str, Any]:
    """What may be taken away."""
    return {"papers": papers_for(case, seat, at)}


SHOWN: dict[Side, Callable[[Declaration, Seat, datetime], dict[str, Any]]] = {
    Side.OVERVIEW: overview,
    Side.CONTENT: content,
    Side.CRITERIA: criteria,
    Side.RECORD: record,
    Side.PAPERS: papers,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One side with what it shows."""

    side: Side
    context: dict[str, Any]


def shown(asked: str, case: Declaration, seat: Seat, at: datetime) -> Shown:
    """The side asked for, else the overview."""
    side = Side(asked) if asked in Side.codes() else Side.OVERVIEW
    return Shown(side, SHOWN[side](case, seat, at))
