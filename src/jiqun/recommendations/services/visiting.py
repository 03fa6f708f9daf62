"""The on-site visit: written down as a draft, then concluded, criterion by criterion (N08, N14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.addresses import key_of
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.services.advance import advance
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import proven_addresses
from jiqun.evidence.services import attach, remove
from jiqun.recommendations.conformity import Line, Report, length_findings, report_findings
from jiqun.recommendations.models import Conformity, SiteVisit, VerifiedCriterion
from jiqun.recommendations.queries import PHOTO, visit_subject
from jiqun.recommendations.services.duty import locked_case, refuse_unless_city
from jiqun.ui.wording import chinese_date

FACTS = ("visited_on", "place", "participants", "conclusion")
CHANGED = Finding(
    "visit.changed", "他人刚刚修改了核查记录，您的输入仍保留在页面上、尚未保存；请另开页面核对最新记录，再行保存"
)


@transaction.atomic
def save_visit(case: Declaration, report: Report, *, seen: int = 0, by: Seat, at: datetime) -> SiteVisit:
    """Keep what has been written of a visit so far; it may be incomplete. An unchanged report leaves no record.

    ``seen`` is the revision that the page showed: what a colleague wrote since is not overwritten silently.

    Raises:
        Refused: not the city's handler, the case no longer waits for its visit, or the report was changed meanwhile.
    """
    visit, known = opened_visit(case, by=by)
    changed = write_report(visit, report, known, seen)
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
def conclude_visit(case: Declaration, report: Report, *, seen: int = 0, by: Seat, at: datetime) -> Declaration:
    """Conclude the visit and count the case as verified; the conformity statement is fixed by it.

    Raises:
        Refused: wrong seat or stage, a report changed meanwhile, anything missing in it, or a condition not met.
    """
    visit, known = opened_visit(case, by=by)
    write_report(visit, report, known, seen)
    assessment = assess_answers(visit.declaration, visit.submission.answers)
    findings = report_findings(report, assessment, at, proven=proven_by(visit))
    findings += early_findings(visit)
    if findings:
        raise Refused(*findings)
    moved = advance(visit.declaration, Event.VERIFY, by=by, at=at, detail=visit_detail(visit, report))
    close_visit(visit, Conformity.CONFORMS, by=by, at=at)
    return moved


def visit_detail(visit: SiteVisit, report: Report) -> dict[str, Any]:
    """What the record says of a visit beside the act that it led to."""
    return {"visit": visit.pk, "visited_on": str(report.visited_on), "differing": report.differing}


def close_visit(visit: SiteVisit, conformity: str, *, by: Seat, at: datetime) -> None:
    """Fix a visit with what it found of the case; the conformity statement says that."""
    visit.conformity, visit.concluded_at, visit.concluded_by = conformity, at, by.person.name
    visit.save(update_fields=["conformity", "conclusion", "concluded_at", "concluded_by"])


def proven_by(visit: SiteVisit) -> set[str]:
    """The fields that files were declared for, and ``PHOTO`` where the visit has files of its own."""
    declared = {key_of(str(each["address"])) for each in visit.submission.evidence}
    return declared | proven_addresses(visit_subject(visit))


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


def opened_visit(case: Declaration, *, by: Seat) -> tuple[SiteVisit, dict[str, str]]:
    """The visit about the last submission, begun when there is none yet, and the labels of its criteria.

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
    return visit, {result.criterion.id: result.criterion.label for result in results}


def write_report(visit: SiteVisit, report: Report, known: Mapping[str, str], seen: int) -> list[str]:
    """Write the report into the visit; the names of what changed. Lines of unknown criteria are left out.

    Raises:
        Refused: there is no room for a text, or it would change what somebody wrote after the revision seen.
    """
    if findings := length_findings(report, known):
        raise Refused(*findings)
    facts = [name for name in FACTS if getattr(visit, name) != getattr(report, name)]
    before = {line.criterion: as_line(line) for line in visit.lines.all()}
    lines = [key for key in sorted(known.keys() & report.lines.keys()) if report.lines[key] != before.get(key, Line())]
    if not facts and not lines:
        return []
    if visit.revision != seen:
        raise Refused(CHANGED)
    for name in facts:
        setattr(visit, name, getattr(report, name))
    visit.revision += 1
    visit.save(update_fields=[*facts, "revision"])
    for criterion in lines:
        line = report.lines[criterion]
        found = {"conformity": line.conformity, "verified_value": line.verified_value, "remark": line.remark}
        VerifiedCriterion.objects.update_or_create(visit=visit, criterion=criterion, defaults=found)
    return facts + lines


def report_in(visit: SiteVisit) -> Report:
    """A kept visit as it was written."""
    lines = {line.criterion: as_line(line) for line in visit.lines.all()}
    return Report(visit.visited_on, visit.place, visit.participants, visit.conclusion, lines)


def as_line(kept: VerifiedCriterion) -> Line:
    """A kept line as it was written."""
    return Line(kept.conformity, kept.verified_value, kept.remark)
