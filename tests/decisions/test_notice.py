"""The public notice: signed, whole working days, closed when every objection is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.audit.models import Entry
from jiqun.core.findings import SYSTEM, Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.models import PublicNotice
from jiqun.decisions.papers import notice_sheet
from jiqun.decisions.period import notice_period, period_of
from jiqun.decisions.queries import NoticeState, notice_state, notices, posted_notices, to_be_noticed
from jiqun.decisions.services.notice import (
    cancel_notice,
    close_notice,
    open_notice,
    planned_period,
    prepare_notice,
    recall_notice,
)
from jiqun.decisions.services.objections import dismiss_objection, uphold_objection
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.programmes.services import keep_workdays, open_round
from jiqun.programmes.workdays import known_years, work_calendar
from tests.decisions.scene import (
    CONTACT,
    LAST_SECOND,
    POSTED_AT,
    TOO_LATE,
    accepted,
    codes,
    drawn_up,
    met,
    objected,
    posted,
    ready,
    signatory,
    stage_of,
)
from tests.factories import AT, SHANGHAI, make_case, make_county, make_province, make_round, make_seat, officer

pytestmark = pytest.mark.django_db


def test_the_day_of_posting_does_not_count_and_the_weekend_neither():
    notice = drawn_up(ready(stage=Stage.PROPOSED))

    assert (notice.first_day, notice.last_day, notice.working_days) == (date(2025, 6, 19), date(2025, 6, 26), 5)


def test_make_up_days_count_and_holidays_do_not():
    assert notice_period(make_round(), date(2025, 9, 26)).last_day == date(2025, 10, 10)


def test_the_ministry_counts_the_day_of_posting():
    policy = read_round(policydata_root() / "rounds" / "ministry-2025.yaml")
    call = open_round(policy, by=SYSTEM, at=AT)
    period = notice_period(call, date(2023, 9, 28))

    assert (period.counted_from, period.last_day) == (date(2023, 9, 28), date(2023, 10, 10))


def test_days_off_that_are_corrected_later_move_no_notice():
    notice = drawn_up(ready(stage=Stage.PROPOSED))
    known = known_years()[2025]
    keep_workdays(replace(known, holidays={**known.holidays, "临时": (date(2025, 6, 20),)}), by=SYSTEM, at=AT)

    assert period_of(notice).last_day == notice.last_day == date(2025, 6, 26)
    assert notice_period(notice.round, notice.first_day).last_day == date(2025, 6, 27)


def test_a_year_whose_holidays_are_unknown_is_named_in_the_refusal():
    with pytest.raises(Refused) as refusal:
        planned_period(make_round(), date(2026, 12, 30))

    assert codes(refusal) == ["notice.calendar"]
    assert "2027年" in str(refusal.value)


@given(st.dates(date(2025, 1, 1), date(2026, 11, 30)))
def test_the_days_shown_are_the_days_counted(first_day: date):
    calendar = work_calendar()
    days = notice_period(make_round(), first_day).days

    assert sum(day.counts for day in days) == 5
    assert days[-1].counts
    assert all(day.counts == calendar.is_working_day(day.day) for day in days)
    assert all(day.why for day in days if not day.counts)


def test_a_notice_puts_its_cases_up_only_when_signed():
    case = ready(stage=Stage.PROPOSED)[0]
    notice = drawn_up([case])

    assert stage_of(case) == Stage.PROPOSED
    assert not posted_notices(POSTED_AT).exists()
    open_notice(notice, by=signatory(), at=POSTED_AT)
    assert stage_of(case) == Stage.ON_NOTICE
    assert list(posted_notices(POSTED_AT)) == [notice]
    assert Entry.objects.filter(act="open_notice", subject=f"notice:{notice.pk}").count() == 1


def test_the_officer_cannot_sign_where_the_round_asks_for_a_signature():
    notice = drawn_up(ready(stage=Stage.PROPOSED))

    with pytest.raises(Refused) as refusal:
        open_notice(notice, by=officer(), at=POSTED_AT)

    assert codes(refusal) == ["route.wrong_seat"]


def test_every_flaw_of_a_notice_is_told_at_once():
    with pytest.raises(Refused) as refusal:
        prepare_notice(
            make_round(), ready(), title=" ", first_day=date(2025, 6, 18), contact="", by=officer(), at=POSTED_AT
        )

    assert codes(refusal) == ["notice.title", "notice.contact", "notice.past", "notice.not_proposed"]


def test_a_notice_without_cases_is_refused():
    with pytest.raises(Refused) as refusal:
        drawn_up([])

    assert codes(refusal) == ["notice.empty"]


def test_a_case_stands_on_one_notice_at_a_time():
    cases = ready(stage=Stage.PROPOSED)
    drawn_up(cases)

    with pytest.raises(Refused) as refusal:
        drawn_up(cases)

    assert codes(refusal) == ["notice.listed"]
    assert not to_be_noticed(officer()).exists()


def test_others_than_officer_and_signatory_draw_up_nothing():
    secretary = make_seat(make_province(), Role.PANEL_SECRETARY)
    cases = ready(stage=Stage.PROPOSED)

    with pytest.raises(Refused) as refusal:
        prepare_notice(
            make_round(), cases, title="公示", first_day=POSTED_AT.date(), contact=CONTACT, by=secretary, at=POSTED_AT
        )

    assert codes(refusal) == ["decisions.wrong_seat"]


def test_a_cancelled_notice_frees_its_cases():
    cases = ready(stage=Stage.PROPOSED)
    notice = drawn_up(cases)

    cancel_notice(notice, by=officer(), at=POSTED_AT)

    assert list(to_be_noticed(officer())) == cases
    assert Entry.objects.filter(act="cancel_notice").count() == 1
    with pytest.raises(Refused) as refusal:
        cancel_notice(notice, by=officer(), at=POSTED_AT)
    assert codes(refusal) == ["notice.gone"]


def test_a_signed_notice_cannot_be_cancelled_or_signed_again():
    notice = posted()

    with pytest.raises(Refused) as cancelled:
        cancel_notice(notice, by=officer(), at=POSTED_AT)
    with pytest.raises(Refused) as signed:
        open_notice(notice, by=signatory(), at=POSTED_AT)

    assert (codes(cancelled), codes(signed)) == (["notice.opened"], ["notice.opened"])


def test_a_notice_is_signed_on_its_first_day_at_the_latest():
    notice = drawn_up(ready(stage=Stage.PROPOSED))

    with pytest.raises(Refused) as refusal:
        open_notice(notice, by=signatory(), at=datetime(2025, 6, 20, 0, 0, tzinfo=SHANGHAI))

    assert codes(refusal) == ["notice.late"]


def test_a_case_that_left_the_road_keeps_the_notice_from_being_signed():
    case = ready(stage=Stage.PROPOSED)[0]
    notice = drawn_up([case])
    case.stage = Stage.DISQUALIFIED
    case.save()

    with pytest.raises(Refused) as refusal:
        open_notice(notice, by=signatory(), at=POSTED_AT)

    assert codes(refusal) == ["notice.not_proposed"]


def test_a_notice_signed_ahead_is_not_public_before_its_first_day():
    notice = drawn_up(ready(stage=Stage.PROPOSED), date(2025, 6, 23))
    open_notice(notice, by=signatory(), at=POSTED_AT)
    notice.refresh_from_db()

    assert notice_state(notice, POSTED_AT) == NoticeState.SIGNED
    assert not posted_notices(POSTED_AT).exists()
    assert list(posted_notices(datetime(2025, 6, 23, 0, 0, tzinfo=SHANGHAI))) == [notice]


def test_a_notice_stands_to_the_last_second_of_its_last_day():
    notice = posted()

    with pytest.raises(Refused) as refusal:
        close_notice(notice, by=officer(), at=LAST_SECOND)
    close_notice(notice, by=officer(), at=TOO_LATE)

    assert codes(refusal) == ["notice.running"]
    assert stage_of(notice.cases.get()) == Stage.CLEARED


def test_an_open_objection_keeps_the_notice_from_being_closed():
    notice = posted()
    objection = accepted(notice)

    with pytest.raises(Refused) as refusal:
        close_notice(notice, by=officer(), at=TOO_LATE)
    dismiss_objection(objection, answer="经核查数据属实", by=officer(), at=TOO_LATE)
    close_notice(notice, by=officer(), at=TOO_LATE)

    assert codes(refusal) == ["notice.objections"]
    assert stage_of(notice.cases.get()) == Stage.CLEARED


def test_a_case_with_an_upheld_objection_is_not_cleared_with_the_others():
    notice = posted(["法兰", "陶瓷"])
    first, second = notice.cases.order_by("pk")
    uphold_objection(accepted(notice, first), answer="数据不实", by=officer(), at=POSTED_AT)

    close_notice(notice, by=officer(), at=TOO_LATE)

    assert (stage_of(first), stage_of(second)) == (Stage.READY, Stage.CLEARED)


def test_closing_needs_the_right_seat_even_when_no_case_is_left():
    notice = posted()
    uphold_objection(accepted(notice), answer="数据不实", by=officer(), at=POSTED_AT)
    secretary = make_seat(make_province(), Role.PANEL_SECRETARY)

    with pytest.raises(Refused) as refusal:
        close_notice(notice, by=secretary, at=TOO_LATE)
    close_notice(notice, by=officer(), at=TOO_LATE)

    assert codes(refusal) == ["decisions.wrong_seat"]
    assert PublicNotice.objects.get().closed_at == TOO_LATE


def test_a_closed_notice_is_closed_once():
    notice = posted()
    close_notice(notice, by=officer(), at=TOO_LATE)

    with pytest.raises(Refused) as refusal:
        close_notice(notice, by=officer(), at=TOO_LATE)

    assert codes(refusal) == ["notice.state"]


def test_a_case_agreed_again_waits_until_the_old_notice_is_closed():
    notice = posted()
    case = notice.cases.get()
    uphold_objection(accepted(notice), answer="数据不实", by=officer(), at=POSTED_AT)
    case.refresh_from_db()
    met([case], POSTED_AT)

    assert not to_be_noticed(officer()).exists()
    close_notice(notice, by=officer(), at=TOO_LATE)
    assert stage_of(case) == Stage.PROPOSED
    assert list(to_be_noticed(officer())) == [case]


def test_notices_move_through_their_states():
    notice = posted()
    objected(notice)

    assert notice_state(notice, LAST_SECOND) == NoticeState.STANDING
    assert notice_state(notice, TOO_LATE) == NoticeState.EXPIRED


def test_a_notice_counts_clusters_not_cases():
    cases = [
        make_case(make_county(), stage=Stage.PROPOSED),
        make_case(make_county(), stage=Stage.PROPOSED, track="national"),
        make_case(make_county(), niche="玛钢铸造", stage=Stage.PROPOSED),
    ]

    notice = drawn_up(cases)

    assert "现将2个集群的拟定结果予以公示" in notice_sheet(notice).paragraphs[0]
    assert notices().get().cluster_count == 2


def test_two_notices_of_a_round_have_two_titles():
    said = {"title": "公示", "first_day": POSTED_AT.date(), "contact": CONTACT, "by": officer(), "at": POSTED_AT}
    prepare_notice(make_round(), ready(["一"], Stage.PROPOSED), **said)

    with pytest.raises(Refused) as refusal:
        prepare_notice(make_round(), ready(["二"], Stage.PROPOSED), **said)

    assert codes(refusal) == ["notice.same_title"]


def signed_ahead() -> PublicNotice:
    """A notice signed the day before it is posted."""
    notice = drawn_up(ready(stage=Stage.PROPOSED), date(2025, 6, 20))
    return open_notice(notice, by=signatory(), at=POSTED_AT)


def test_a_signed_notice_is_recalled_before_its_first_day_and_cancelled_then():
    notice = signed_ahead()
    case = notice.cases.get()

    recalled = recall_notice(notice, reason="受理电话有误", by=signatory(), at=POSTED_AT)

    assert (recalled.opened_at, stage_of(case)) == (None, Stage.PROPOSED)
    cancel_notice(recalled, by=officer(), at=POSTED_AT)
    assert list(to_be_noticed(officer())) == [case]


def test_a_notice_is_not_recalled_once_it_is_public_nor_without_a_reason():
    notice = signed_ahead()

    with pytest.raises(Refused) as late:
        recall_notice(notice, reason="有误", by=signatory(), at=datetime(2025, 6, 20, tzinfo=SHANGHAI))
    with pytest.raises(Refused) as silent:
        recall_notice(notice, reason=" ", by=signatory(), at=POSTED_AT)

    assert (codes(late), codes(silent)) == (["notice.public"], ["notice.no_reason"])
