"""The on-site visit: written down as a draft, then concluded, criterion by criterion (N08, N14)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.services.advance import advance
from jiqun.evidence.models import Evidence
from jiqun.evidence.services import attach, remove
from jiqun.recommendations.conformity import Line, Report, report_findings
from jiqun.recommendations.models import Conformity, SiteVisit, VerifiedCriterion
from jiqun.recommendations.queries import PHOTO, visit_subject
from jiqun.recommendations.services.duty import locked_case, refuse_unless_city
from jiqun.ui.wording import chinese_date

FACTS = ("visited_on", "place", "participants", "conclusion")


@transaction.atomic
def save_visit(case: Declaration, report: Report, *, by: Seat, at: datetime) -> SiteVisit:
    """Keep what has been written of a visit so far; it may be incomplete. An unchanged report leaves no record.

    Raises:
        Refused: not the city's handler, or the case no longer waits for its visit.
    """
    visit, known = opened_visit(case, by=by)
    changed = write_report(visit, report, known)
    if changed:
        # Drafts are kept beside the visit, so that the record of the case tells acts only.
        record(
            "save_visit",
            "保存现场核查",
            by=by.actor,
            at=at,
            subject=visit_subject(visit),
            round_code=visit.declaration.round.code,
            detail={"case": visit.declaration.case_number, "changed": changed},
        )
    return visit


@transaction.atomic
def conclude_visit(case: Declaration, report: Report, *, by: Seat, at: datetime) -> Declaration:
    """Conclude the visit and count the case as verified; the conformity statement is fixed by it.

    Raises:
        Refused: wrong seat or stage, anything missing in the report, or a condition found not met.
    """
    visit, known = opened_visit(case, by=by)
    write_report(visit, report, known)
    findings = report_findings(report, assess_answers(visit.declaration, visit.submission.answers), at)
    findings += early_findings(visit)
    if findings:
        raise Refused(*findings)
    differing = sorted(key for key, line in report.lines.items() if line.conformity == Conformity.DIFFERS)
    detail = {"visit": visit.pk, "visited_on": str(report.visited_on), "differing": differing}
    moved = advance(visit.declaration, Event.VERIFY, by=by, at=at, detail=detail)
    visit.concluded_at, visit.concluded_by = at, by.person.name
    visit.save(update_fields=["concluded_at", "concluded_by"])
    return moved


def early_findings(visit: SiteVisit) -> list[Finding]:
    """Nobody verifies on site what was not declared yet; a visit may be older than a later submission."""
    first = visit.declaration.first_submitted_at
    if visit.visited_on is None or first is None or visit.visited_on >= localdate(first):
        return []
    message = f"核查日期早于首次报送日期（{chinese_date(localdate(first))}），请核对"
    return [Finding("visit.early", message, field="visited_on")]


@transaction.atomic
def attach_photo(case: Declaration, upload: UploadedFile[Any], *, by: Seat, at: datetime) -> Evidence:
    """Keep a photo or a paper of the visit, until the visit is concluded."""
    visit, _ = opened_visit(case, by=by)
    return attach(visit_subject(visit), PHOTO, upload, by=by.actor, at=at)


@transaction.atomic
def remove_photo(case: Declaration, piece: Evidence, *, by: Seat, at: datetime) -> None:
    """Take a photo off again, until the visit is concluded."""
    visit, _ = opened_visit(case, by=by)
    if piece.subject != visit_subject(visit):
        raise Refused(Finding("visit.foreign_photo", "该照片不属于本次核查"))
    remove(piece, by=by.actor, at=at)


def opened_visit(case: Declaration, *, by: Seat) -> tuple[SiteVisit, frozenset[str]]:
    """The visit about the last submission, begun when there is none yet, and the criteria it has to answer.

    Raises:
        Refused: not the city's handler, a foreign case, or one that does not wait for its visit.
    """
    refuse_unless_city(by, (Role.HANDLER,), "现场核查")
    fresh = locked_case(case, by=by)
    submission = latest_submission(fresh)
    if fresh.stage != Stage.SUBMITTED or submission is None:
        message = f"该事项现为“{fresh.stage_words}”，现场核查记录不能再修改；请刷新页面查看最新环节"
        raise Refused(Finding("visit.closed", message))
    visit, _ = SiteVisit.objects.get_or_create(submission=submission, defaults={"declaration": fresh})
    visit.declaration, visit.submission = fresh, submission
    results = assess_answers(fresh, submission.answers).results
    return visit, frozenset(result.criterion.id for result in results)


def write_report(visit: SiteVisit, report: Report, known: frozenset[str]) -> list[str]:
    """Write the report into the visit; the names of what changed. Lines of unknown criteria are left out."""
    changed = [name for name in FACTS if getattr(visit, name) != getattr(report, name)]
    if changed:
        for name in changed:
            setattr(visit, name, getattr(report, name))
        visit.save(update_fields=changed)
    before = {line.criterion: line for line in visit.lines.all()}
    for criterion in sorted(known & set(report.lines)):
        line, kept = report.lines[criterion], before.get(criterion)
        if line == (as_line(kept) if kept else Line()):
            continue
        VerifiedCriterion.objects.update_or_create(
            visit=visit,
            criterion=criterion,
            defaults={
                "conformity": line.conformity,
                "verified_value": line.verified_value,
                "remark": line.remark,
            },
        )
        changed.append(criterion)
    return changed


def as_line(kept: VerifiedCriterion) -> Line:
    """A kept line as it was written."""
    return Line(kept.conformity, kept.verified_value, kept.remark)
