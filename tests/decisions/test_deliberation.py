"""The meeting: every decision carried out or none, reasons where they are due (N10)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jiqun.assessments.models import Panel, ReviewResult
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.briefing import briefs, usual_reason
from jiqun.decisions.models import Decision, Meeting, Outcome
from jiqun.decisions.queries import on_the_table
from jiqun.decisions.services.deliberation import Resolution, record_meeting
from jiqun.declarations.models import Declaration
from tests.decisions.scene import AGREED, MEETING_AT, agenda, codes, differing, met, ready, signatory, stage_of
from tests.factories import SHANGHAI, make_province, make_round, make_seat, officer

pytestmark = pytest.mark.django_db


def record(said: list[Resolution], **changes: str | date) -> Meeting:
    """The meeting as the officer records it."""
    return record_meeting(make_round(), agenda(**changes), said, by=officer(), at=MEETING_AT)


def test_a_meeting_proposes_one_case_and_declines_another_with_its_reason():
    first, second = ready(["法兰", "陶瓷"])

    meeting = record(
        [Resolution(first, Outcome.PROPOSE, AGREED), Resolution(second, Outcome.DECLINE, "协同创新支撑不足")]
    )

    assert (stage_of(first), stage_of(second)) == (Stage.PROPOSED, Stage.DECLINED)
    assert list(meeting.decisions.values_list("outcome", "reason")) == [
        ("propose", AGREED),
        ("decline", "协同创新支撑不足"),
    ]
    assert Entry.objects.filter(act="decline", subject=second.case_number).get().remark == "协同创新支撑不足"


def test_the_table_keeps_the_places_of_each_panel_together():
    first, second, third = ready(["法兰", "陶瓷", "玻璃"])
    for title, places in (("第一评审组", {first: 2, third: 1}), ("第二评审组", {second: 1})):
        panel = Panel.objects.create(round=make_round(), title=title, per_case=5, convened_at=MEETING_AT)
        for case, place in places.items():
            ReviewResult.objects.create(declaration=case, panel=panel, score=80, spread=1, place=place)

    assert list(on_the_table(officer(), make_round())) == [third, first, second]


def test_declining_without_a_reason_leaves_everything_as_it_was():
    first, second = ready(["法兰", "陶瓷"])

    with pytest.raises(Refused) as refusal:
        record([Resolution(first, Outcome.PROPOSE, AGREED), Resolution(second, Outcome.DECLINE, " ")])

    assert codes(refusal) == ["meeting.reason"]
    assert (stage_of(first), stage_of(second)) == (Stage.READY, Stage.READY)
    assert not Meeting.objects.exists()


def test_agreeing_needs_a_reason_too():
    with pytest.raises(Refused) as refusal:
        record([Resolution(ready()[0], Outcome.PROPOSE, " ")])

    assert codes(refusal) == ["meeting.reason"]


def test_the_usual_reason_tells_score_place_and_look_on_site():
    case = ready()[0]
    panel = Panel.objects.create(round=make_round(), title="第一评审组", per_case=5, convened_at=MEETING_AT)
    ReviewResult.objects.create(declaration=case, panel=panel, score=Decimal("80.5"), spread=1, place=3)

    said = usual_reason(Declaration.objects.get(pk=case.pk))

    assert said == "专家评审综合得分80.50分，列第一评审组省级申报第3名；未抽中实地抽查；研究同意"


def test_what_speaks_for_a_case_is_no_reason_to_decline_it():
    case = ready()[0]

    with pytest.raises(Refused, match="仍是预填的同意理由"):
        record([Resolution(case, Outcome.DECLINE, usual_reason(case))])

    assert stage_of(case) == Stage.READY


def test_a_case_whose_spot_check_differed_has_no_usual_reason_and_needs_one():
    case = differing(ready()[0])

    with pytest.raises(Refused) as refusal:
        record([Resolution(case, Outcome.PROPOSE, usual_reason(case))])
    record([Resolution(case, Outcome.PROPOSE, "差异已整改并复查")])

    assert codes(refusal) == ["meeting.reason"]
    assert stage_of(case) == Stage.PROPOSED


def test_every_flaw_of_a_meeting_is_told_at_once():
    case = ready()[0]

    with pytest.raises(Refused) as refusal:
        record([Resolution(case, Outcome.DECLINE)], title="", attendees=" ", held_on=date(2025, 6, 19))

    assert codes(refusal) == ["meeting.title", "meeting.attendees", "meeting.future", "meeting.reason"]


def test_a_meeting_without_decisions_is_refused():
    with pytest.raises(Refused) as refusal:
        record([])

    assert codes(refusal) == ["meeting.empty"]


def test_today_is_the_day_of_the_office_and_not_that_of_greenwich():
    early = datetime(2025, 6, 18, 23, 0, tzinfo=UTC)

    meeting = record_meeting(
        make_round(),
        agenda(held_on=date(2025, 6, 19)),
        [Resolution(ready()[0], Outcome.PROPOSE, AGREED)],
        by=officer(),
        at=early,
    )

    assert meeting.held_on == date(2025, 6, 19)


def test_recording_the_same_meeting_twice_is_one_meeting():
    case = ready()[0]
    met([case])

    with pytest.raises(Refused) as refusal:
        met([case])

    assert codes(refusal) == ["meeting.not_ready"]
    assert Meeting.objects.count() == 1


def test_a_case_is_decided_once_in_a_meeting():
    case = ready()[0]

    with pytest.raises(Refused) as refusal:
        record([Resolution(case, Outcome.PROPOSE, AGREED), Resolution(case, Outcome.DECLINE, "重复")])

    assert codes(refusal) == ["meeting.twice", "meeting.twice"]
    assert not Decision.objects.exists()


def test_the_signatory_may_record_a_meeting_and_the_panel_secretary_may_not():
    case = ready()[0]
    said = [Resolution(case, Outcome.PROPOSE, AGREED)]
    secretary = make_seat(make_province(), Role.PANEL_SECRETARY)

    with pytest.raises(Refused) as refusal:
        record_meeting(make_round(), agenda(), said, by=secretary, at=MEETING_AT)
    record_meeting(make_round(), agenda(), said, by=signatory(), at=MEETING_AT)

    assert codes(refusal) == ["decisions.wrong_seat"]
    assert stage_of(case) == Stage.PROPOSED


def both_levels(stage: Stage) -> tuple[Declaration, Declaration]:
    """The provincial case of a cluster on that stage, and its national one before the meeting."""
    return ready(stage=stage)[0], ready(track="national")[0]


def test_a_national_case_is_not_agreed_to_when_the_provincial_one_has_ended():
    _, national = both_levels(Stage.DECLINED)

    with pytest.raises(Refused, match="省级事项现为“会议研究未通过”，国家级事项不能同意") as refusal:
        record([Resolution(national, Outcome.PROPOSE, AGREED)])

    assert codes(refusal) == ["prerequisite.ended"]
    record([Resolution(national, Outcome.DECLINE, "省级未通过")])
    assert stage_of(national) == Stage.DECLINED


def test_a_meeting_does_not_agree_to_the_national_case_and_decline_the_provincial_one():
    provincial, national = both_levels(Stage.READY)
    said = [Resolution(national, Outcome.PROPOSE, AGREED), Resolution(provincial, Outcome.DECLINE, "支撑不足")]

    with pytest.raises(Refused, match="本次不予同意"):
        record(said)

    assert (stage_of(provincial), stage_of(national)) == (Stage.READY, Stage.READY)


def test_a_meeting_cannot_be_dated_before_its_cases_came_to_the_table():
    [case] = ready()
    Declaration.objects.filter(pk=case.pk).update(stage_since=datetime(2025, 6, 18, 9, tzinfo=SHANGHAI))
    case.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        record([Resolution(case, Outcome.PROPOSE, AGREED)], held_on=date(2025, 6, 17))

    assert codes(refusal) == ["meeting.too_early"]
    assert "2025年6月18日才转入会议研究" in str(refusal.value)
    assert record([Resolution(case, Outcome.PROPOSE, AGREED)]).pk


def test_the_page_says_beside_a_national_case_where_the_provincial_one_stands():
    _, national = both_levels(Stage.REFUSED)

    [group] = briefs([national], {})
    assert group.briefs[0].sister == "不予受理"
