"""The days off of a year come with the software, or are entered by the system administrator."""

from __future__ import annotations

from datetime import date

import pytest

from jiqun.audit.models import Entry
from jiqun.core.policy.loader import from_plain
from jiqun.core.vocabulary import Role
from jiqun.programmes.models import WorkdayYear
from jiqun.programmes.queries import as_read_today
from jiqun.programmes.workdays import known_years, work_calendar
from tests.factories import make_province, make_round, make_seat

pytestmark = pytest.mark.django_db
LIST, PAGE = "/rounds/workdays/", "/rounds/workdays/2027/"
GIVEN = {
    "document": "国务院办公厅关于2027年部分节假日安排的通知",
    "mark": "V",
    "holidays": "元旦 1月1日至3日\n国庆节 10月1日至7日",
    "makeup_days": "2027-09-26、10月9日",
}


@pytest.fixture
def system(as_seat):
    return as_seat(make_seat(make_province(), Role.SYSTEM_ADMIN))


def test_a_year_that_was_entered_is_counted_with(system):
    assert 2027 not in work_calendar().years

    assert system.post(PAGE, GIVEN).status_code == 302

    calendar = work_calendar()
    assert [calendar.is_working_day(date(2027, 10, day)) for day in (7, 8, 9)] == [False, True, True]
    assert Entry.objects.get(act="keep_workdays").detail["source"]["document"] == GIVEN["document"]


def test_what_was_entered_stands_over_what_came_with_the_software(system):
    shipped = known_years()[2026]
    system.post("/rounds/workdays/2026/", {**GIVEN, "makeup_days": ""})

    assert known_years()[2026] != shipped
    assert list(known_years()) == sorted(known_years())


def test_a_known_year_is_shown_as_it_would_be_typed(system):
    page = system.get("/rounds/workdays/2026/").content.decode()

    assert "国庆节 2026-10-01至2026-10-07" in page
    assert system.get("/rounds/workdays/3027/").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("holidays", "国庆节", "应写为节日名称、空格、日期"),
        ("holidays", "国庆节 2028-10-01", "2028年10月1日不在2027年内"),
        ("holidays", "国庆节 10月1日\n中秋节 10月1日", "2027年10月1日重复填写"),
        ("makeup_days", "10月1日", "既列为放假又列为调休上班"),
        ("makeup_days", "9月22日", "不是周末"),
        ("makeup_days", "九月", "应填日期"),
        ("mark", "Z", "数据来源"),
        ("document", "", "依据文件"),
    ],
)
def test_days_that_cannot_be_right_are_told_and_what_was_typed_stays(system, field, typed, told):
    answer = system.post(PAGE, {**GIVEN, field: typed})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert GIVEN["holidays"] in answer.content.decode() or field == "holidays"
    assert not WorkdayYear.objects.exists()


def test_who_reads_and_who_enters(as_seat):
    officer = as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))

    assert officer.get(LIST).status_code == 200
    assert officer.get(PAGE).status_code == 403
    assert officer.post(PAGE, GIVEN).status_code == 403


def test_a_year_that_is_missing_is_named_with_the_way_to_enter_it(system):
    page = system.get(LIST).content.decode()

    assert "2027年安排尚未登记" in page
    assert "登记2027年" in page


def test_days_that_contradict_those_of_the_year_before_are_refused(system):
    system.post(PAGE, {**GIVEN, "makeup_days": "2027-12-26"})
    answer = system.post("/rounds/workdays/2028/", {**GIVEN, "holidays": "元旦 2027-12-26", "makeup_days": ""})

    assert answer.status_code == 422
    assert "与相邻年度的安排冲突" in answer.content.decode()
    assert work_calendar().is_working_day(date(2027, 12, 26))


def test_a_round_opened_before_the_policy_could_say_it_is_read_as_it_was_done():
    call = make_round()
    plain = call.policy.plain
    older = {**plain, "public_notice": {k: v for k, v in plain["public_notice"].items() if k != "first_day_counts"}}

    policy = from_plain(as_read_today(older))

    assert policy.public_notice.first_day_counts.on(policy.day) is False
    assert as_read_today(plain) is plain
