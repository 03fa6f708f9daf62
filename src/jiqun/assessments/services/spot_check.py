"""What the province's own look on site finds; a failed check is weighed by the meeting, not here (N10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.assessments.models import SpotCheck, SpotCheckOutcome
from jiqun.assessments.queries import spot_subject
from jiqun.assessments.services.duty import OFFICER, refuse_unless_on_duty
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event
from jiqun.declarations.services.advance import advance
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.evidence.services import attach, remove

PHOTO_ADDRESS = "photo"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: ``outcome`` a code of :class:`SpotCheckOutcome`, or nothing."""

    visited_on: date | None
    outcome: str
    report: str


@transaction.atomic
def record_spot_check(check: SpotCheck, look: Look, *, by: Seat, at: datetime) -> SpotCheck:
    """Record the outcome of a drawn case once, and send it on to the meeting.

    Raises:
        Refused: not the officer, recorded already, or something of the look is missing, its photos among it.
    """
    fresh = open_check(check, by=by)
    findings = look_findings(fresh, look, at)
    if findings:
        raise Refused(*findings)
    outcome = SpotCheckOutcome(look.outcome)
    advance(
        fresh.declaration,
        Event.RECORD_SPOT_CHECK,
        by=by,
        at=at,
        detail={"outcome": str(outcome), "visited_on": str(look.visited_on)},
        reason=f"{outcome.label}。{look.report.strip()}".rstrip("。") + "。",
    )
    fresh.visited_on, fresh.outcome, fresh.report = look.visited_on, outcome, look.report.strip()
    fresh.recorded_at, fresh.recorded_by = at, by.person.name
    fresh.save()
    return fresh


def look_findings(check: SpotCheck, look: Look, at: datetime) -> list[Finding]:
    """What is missing or impossible in the record of a look."""
    found = []
    if look.visited_on is None:
        found.append(Finding("spot_check.date", "请填写抽查日期", field="visited_on"))
    elif look.visited_on > localdate(at):
        found.append(Finding("spot_check.future", "抽查日期晚于今天，请核对", field="visited_on"))
    elif check.draw.drawn_at is not None and look.visited_on < localdate(check.draw.drawn_at):
        found.append(Finding("spot_check.early", "抽查日期早于抽取日期，请核对", field="visited_on"))
    if look.outcome not in SpotCheckOutcome.codes():
        found.append(Finding("spot_check.outcome", "请选择抽查结果", field="outcome"))
    if not look.report.strip():
        message = "请写明查看了哪些地方、核对了什么；与申报不完全一致的，须写明发现的问题"
        found.append(Finding("spot_check.report", message, field="report"))
    if not any(piece.stored.content_type.startswith("image/") for piece in evidence_for(spot_subject(check))):
        found.append(Finding("spot_check.photo", "请上传至少一张现场照片", field="photos"))
    return found


@transaction.atomic
def keep_look(check: SpotCheck, look: Look, *, by: Seat) -> None:
    """Keep what was typed of a look so far, while files are added; nothing is judged."""
    fresh = open_check(check, by=by)
    fresh.visited_on, fresh.report = look.visited_on, look.report.strip()
    fresh.outcome = look.outcome if look.outcome in SpotCheckOutcome.codes() else ""
    fresh.save(update_fields=["visited_on", "report", "outcome"])


@transaction.atomic
def attach_photo(check: SpotCheck, upload: UploadedFile[Any], *, by: Seat, at: datetime) -> Evidence:
    """Keep a photo or a file of the look, until the outcome is recorded."""
    fresh = open_check(check, by=by)
    return attach(spot_subject(fresh), PHOTO_ADDRESS, upload, by=by.actor, at=at)


@transaction.atomic
def remove_photo(check: SpotCheck, piece: Evidence, *, by: Seat, at: datetime) -> None:
    """Take a photo off again, until the outcome is recorded."""
    fresh = open_check(check, by=by)
    if piece.subject != spot_subject(fresh):
        raise Refused(Finding("spot_check.foreign_photo", "该照片不属于本次抽查"))
    remove(piece, by=by.actor, at=at)


def open_check(check: SpotCheck, *, by: Seat) -> SpotCheck:
    """The check, locked, while its outcome is not recorded; raises Refused."""
    refuse_unless_on_duty(by, OFFICER, "实地抽查结果登记")
    fresh = (
        SpotCheck.objects.select_for_update(of=("self",), no_key=True)
        .select_related("draw", "declaration")
        .get(pk=check.pk)
    )
    if fresh.recorded_at is not None:
        raise Refused(Finding("spot_check.recorded", "该事项的抽查结果已经登记，不能再修改"))
    return fresh
