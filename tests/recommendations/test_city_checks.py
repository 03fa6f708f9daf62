"""The city's second look: by others than the first visitors, and only a case that conforms goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.desk.tasks.city import city_tasks
from jiqun.evidence.queries import evidence_for
from jiqun.recommendations.models import CityCheck
from jiqun.recommendations.queries import Tab, city_check_subject, inbox
from jiqun.recommendations.services.city_checks import SecondLook, attach_check_photo, record_city_check
from jiqun.recommendations.services.declining import not_recommend
from jiqun.recommendations.services.visiting import conclude_visit
from jiqun.recommendations.visitors import names_in
from tests.factories import AT, make_case, make_city, make_county, make_round, make_round_with, make_seat, officer
from tests.recommendations.scenes import full_report, handler, prepared, signatory

NEXT_DAY = AT + timedelta(days=1)
NAMES = st.text("张王李赵钱孙周吴", min_size=2, max_size=3)


def looked_at(niche: str = "法兰锻造") -> Declaration:
    """A case that was verified in a round with the second look."""
    if not CityCheck.objects.exists() and not Declaration.objects.exists():
        make_round_with(Extra.CITY_SPOT_CHECK)
    case = make_case(niche=niche, stage=Stage.SUBMITTED)
    return conclude_visit(case, full_report(case), by=handler(), at=AT)


def look(**changes: Any) -> SecondLook:
    """A look that found the case to conform."""
    return SecondLook(
        **{"visited_on": date(2025, 5, 13), "participants": "王工、赵工", "outcome": "conforms", "report": ""} | changes
    )


def recorded(case: Declaration, by: Seat | None = None, **changes: Any) -> CityCheck:
    """A second look, recorded the day after."""
    return record_city_check(case, look(**changes), by=by or handler(), at=NEXT_DAY)


def found(case: Declaration, **changes: Any) -> list[str]:
    """What a refusal of the look says."""
    with pytest.raises(Refused) as refused:
        recorded(case, **changes)
    return [finding.message for finding in refused.value.findings]


@pytest.mark.django_db
def test_in_a_round_with_the_second_look_a_verified_case_waits_for_it():
    assert looked_at().stage == Stage.CITY_CHECK


@pytest.mark.django_db
def test_in_a_round_without_it_a_verified_case_may_be_recommended_at_once():
    case = make_case(stage=Stage.SUBMITTED)

    assert conclude_visit(case, full_report(case), by=handler(), at=AT).stage == Stage.VERIFIED
    assert found(case) == ["该事项现为“市级核查通过”，不能登记市级抽查；请刷新页面查看最新环节"]


@pytest.mark.django_db
def test_a_case_that_conforms_may_be_recommended():
    case = looked_at()

    check = recorded(case)

    case.refresh_from_db()
    assert (case.stage, check.outcome, check.recorded_by) == (Stage.VERIFIED, "conforms", handler().person.name)
    assert prepared([case]).rows.count() == 1


@pytest.mark.django_db
def test_a_case_that_differs_is_not_recommended_but_looked_at_again_or_ended():
    case, other = looked_at(), looked_at("农机配件")
    for each in (case, other):
        recorded(each, outcome="differs", report="产值口径不一致")

    with pytest.raises(Refused, match="不能推荐"):
        prepared([case])
    recorded(case, visited_on=date(2025, 5, 13), report="已整改")
    not_recommend(other, reason="抽查不符合", by=signatory(), at=NEXT_DAY)

    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.stage, other.stage) == (Stage.VERIFIED, Stage.NOT_RECOMMENDED)
    assert [check.outcome for check in case.city_checks.all()] == ["differs", "conforms"]


@pytest.mark.django_db
def test_the_same_look_twice_is_one_act():
    case = looked_at()
    before = Entry.objects.count()

    first = recorded(case, outcome="differs", report="产值口径不一致")
    second = recorded(case, outcome="differs", report="产值口径不一致")

    assert (first.pk, CityCheck.objects.count(), Entry.objects.count()) == (second.pk, 1, before + 1)
    done = recorded(case)
    assert recorded(case).pk == done.pk


@pytest.mark.django_db
def test_who_was_at_the_first_visit_does_not_look_again():
    case = looked_at()

    assert found(case, participants="赵工，张 工（组长）") == ["张工已参加该事项的现场核查，市级抽查须由其他人员进行"]
    assert "已参加" in found(case, participants=handler().person.name)[0]


@pytest.mark.django_db
def test_a_look_tells_everything_that_is_missing_at_once():
    assert found(looked_at(), visited_on=None, participants=" ", outcome="not_applicable") == [
        "请填写抽查日期",
        "请填写抽查人员",
        "请选择抽查结果",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"visited_on": date(2025, 5, 14)}, "抽查日期晚于今天，请核对"),
        ({"visited_on": date(2025, 5, 10)}, "抽查日期早于现场核查日期，请核对"),
        ({"outcome": "differs"}, "抽查不符合的，须写明发现的问题，申报主体可以看到"),
    ],
)
def test_a_look_that_cannot_be_is_refused_in_words(changes: dict[str, Any], message: str):
    assert found(looked_at(), **changes) == [message]


@pytest.mark.django_db
def test_only_the_handler_of_the_own_city_records():
    case = looked_at()
    foreign = make_seat(make_city("141000", "临汾市"), Role.HANDLER)

    assert found(case, by=signatory()) == ["市级抽查由市级经办人办理，请联系相应人员"]
    assert found(case, by=officer()) == ["市级抽查由市级经办人办理，请联系相应人员"]
    assert found(case, by=foreign) == ["该事项不在本单位办理范围内"]


@pytest.mark.django_db
def test_the_inbox_has_a_tab_for_it_only_in_such_a_round(as_seat):
    make_round()
    without = as_seat(handler()).get(reverse("recommendations:inbox")).content.decode()
    Declaration.objects.all().delete()
    make_round().delete()
    case = looked_at()
    with_it = as_seat(handler()).get(reverse("recommendations:inbox"), {"tab": "to_look_again"}).content.decode()

    assert "待抽查" not in without
    assert reverse("recommendations:city-check", args=[case.case_number]) in with_it
    assert list(inbox(handler(), case.round, Tab.SENT)) == []


@pytest.mark.django_db
def test_the_handler_has_a_task_that_says_what_came_of_the_last_look():
    case = looked_at()

    [task] = city_tasks(handler(), case.round, AT)
    recorded(case, outcome="differs", report="产值口径不一致")
    [again] = city_tasks(handler(), case.round, AT)

    assert (task.sentence, task.about) == (
        "市级抽查定襄县法兰锻造产业集群省级申报",
        "由未参加现场核查的人员抽查",
    )
    assert again.about == "上次抽查不符合，可再次抽查或不予推荐"


@pytest.mark.django_db
def test_many_cases_are_counted():
    cases = [looked_at(f"细分{n}") for n in "甲乙丙丁戊己"]

    assert [task.sentence for task in city_tasks(handler(), cases[0].round, AT)] == ["6项待市级抽查"]


@pytest.mark.django_db
def test_a_look_is_recorded_on_the_page_and_keeps_what_was_typed(as_seat):
    case = looked_at()
    client, url = as_seat(handler()), reverse("recommendations:city-check", args=[case.case_number])
    typed = {"visited_on": "2025-05-13", "participants": "李工、赵工", "outcome": "conforms", "report": "车间运转正常"}

    refused = client.post(url, typed)
    bad_day = client.post(url, typed | {"visited_on": "明天", "participants": "赵工"})
    done = client.post(url, typed | {"participants": "赵工"}, follow=True)

    assert (refused.status_code, bad_day.status_code) == (422, 422)
    assert "李工已参加该事项的现场核查" in refused.content.decode()
    assert "车间运转正常" in refused.content.decode()
    assert "请填写日期，格式如2025-05-31" in bad_day.content.decode()
    assert "抽查符合，请在5月31日前列入推荐名单" in done.content.decode()
    assert "车间运转正常" in client.get(reverse("desk:case", args=[case.case_number])).content.decode()
    assert client.post(url, typed | {"participants": "赵工"}).status_code == 302
    assert CityCheck.objects.count() == 1


@pytest.mark.django_db
def test_photos_hang_on_the_look_until_it_is_recorded(as_seat):
    case = looked_at()
    client, page = as_seat(handler()), reverse("recommendations:city-check", args=[case.case_number])
    add = reverse("recommendations:city-check-photo-add", args=[case.case_number])
    county = as_seat(make_seat(make_county(), Role.HANDLER))

    client.post(add, {"photo": [SimpleUploadedFile("厂区.png", b"\x89PNG\r\n\x1a\n1")]})
    wrong = client.post(add, {"photo": [SimpleUploadedFile("程序.exe", b"MZ")]}, follow=True)
    none = client.post(add, {}, follow=True)
    piece = evidence_for(city_check_subject(CityCheck.objects.get())).get()
    photo = reverse("recommendations:city-check-photo", args=[case.case_number, piece.pk])
    remove = reverse("recommendations:city-check-photo-remove", args=[case.case_number, piece.pk])
    own = county.get(photo).status_code
    recorded(case)
    shown = county.get(photo)
    papers = as_seat(officer()).get(reverse("desk:case", args=[case.case_number]), {"tab": "papers"}).content.decode()
    seen = b"".join(shown.streaming_content)
    late = client.post(remove, follow=True)

    assert photo in papers
    assert "不是可接收的类型" in wrong.content.decode()
    assert "请先选择照片或文件" in none.content.decode()
    assert "厂区.png" in client.get(page).content.decode()
    assert "不能登记市级抽查" in late.content.decode()
    assert (own, shown.status_code, seen[:4]) == (404, 200, b"\x89PNG")


@pytest.mark.django_db
def test_a_photo_may_be_taken_off_while_the_look_is_open(as_seat):
    case = looked_at()
    piece = attach_check_photo(case, SimpleUploadedFile("车间.png", b"\x89PNG\r\n\x1a\n2"), by=handler(), at=AT)

    remove = reverse("recommendations:city-check-photo-remove", args=[case.case_number, piece.pk])
    page = as_seat(handler()).post(remove, follow=True).content.decode()

    assert "已移除“车间.png”" in page
    assert not evidence_for(piece.subject).exists()


@pytest.mark.django_db
def test_the_page_is_the_own_citys_and_only_in_such_a_round(as_seat):
    case = looked_at()
    url = reverse("recommendations:city-check", args=[case.case_number])
    foreign = make_seat(make_city("141000", "临汾市"), Role.HANDLER)

    assert as_seat(signatory()).get(url).status_code == 200
    assert "登记抽查结果</button>" not in as_seat(signatory()).get(url).content.decode()
    assert as_seat(foreign).get(url).status_code == 404
    assert as_seat(officer()).get(url).status_code == 403
    assert as_seat(make_seat(make_county(), Role.HANDLER)).get(url).status_code == 403


@pytest.mark.django_db
def test_a_round_without_the_second_look_has_no_such_page(as_seat):
    case = make_case(stage=Stage.VERIFIED)

    assert as_seat(handler()).get(reverse("recommendations:city-check", args=[case.case_number])).status_code == 404


@pytest.mark.django_db
def test_the_list_of_cases_to_look_at_takes_as_many_queries_for_one_as_for_many(as_seat, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_round_with(Extra.CITY_SPOT_CHECK)
    client, url = as_seat(handler()), f"{reverse('recommendations:inbox')}?tab=to_look_again"
    make_case(stage=Stage.CITY_CHECK)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    for n in range(29):
        make_case(niche=f"细分{n}", stage=Stage.CITY_CHECK)

    with django_assert_num_queries(len(one)):
        client.get(url)


def test_names_are_read_as_officials_write_them():
    assert names_in("张三、李 四（组长），王五;赵六 钱七") >= {"张三", "李四", "王五", "赵六", "钱七"}
    assert names_in(" ") == frozenset()


@given(st.lists(NAMES, min_size=1, max_size=6), st.sampled_from(["、", "，", ",", "；", " ", "\n"]))
def test_every_name_is_found_whatever_stands_between(names: list[str], between: str):
    assert names_in(between.join(names)) >= set(names)
