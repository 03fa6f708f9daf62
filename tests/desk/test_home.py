"""My tasks: what each seat finds, how it is grouped, and what it waits for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Assignment, Panel, Scoresheet, SpotCheckDraw
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.decisions.models import Objection, PublicNotice
from jiqun.declarations.services.returning import return_for_correction
from jiqun.desk.tasks.home import tasks_of, will_come
from jiqun.desk.tasks.urgency import Urgency, by_urgency, urgency
from jiqun.desk.tasks.waiting import waiting_of
from jiqun.recommendations.models import RecommendationList
from jiqun.ui.parts import Task
from tests.factories import (
    AT,
    SHANGHAI,
    make_case,
    make_city,
    make_county,
    make_province,
    make_round,
    make_seat,
    officer,
)
from tests.recognitions.scenes import cleared, drawn_up, recognised, signatory

MONDAY = date(2025, 5, 12)
ALL_SEATS = [
    (make_county, Role.HANDLER),
    (make_county, Role.SIGNATORY),
    (make_city, Role.HANDLER),
    (make_city, Role.SIGNATORY),
    (make_city, Role.SECURITY_ADMIN),
    *((make_province, role) for role in Role if role != Role.HANDLER),
]


def sentences(seat: Seat, at: datetime = AT) -> list[str]:
    return [task.sentence for task in tasks_of(seat, make_round(), at)]


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2025, 5, 11), Urgency.OVERDUE),
        (date(2025, 5, 12), Urgency.SOON),
        (date(2025, 5, 15), Urgency.SOON),
        (date(2025, 5, 16), Urgency.THIS_WEEK),
        (date(2025, 5, 18), Urgency.THIS_WEEK),
        (date(2025, 5, 19), Urgency.OTHER),
        (None, Urgency.OTHER),
    ],
)
def test_a_deadline_presses_by_its_day(due, group):
    assert urgency(due, MONDAY) == group


def test_the_nearest_deadline_comes_first_and_empty_groups_are_left_out():
    tasks = [Task("丙", "#"), Task("乙", "#", due=date(2025, 5, 14)), Task("甲", "#", due=date(2025, 5, 13))]

    groups = by_urgency(tasks, MONDAY)

    assert [(group, [task.sentence for task in found]) for group, found in groups] == [
        (Urgency.SOON, ["甲", "乙"]),
        (Urgency.OTHER, ["丙"]),
    ]


@pytest.mark.django_db
def test_a_county_handler_fills_in_case_by_case():
    make_case()
    make_case(track="national")

    assert sentences(make_seat(make_county(), Role.HANDLER)) == [
        "填报定襄县法兰锻造产业集群省级申报",
        "填报定襄县法兰锻造产业集群国家级申报",
    ]


@pytest.mark.django_db
def test_a_returned_case_says_who_returned_it_and_how_much_is_asked():
    case = make_case(stage=Stage.SUBMITTED)
    by = make_seat(make_city(), Role.HANDLER)
    return_for_correction(case, reason="补充证明", remarks={"output_total.2024": "补统计局证明"}, by=by, at=AT)

    [task] = tasks_of(make_seat(make_county(), Role.HANDLER), make_round(), AT)

    assert task.sentence == "按要求修改定襄县法兰锻造产业集群省级申报，并重新提交"
    assert task.about == "忻州市工业和信息化局2025年5月12日退回，1处补正要求"
    assert task.due == make_round().closes_on


@pytest.mark.django_db
def test_a_county_is_told_of_re_evaluations_until_they_are_opened():
    recognised()
    seat = make_seat(make_county(), Role.HANDLER)

    assert sentences(seat) == ["发起定襄县法兰锻造产业集群复核"]

    make_case(track="re_evaluation")
    assert sentences(seat) == ["填报定襄县法兰锻造产业集群国家级复核"]


@pytest.mark.django_db
def test_a_county_signatory_signs_and_waits_for_nothing_of_the_handler():
    make_case(stage=Stage.SIGNING)
    seat = make_seat(make_county(), Role.SIGNATORY)

    assert sentences(seat) == ["签发定襄县法兰锻造产业集群省级申报"]


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "expected"), [(1, "现场核查第0县法兰锻造产业集群省级申报"), (6, "6项待现场核查")])
def test_a_city_is_told_cases_by_name_while_they_are_few(count, expected):
    for number in range(count):
        make_case(make_county(f"1409{number + 31}", f"第{number}县"), stage=Stage.SUBMITTED)

    assert expected in sentences(make_seat(make_city(), Role.HANDLER))


@pytest.mark.django_db
def test_a_city_lists_what_it_verified_and_its_signatory_signs():
    make_case(stage=Stage.VERIFIED)
    call = make_round()
    RecommendationList.objects.create(
        round=call, city=make_city(), purpose=Purpose.DECLARATION, prepared_at=AT, prepared_by="张三"
    )

    assert sentences(make_seat(make_city(), Role.HANDLER)) == ["1项申报核查通过，待列入推荐名单"]
    assert sentences(make_seat(make_city(), Role.SIGNATORY)) == ["签发申报推荐名单并报送省级"]


@pytest.mark.django_db
def test_without_sign_off_the_handler_signs():
    call = make_round(sign_off=False)
    RecommendationList.objects.create(
        round=call, city=make_city(), purpose=Purpose.DECLARATION, prepared_at=AT, prepared_by="张三"
    )

    assert sentences(make_seat(make_city(), Role.HANDLER)) == ["签发申报推荐名单并报送省级"]
    assert sentences(make_seat(make_city(), Role.SIGNATORY)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.RECOMMENDED, "2项待形式审查"),
        (Stage.ADMITTED, "2项已受理，待组织专家评审"),
        (Stage.REVIEWED, "2项评审结束，待公告实地抽查抽取办法"),
        (Stage.SPOT_CHECK, "2项已抽中，待登记实地抽查结果"),
        (Stage.READY, "2项待会议研究"),
        (Stage.PROPOSED, "2项会议研究通过，待公示"),
        (Stage.CLEARED, "2项公示期满，待列入名单"),
    ],
)
def test_the_officer_is_told_each_step_once_with_its_number(stage, expected):
    cleared(2, stage=stage)

    assert sentences(officer()) == [expected]


@pytest.mark.django_db
def test_a_draw_takes_its_candidates_off_what_is_to_be_announced():
    cases = cleared(2, stage=Stage.REVIEWED)
    SpotCheckDraw.objects.create(
        round=make_round(),
        title="实地抽查",
        seed_source="福利彩票",
        candidates=[cases[0].case_number],
        size=1,
        announced_at=AT,
        announced_by="张三",
    )

    assert sentences(officer()) == ["1项评审结束，待公告实地抽查抽取办法", "“实地抽查”待种子公布后抽取"]


def posted(cases: list, last_day: date, **changes) -> PublicNotice:
    facts = {
        "round": make_round(),
        "title": "2025年度公示",
        "first_day": last_day - timedelta(days=6),
        "last_day": last_day,
        "working_days": 5,
        "contact": "中小企业处",
        "prepared_at": AT,
        "prepared_by": "张三",
        "opened_at": AT,
    }
    notice = PublicNotice.objects.create(**{**facts, **changes})
    notice.cases.set(cases)
    return notice


@pytest.mark.django_db
def test_a_notice_is_closed_after_its_last_day_and_answered_before():
    cases = cleared(1, stage=Stage.ON_NOTICE)
    notice = posted(cases, date(2025, 5, 12))
    after = AT + timedelta(days=1)

    assert sentences(officer()) == []
    assert sentences(officer(), after) == ["办结“2025年度公示”"]

    Objection.objects.create(notice=notice, declaration=cases[0], receipt="A1", filed_at=AT)
    assert sentences(officer(), after) == ["1件异议待处理"]


@pytest.mark.django_db
def test_the_provinces_signatory_signs_notices_and_lists():
    posted(cleared(1, stage=Stage.PROPOSED), date(2025, 5, 20), opened_at=None)
    drawn_up([make_case(make_county("140981", "原平市"), stage=Stage.CLEARED)])

    assert sentences(signatory()) == ["签发“2025年度公示”", "签发“2025年度名单”"]
    assert sentences(officer()) == []


@pytest.mark.django_db
def test_forwarded_cases_wait_for_the_ministrys_result():
    make_case(track="national", stage=Stage.FORWARDED)

    assert sentences(officer()) == ["1项已上报工信部，待登记国家结果"]


@pytest.mark.django_db
def test_a_panel_is_closed_when_all_its_sheets_are_in():
    [case] = cleared(1, stage=Stage.UNDER_REVIEW)
    expert, secretary = make_seat(make_province(), Role.EXPERT), make_seat(make_province(), Role.PANEL_SECRETARY)
    panel = Panel.objects.create(
        round=case.round, title="评审一组", purpose="declaration", per_case=1, convened_at=AT, seed="1"
    )
    task = Assignment.objects.create(panel=panel, declaration=case, expert=expert)
    sheet = Scoresheet.objects.create(assignment=task)

    assert sentences(expert) == ["评审第1县法兰锻造产业集群"]
    assert sentences(secretary) == []

    sheet.submitted_at = AT
    sheet.save()
    assert sentences(expert) == []
    assert sentences(secretary) == ["评审一组评分已全部提交，可结束评审"]


@pytest.mark.django_db
def test_administrators_and_auditors_have_their_own_work():
    make_county()
    security = make_seat(make_city(), Role.SECURITY_ADMIN)
    system = make_seat(make_province(), Role.SYSTEM_ADMIN)
    make_round()

    assert sentences(security) == ["1个单位尚无账号"]
    assert sentences(make_seat(make_province(), Role.AUDITOR)) == ["办理记录共1条，可逐条校验"]
    assert sentences(system) == []
    assert [task.sentence for task in tasks_of(system, None, datetime(2090, 1, 1, tzinfo=SHANGHAI))] == [
        "尚未开启批次",
        "尚无2090年节假日安排",
    ]


@pytest.mark.django_db
def test_a_county_waits_case_by_case_with_whom_and_since_when():
    make_case(stage=Stage.SUBMITTED)
    make_case(track="national", stage=Stage.FORWARDED)
    [first, second] = waiting_of(make_seat(make_county(), Role.HANDLER))

    assert {(each.sentence, each.who) for each in (first, second)} == {
        ("定襄县法兰锻造产业集群（省级申报）", "忻州市工业和信息化局经办人实地核查"),
        ("定襄县法兰锻造产业集群（国家级申报）", "工业和信息化部公布结果"),
    }
    assert first.since == AT


@pytest.mark.django_db
def test_the_province_waits_stage_by_stage_since_the_oldest():
    cases = cleared(2, stage=Stage.SUBMITTED)
    cases[1].stage_since = AT - timedelta(days=3)
    cases[1].save()

    [line] = waiting_of(officer())

    assert (line.sentence, line.who, line.since) == ("2项待市级核查", "市级主管部门核查", AT - timedelta(days=3))


@pytest.mark.django_db
def test_an_expert_waits_for_nothing():
    make_case(stage=Stage.UNDER_REVIEW)

    assert waiting_of(make_seat(make_province(), Role.EXPERT)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "role"), ALL_SEATS)
def test_every_seat_has_a_home_that_says_what_will_come(as_seat, place, role):
    make_round()
    seat = make_seat(place(), role)
    answer = as_seat(seat).get(reverse("desk:home"))

    assert answer.status_code == 200
    if not answer.context["count"]:
        assert will_come(seat) in answer.content.decode()


@pytest.mark.django_db
def test_home_is_there_before_any_round(as_seat):
    page = as_seat(make_seat(make_county(), Role.HANDLER)).get(reverse("desk:home")).content.decode()

    assert "尚未开启批次" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "role"), ALL_SEATS)
def test_home_asks_the_same_number_of_questions_however_much_there_is(
    as_seat, django_assert_max_num_queries, place, role
):
    seat = make_seat(place(), role)
    open_stages = [Stage.DRAFT, Stage.SIGNING, Stage.SUBMITTED, Stage.VERIFIED, Stage.RECOMMENDED, Stage.CLEARED]
    for number, stage in enumerate(open_stages * 2):
        make_case(make_county(), niche=f"领域{number}", stage=stage)
    client = as_seat(seat)

    with django_assert_max_num_queries(24):
        assert client.get(reverse("desk:home")).status_code == 200
