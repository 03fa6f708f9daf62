"""The city's second look at a verified case, by other people than those of the first visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.evidence.models import Evidence
from jiqun.evidence.services import attach, remove
from jiqun.recommendations.models import CityCheck, Conformity, SiteVisit
from jiqun.recommendations.queries import PHOTO, city_check_subject, city_checks_of, visit_of
from jiqun.recommendations.services.duty import locked_case, refuse_unless_city
from jiqun.recommendations.visitors import names_in

OUTCOMES = (Conformity.CONFORMS, Conformity.DIFFERS)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What was seen: ``outcome`` a code of :class:`Conformity` (conforms or differs), or nothing."""

    visited_on: date | None
    participants: str
    outcome: str
    report: str


@transaction.atomic
def record_city_check(case: Declaration, look: SecondLook, *, by: Seat, at: datetime) -> CityCheck:
    """Record a second look: a case that conforms may be recommended, one that differs stays where it is.

    The case that differs is looked at again, or not recommended. The same record twice is one record.

    Raises:
        Refused: wrong seat or stage, or something of the look is missing or impossible.
    """
    refuse_unless_city(by, (Role.HANDLER,), "市级抽查")
    fresh = locked_case(case, by=by)
    last = city_checks_of(fresh).last()
    if last is not None and says_the_same(last, look):
        return last
    check = opened_check(fresh)
    if findings := look_findings(look, visit_of(fresh), at):
        raise Refused(*findings)
    check.visited_on, check.participants = look.visited_on, look.participants.strip()
    check.outcome, check.report = look.outcome, look.report.strip()
    check.recorded_at, check.recorded_by = at, by.person.name
    check.save()
    tell(check, fresh, by=by, at=at)
    return check


def says_the_same(check: CityCheck, look: SecondLook) -> bool:
    """Whether a look was recorded in exactly these words before."""
    stated = (look.visited_on, look.participants.strip(), look.outcome, look.report.strip())
    return (check.visited_on, check.participants, check.outcome, check.report) == stated


def tell(check: CityCheck, case: Declaration, *, by: Seat, at: datetime) -> None:
    """Move a case that conforms on; of one that differs write down what was found."""
    outcome = Conformity(check.outcome)
    detail = {"outcome": str(outcome), "visited_on": str(check.visited_on), "participants": check.participants}
    if outcome == Conformity.CONFORMS:
        advance(case, Event.PASS_CITY_CHECK, by=by, at=at, reason=check.report, detail=detail)
        return
    record(
        "record_city_check",
        "市级抽查不符合",
        by=by.actor,
        at=at,
        subject=case.case_number,
        round_code=case.round.code,
        remark=check.report,
        detail=detail,
    )


def look_findings(look: SecondLook, visit: SiteVisit | None, at: datetime) -> list[Finding]:
    """What is missing or impossible in the record of a second look."""
    found = date_findings(look, visit, at)
    if not look.participants.strip():
        found.append(Finding("city_check.participants", "请填写抽查人员", field="participants"))
    elif both := sorted(names_in(look.participants) & first_visitors(visit)):
        message = f"{'、'.join(both)}已参加该事项的现场核查，市级抽查须由其他人员进行"
        found.append(Finding("city_check.same_people", message, field="participants"))
    if look.outcome not in OUTCOMES:
        found.append(Finding("city_check.outcome", "请选择抽查结果", field="outcome"))
    elif look.outcome == Conformity.DIFFERS and not look.report.strip():
        message = "抽查不符合的，须写明发现的问题，申报主体可以看到"
        found.append(Finding("city_check.report", message, field="report"))
    return found


def date_findings(look: SecondLook, visit: SiteVisit | None, at: datetime) -> list[Finding]:
    """A second look lies between the first visit and today."""
    if look.visited_on is None:
        return [Finding("city_check.date", "请填写抽查日期", field="visited_on")]
    if look.visited_on > localdate(at):
        return [Finding("city_check.future", "抽查日期晚于今天，请核对", field="visited_on")]
    if visit is not None and visit.visited_on is not None and look.visited_on < visit.visited_on:
        return [Finding("city_check.early", "抽查日期早于现场核查日期，请核对", field="visited_on")]
    return []


def first_visitors(visit: SiteVisit | None) -> frozenset[str]:
    """Who was at the first visit, or concluded it."""
    return names_in(f"{visit.participants}、{visit.concluded_by}") if visit is not None else frozenset()


@transaction.atomic
def attach_check_photo(case: Declaration, upload: UploadedFile[Any], *, by: Seat, at: datetime) -> Evidence:
    """Keep a photo or a paper of the second look, until its outcome is recorded."""
    refuse_unless_city(by, (Role.HANDLER,), "市级抽查")
    check = opened_check(locked_case(case, by=by))
    return attach(city_check_subject(check), PHOTO, upload, by=by.actor, at=at)


@transaction.atomic
def remove_check_photo(case: Declaration, piece: Evidence, *, by: Seat, at: datetime) -> None:
    """Take a photo off again, until the outcome is recorded."""
    refuse_unless_city(by, (Role.HANDLER,), "市级抽查")
    check = opened_check(locked_case(case, by=by))
    if piece.subject != city_check_subject(check):
        raise Refused(Finding("city_check.foreign_photo", "该照片不属于本次抽查，或抽查结果已经登记"))
    remove(piece, by=by.actor, at=at)


def opened_check(case: Declaration) -> CityCheck:
    """The look under way at a locked case, begun when there is none; raises Refused where none is due."""
    if case.stage != Stage.CITY_CHECK:
        message = f"该事项现为“{case.stage_words}”，不能登记市级抽查；请刷新页面查看最新环节"
        raise Refused(Finding("city_check.closed", message))
    check, _ = CityCheck.objects.get_or_create(declaration=case, recorded_at=None)
    return check
