"""Not recommending: the end of the road in this round, always with reasons (N14)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.services.advance import advance
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.conformity import Report, failing_findings
from jiqun.recommendations.models import Conformity, Recommendation, SiteVisit
from jiqun.recommendations.queries import visit_of
from jiqun.recommendations.services.duty import locked_case, locked_city, refuse_unless_city
from jiqun.recommendations.services.visiting import close_visit, report_in, visit_detail


@transaction.atomic
def not_recommend(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """End a case at the city, with the reasons that the county is told.

    A visit that was begun is concluded with it, so that the conformity statement says why; a re-evaluation must have
    been looked at item by item.

    Raises:
        Refused: no reason, wrong seat or stage, the visit cannot be concluded as it stands, or the case stands on the
            list to be signed.
    """
    refuse_unless_city(by, (Role.HANDLER, Role.SIGNATORY), "不予推荐")
    locked_city(by)
    fresh = locked_case(case, by=by)
    if Recommendation.objects.filter(declaration=fresh, list__sent_at=None).exists():
        message = "该事项已列入待报送的名单，请先在“推荐名单”中撤下，再办理不予推荐"
        raise Refused(Finding("recommendation.on_list", message))
    if fresh.stage != Stage.SUBMITTED:
        return advance(fresh, Event.NOT_RECOMMEND, by=by, at=at, reason=reason)
    visit = begun_visit(fresh)
    if findings := [*reason_findings(reason), *visit_findings(fresh, visit, at)]:
        raise Refused(*findings)
    report = report_in(visit) if visit else None
    detail = visit_detail(visit, report) if visit and report else {}
    moved = advance(fresh, Event.NOT_RECOMMEND, by=by, at=at, reason=reason, detail=detail)
    if visit and report:
        visit.conclusion = with_reasons(report.conclusion, reason, fresh)
        failed = report.differing or is_again(fresh)
        close_visit(visit, Conformity.DIFFERS if failed else "", by=by, at=at)
    return moved


def begun_visit(case: Declaration) -> SiteVisit | None:
    """The visit of the case; of a declaration only where something was written down, as saving alone is no visit."""
    visit = visit_of(case)
    if visit is not None and not is_again(case) and report_in(visit) == Report():
        return None
    return visit


def is_again(case: Declaration) -> bool:
    """Whether it is a re-evaluation, which the city reviews item by item (N14)."""
    return case.purpose == Purpose.RE_EVALUATION


def reason_findings(reason: str) -> list[Finding]:
    """The county is always told why."""
    return [] if reason.strip() else [Finding("decline.reason", "不予推荐须写明理由，理由告知县级")]


def visit_findings(case: Declaration, visit: SiteVisit | None, at: datetime) -> list[Finding]:
    """Why the visit cannot be concluded as it stands; a declaration that nobody visited needs none."""
    if visit is not None:
        submission = visit.submission
        assessment = assess_answers(case, submission.answers)
        return failing_findings(report_in(visit), assessment, at, item_by_item=is_again(case))
    if not is_again(case):
        return []
    citation = policy_of(case.round).track(case.track).source.citation
    message = "复核初审须对照标准逐项核查：请先由经办人填写现场核查记录，再办理不予推荐"
    return [Finding("decline.no_visit", message, citation)]


def with_reasons(written: str, reason: str, case: Declaration) -> str:
    """The conclusion of a visit together with the reasons for ending the case."""
    label = "初审未通过的理由" if is_again(case) else "不予推荐的理由"
    return "\n".join(line for line in (written.strip(), f"{label}：{reason.strip()}") if line)
