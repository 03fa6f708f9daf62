"""Cases before the meeting, on notice and under objection, for the tests of this folder and of the public pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from jiqun.accounts.models import Seat
from jiqun.assessments.models import SpotCheck, SpotCheckDraw
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.models import Meeting, Objection, Outcome, PublicNotice
from jiqun.decisions.services.deliberation import Agenda, Resolution, record_meeting
from jiqun.decisions.services.notice import open_notice, prepare_notice
from jiqun.decisions.services.objections import Statement, accept_objection, file_objection
from jiqun.declarations.models import Declaration
from tests.factories import SHANGHAI, make_case, make_county, make_province, make_round, make_seat, officer

MEETING_AT = datetime(2025, 6, 18, 15, 0, tzinfo=SHANGHAI)
POSTED_AT = datetime(2025, 6, 19, 10, 0, tzinfo=SHANGHAI)
POSTED_ON = date(2025, 6, 19)
"""A Thursday; five working days on is Thursday the 26th."""
LAST_SECOND = datetime(2025, 6, 26, 23, 59, 59, tzinfo=SHANGHAI)
TOO_LATE = datetime(2025, 6, 27, 0, 0, tzinfo=SHANGHAI)
AGREED = "符合条件，综合得分居前"
CONTACT = "省工业和信息化厅中小企业处，太原市府西街，电话0351-0000000"
SAID = Statement(
    name="郭某",
    unit="定襄县某锻造有限公司",
    contact="13800000000",
    statement="主导产业产值数据与实际不符",
    facts="附企业年报三份，其中营业收入合计与申报数相差较大",
)


def signatory() -> Seat:
    """The signatory of the province."""
    return make_seat(make_province(), Role.SIGNATORY)


def ready(
    niches: Sequence[str] = ("法兰锻造",), stage: Stage = Stage.READY, track: str = "provincial"
) -> list[Declaration]:
    """One case per niche, waiting for the meeting."""
    return [make_case(make_county(), niche=niche, stage=stage, track=track) for niche in niches]


def agenda(**changes: str | date) -> Agenda:
    """A meeting that was held."""
    given = {"title": "厅专题会议", "held_on": date(2025, 6, 18), "attendees": "张三、李四", "chair": "王五", **changes}
    return Agenda(**given)


def met(cases: Sequence[Declaration], at: datetime = MEETING_AT) -> Meeting:
    """A meeting that agrees to all of the cases, on the day it is recorded."""
    said = [Resolution(case, Outcome.PROPOSE, AGREED) for case in cases]
    return record_meeting(make_round(), agenda(held_on=at.date()), said, by=officer(), at=at)


def drawn_up(cases: Sequence[Declaration], first_day: date = POSTED_ON) -> PublicNotice:
    """A notice of the cases, not yet signed."""
    return prepare_notice(
        make_round(),
        cases,
        title=f"关于拟认定名单的公示（{PublicNotice.objects.count() + 1}）",
        first_day=first_day,
        contact=CONTACT,
        by=officer(),
        at=POSTED_AT,
    )


def posted(niches: Sequence[str] = ("法兰锻造",), track: str = "provincial") -> PublicNotice:
    """A signed notice of one new case per niche."""
    notice = drawn_up(ready(niches, Stage.PROPOSED, track))
    return open_notice(notice, by=signatory(), at=POSTED_AT)


def objected(notice: PublicNotice, case: Declaration | None = None, said: Statement = SAID) -> Objection:
    """An objection against one case of a notice, filed on its first day."""
    return file_objection(notice, case or notice.cases.get(), said, at=POSTED_AT)


def accepted(notice: PublicNotice, case: Declaration | None = None) -> Objection:
    """An objection that is being looked into."""
    return accept_objection(objected(notice, case), by=officer(), at=POSTED_AT)


def differing(case: Declaration) -> Declaration:
    """The case with a spot check that found it to differ from what was declared."""
    draw = SpotCheckDraw.objects.create(
        round=case.round, title="抽取", seed_source="开奖号码", size=1, announced_at=MEETING_AT, announced_by="甲"
    )
    SpotCheck.objects.create(draw=draw, declaration=case, outcome="differs", report="产值不符")
    return case


def stage_of(case: Declaration) -> str:
    """Where a case stands now."""
    return Declaration.objects.get(pk=case.pk).stage


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What a refusal found, by code."""
    return [finding.code for finding in refusal.value.findings]
