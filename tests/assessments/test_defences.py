"""答辩: an order that anyone can draw again, a result recorded once, and a case that goes on in any event."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from jiqun.assessments.defence import defences_of, to_defend
from jiqun.assessments.models import DefenceSession
from jiqun.assessments.services.closing import close_panel
from jiqun.assessments.services.defence_sessions import Sitting, arrange_defence, change_defence, fits_a_day
from jiqun.assessments.services.defences import Result, record_defence
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.sampling import explain
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.desk.tasks.city import city_tasks
from jiqun.desk.tasks.county import county_tasks
from jiqun.desk.tasks.province import officer_tasks, secretary_tasks
from jiqun.recognitions.services.revocation import disqualify
from tests.assessments.scene import (
    DEFENCE_AT,
    SITTING,
    arranged,
    codes,
    make_cases,
    make_panel,
    secretary,
    submit_all,
)
from tests.factories import AT, make_city, make_county, make_province, make_round, make_round_with, make_seat, officer

CAME = Result(attended=True, minutes=15, advice="pass")


@pytest.mark.django_db
def test_a_closed_review_leads_to_the_defence_where_the_round_has_it():
    make_round_with(Extra.DEFENCE)
    panel = make_panel()
    submit_all(panel)

    close_panel(panel, by=secretary(), at=AT)

    assert {row.declaration.stage for row in panel.results.select_related("declaration")} == {Stage.DEFENCE}
    assert to_defend(secretary(), panel.round).count() == 2


@pytest.mark.django_db
def test_the_order_is_drawn_from_the_seed_and_can_be_drawn_again():
    session = arranged(5)

    order = [turn.declaration.case_number for turn in defences_of(session)]

    assert order == [number for number, _ in explain(order, session.seed)]
    assert [turn.turn for turn in defences_of(session)] == [1, 2, 3, 4, 5]
    assert Entry.objects.get(act="draw_defence_order").detail["order"] == order


@pytest.mark.django_db
def test_the_seed_of_the_order_is_the_digest_of_the_entry_that_names_session_and_cases():
    session = arranged(3)

    entry = Entry.objects.get(act="arrange_defence")
    assert (session.seed, session.seed_entry) == (entry.digest, entry.sequence)
    assert entry.subject == f"defence:{session.pk}"
    assert entry.detail["cases"] == sorted(turn.declaration.case_number for turn in defences_of(session))
    assert "order" not in entry.detail


@pytest.mark.django_db
def test_the_same_session_a_moment_later_has_another_seed():
    """Nobody can work out before arranging who will speak first."""
    make_round_with(Extra.DEFENCE)
    cases, seeds = make_cases(2, Stage.DEFENCE), set()
    for moment in range(3):
        with transaction.atomic():
            at = AT + timedelta(microseconds=moment)
            made = arrange_defence(make_round(), cases, SITTING, title="第一场", by=secretary(), at=at)
            seeds.add(made.seed)
            transaction.set_rollback(True)

    assert len(seeds) == 3


@pytest.mark.django_db
def test_turns_follow_one_another():
    assert [f"{turn.begins_at:%H:%M}" for turn in defences_of(arranged(3))] == ["08:30", "08:50", "09:10"]


@pytest.mark.django_db
def test_a_session_tells_everything_that_is_missing_at_once():
    make_round_with(Extra.DEFENCE)
    nothing = Sitting(None, None, None, " ")

    with pytest.raises(Refused) as refused:
        arrange_defence(make_round(), [], nothing, title=" ", by=secretary(), at=AT)

    assert codes(refused) == [
        "defence.title",
        "defence.date",
        "defence.time",
        "defence.minutes",
        "defence.place",
        "defence.empty",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"held_on": date(2025, 5, 11)}, "答辩日期早于今天，请核对"),
        ({"held_on": date(2026, 6, 1)}, "答辩日期在一年以后，请核对"),
        ({"minutes_each": 0}, "每项时间请填写1至240之间的整数分钟"),
        ({"minutes_each": 241}, "每项时间请填写1至240之间的整数分钟"),
        (
            {"starts_at": time(23, 30)},
            "按每项20分钟推算，2项在当日内排不完，请分场安排",
        ),
    ],
)
def test_a_session_that_cannot_be_is_refused_in_words(changes: dict[str, Any], message: str):
    with pytest.raises(Refused) as refused:
        arranged(2, **changes)

    assert [finding.message for finding in refused.value.findings] == [message]
    assert not DefenceSession.objects.exists()


@pytest.mark.django_db
def test_a_case_defends_in_one_session_only():
    session = arranged(2)
    cases = [turn.declaration for turn in session.defences.all()]

    with pytest.raises(Refused) as refused:
        arrange_defence(session.round, cases, SITTING, title="第二场", by=secretary(), at=AT)

    assert codes(refused) == ["defence.not_waiting"] * 2


@pytest.mark.django_db
def test_a_session_is_moved_with_its_order_until_something_is_recorded():
    session = arranged(2)
    order = list(session.defences.values_list("declaration", flat=True))
    later = Sitting(date(2025, 5, 21), time(14, 0), 30, "省工信厅二层会议室")

    moved = change_defence(session, later, by=officer(), at=AT)
    entries = Entry.objects.count()
    change_defence(session, later, by=officer(), at=AT)
    record_defence(moved.defences.first(), CAME, by=secretary(), at=DEFENCE_AT + timedelta(days=1))

    assert list(moved.defences.values_list("declaration", flat=True)) == order
    assert (moved.held_on, moved.starts_at, moved.place) == (date(2025, 5, 21), time(14, 0), "省工信厅二层会议室")
    assert Entry.objects.filter(act="change_defence").count() == 1
    assert Entry.objects.count() == entries + 1
    with pytest.raises(Refused, match="不能再修改"):
        change_defence(session, SITTING, by=officer(), at=AT)


@pytest.mark.django_db
def test_a_result_is_recorded_once_and_the_case_goes_on():
    turn = arranged(1).defences.get()

    done = record_defence(turn, Result(True, 18, "against", "主导产业不突出"), by=officer(), at=DEFENCE_AT)

    done.declaration.refresh_from_db()
    assert (done.declaration.stage, done.minutes, done.result_words) == (Stage.REVIEWED, 18, "建议不予推荐")
    entry = Entry.objects.get(act="record_defence")
    assert (entry.remark, entry.detail["advice"]) == ("已到场答辩", "against")
    with pytest.raises(Refused, match="已经登记"):
        record_defence(turn, CAME, by=secretary(), at=DEFENCE_AT)
    assert Entry.objects.filter(act="record_defence").count() == 1


@pytest.mark.django_db
def test_who_does_not_come_goes_on_with_the_fact_recorded():
    turn = arranged(1).defences.get()

    done = record_defence(turn, Result(False, 10, "pass", "交通中断"), by=secretary(), at=DEFENCE_AT)

    done.declaration.refresh_from_db()
    assert (done.declaration.stage, done.result_words) == (Stage.REVIEWED, "未到场")
    assert (done.minutes, done.advice, done.opinion) == (None, "", "交通中断")
    assert Entry.objects.get(act="record_defence").remark == "未到场答辩"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("result", "found"),
    [
        (Result(None), ["defence.attended"]),
        (Result(True), ["defence.minutes", "defence.advice"]),
        (Result(True, 0, "pass"), ["defence.minutes"]),
        (Result(True, 300, "maybe"), ["defence.minutes", "defence.advice"]),
        (Result(True, 15, "against", " "), ["defence.opinion"]),
    ],
)
def test_a_result_that_is_not_whole_is_refused(result: Result, found: list[str]):
    turn = arranged(1).defences.get()

    with pytest.raises(Refused) as refused:
        record_defence(turn, result, by=secretary(), at=DEFENCE_AT)

    assert codes(refused) == found


@pytest.mark.django_db
def test_nothing_is_recorded_before_the_day():
    turn = arranged(1).defences.get()

    with pytest.raises(Refused) as refused:
        record_defence(turn, CAME, by=secretary(), at=DEFENCE_AT - timedelta(days=1))

    assert codes(refused) == ["defence.early"]


@pytest.mark.django_db
def test_a_disqualified_case_takes_no_part():
    turn = arranged(1).defences.get()
    disqualify(turn.declaration, reason="虚假申报", by=officer(), at=AT)

    with pytest.raises(Refused, match="已取消资格"):
        record_defence(turn, CAME, by=secretary(), at=DEFENCE_AT)


@pytest.mark.django_db
def test_officer_and_secretary_arrange_and_record_and_nobody_else():
    session = arranged(1)
    for by in (make_seat(make_province(), Role.SIGNATORY), make_seat(make_city(), Role.HANDLER)):
        with pytest.raises(Refused) as first:
            change_defence(session, SITTING, by=by, at=AT)
        with pytest.raises(Refused) as second:
            record_defence(session.defences.get(), CAME, by=by, at=DEFENCE_AT)
        assert codes(first) == codes(second) == ["duty.wrong_seat"]


@pytest.mark.django_db
def test_county_and_city_see_their_time_and_place_among_their_tasks():
    session = arranged(2)
    turn = session.defences.order_by("turn").last()
    county = make_seat(turn.declaration.county, Role.HANDLER)
    foreign = make_seat(make_county("141001", "尧都区", make_city("141000", "临汾市")), Role.HANDLER)

    [task] = county_tasks(county, session.round, AT)
    of_city = [each.sentence for each in city_tasks(make_seat(make_city(), Role.HANDLER), session.round, AT)]

    name = turn.declaration.dossier.cluster.name
    assert (task.sentence, task.due) == (f"参加答辩：{name}省级申报", date(2025, 5, 20))
    assert task.about == "08:50，第2个，省工信厅三层会议室"
    assert len(of_city) == 2
    assert county_tasks(foreign, session.round, AT) == []
    assert county_tasks(county, session.round, DEFENCE_AT + timedelta(days=1)) == []


@pytest.mark.django_db
def test_a_city_with_many_defences_sees_their_number():
    session = arranged(6)

    tasks = city_tasks(make_seat(make_city(), Role.SIGNATORY), session.round, AT)

    assert [task.sentence for task in tasks] == ["6项已安排答辩，请通知参加"]


@pytest.mark.django_db
def test_the_province_is_told_to_arrange_and_then_to_record():
    make_round_with(Extra.DEFENCE)
    make_cases(2, Stage.DEFENCE)
    call = make_round()

    before = [task.sentence for task in officer_tasks(officer(), call, AT)]
    arranged(0)
    on_the_day = [task.sentence for task in secretary_tasks(secretary(), call, DEFENCE_AT)]

    assert before == ["2项评审结束，待安排答辩"]
    assert secretary_tasks(secretary(), call, AT) == []
    assert on_the_day == ["登记“第一场答辩”答辩结果"]


@given(
    begin=st.times(min_value=time(0, 0), max_value=time(23, 59)).map(
        lambda each: each.replace(second=0, microsecond=0)
    ),
    minutes=st.integers(1, 240),
    count=st.integers(1, 40),
)
def test_turns_that_fit_a_day_end_on_that_day(begin: time, minutes: int, count: int):
    ends = begin.hour * 60 + begin.minute + minutes * count

    assert fits_a_day(begin, minutes, count) == (ends <= 24 * 60)
