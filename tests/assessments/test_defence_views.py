"""Pages of the 答辩: arranged, moved, recorded, and seen by those whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Defence, DefenceSession
from jiqun.assessments.services.defences import Result, record_defence
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.decisions.briefing import briefs
from jiqun.decisions.queries import on_the_table
from jiqun.declarations.models import Declaration
from tests.assessments.scene import DEFENCE_AT, arranged, make_cases, secretary
from tests.factories import (
    make_case,
    make_city,
    make_county,
    make_province,
    make_round,
    make_round_with,
    make_seat,
    officer,
)

pytestmark = pytest.mark.django_db
AsSeat = Callable[[Seat], Client]


def signatory() -> Seat:
    """The province's signatory."""
    return make_seat(make_province(), Role.SIGNATORY)


def typed(cases: list[Declaration], **changes: str) -> dict[str, object]:
    """A full arrangement for today."""
    return {
        "title": "第一场答辩",
        "held_on": localdate().isoformat(),
        "starts_at": "08:30",
        "minutes_each": "20",
        "place": "省工信厅三层会议室",
        "cases": [case.pk for case in cases],
    } | changes


def page_of(turn: Defence) -> str:
    """The address of one defence."""
    return reverse("assessments:defence", args=[turn.session_id, turn.declaration.case_number])


def test_a_session_is_arranged_moved_and_recorded_on_the_pages(as_seat: AsSeat):
    make_round_with(Extra.DEFENCE)
    cases = make_cases(2, Stage.DEFENCE)
    client = as_seat(secretary())

    made = client.post(reverse("assessments:defence-arrange"), typed(cases), follow=True).content.decode()
    session = DefenceSession.objects.get()
    sitting = {"held_on": localdate().isoformat(), "starts_at": "14:00", "minutes_each": "30", "place": "二层会议室"}
    moved = client.post(reverse("assessments:defence-change", args=[session.pk]), sitting, follow=True).content.decode()
    turn = session.defences.select_related("declaration").first()
    result = {"attended": "yes", "minutes": "18", "advice": "against", "opinion": "主导产业不突出"}
    done = client.post(page_of(turn), result, follow=True).content.decode()

    assert "2项的顺序已抽定" in made
    assert "14:00" in moved
    assert "14:30" in moved
    assert "答辩结果已登记" in done
    assert "建议不予推荐" in done
    assert client.post(page_of(turn), result).status_code == 422
    assert client.get(reverse("assessments:defence-change", args=[session.pk])).status_code == 200
    assert client.post(reverse("assessments:defence-change", args=[session.pk]), sitting).status_code == 422


def test_a_refused_arrangement_keeps_what_was_typed(as_seat: AsSeat):
    make_round_with(Extra.DEFENCE)
    cases = make_cases(2, Stage.DEFENCE)
    client, url = as_seat(officer()), reverse("assessments:defence-arrange")

    empty = client.post(url, {})
    bad = client.post(url, typed(cases[:1], held_on="2025-13-40", starts_at="八点半", minutes_each="二十"))
    far = client.post(url, typed(cases, held_on="2199-01-01"))

    words = bad.content.decode()
    assert (empty.status_code, bad.status_code, far.status_code) == (422, 422, 422)
    assert "请填写日期，格式如2025-05-31" in words
    assert "请填写时间，格式如08:30" in words
    assert "省工信厅三层会议室" in words
    assert words.count(" checked") == 1
    assert "答辩日期在一年以后" in far.content.decode()
    assert not DefenceSession.objects.exists()


def test_posting_an_arrangement_twice_is_one_session(as_seat: AsSeat):
    make_round_with(Extra.DEFENCE)
    cases = make_cases(2, Stage.DEFENCE)
    client, url = as_seat(officer()), reverse("assessments:defence-arrange")

    answers = [client.post(url, typed(cases)).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert DefenceSession.objects.count() == 1


def test_a_result_that_is_not_whole_is_shown_again(as_seat: AsSeat):
    turn = arranged(1).defences.select_related("declaration").get()
    DefenceSession.objects.update(held_on=localdate())

    page = as_seat(officer()).post(page_of(turn), {"attended": "yes", "minutes": "一刻钟", "opinion": "汇报清楚"})

    words = page.content.decode()
    assert page.status_code == 422
    assert "请填写整数" in words
    assert "请选择答辩意见" in words
    assert "汇报清楚" in words


def test_the_page_of_a_session_names_where_its_seed_came_from(as_seat: AsSeat):
    session, client = arranged(2), as_seat(secretary())
    url = reverse("assessments:defence-session", args=[session.pk])

    drawn = client.get(url).content.decode()
    DefenceSession.objects.update(seed="58213", seed_entry=None)
    typed_of_old = client.get(url).content.decode()

    assert session.seed in drawn
    assert f"安排答辩的办理记录（第{session.seed_entry}条）的摘要，安排前不能预知" in drawn
    assert "种子在安排前已向参加单位公布" in typed_of_old
    assert "不能预知" not in typed_of_old


def test_before_the_day_no_result_is_asked_for(as_seat: AsSeat):
    turn = arranged(1).defences.select_related("declaration").get()
    DefenceSession.objects.update(held_on=localdate() + timedelta(days=1))

    client = as_seat(officer())

    assert "登记答辩结果</button>" not in client.get(page_of(turn)).content.decode()
    assert client.post(page_of(turn), {"attended": "no"}).status_code == 422


def test_the_signatory_reads_and_neither_arranges_nor_records(as_seat: AsSeat):
    turn = arranged(1).defences.select_related("declaration").get()
    client = as_seat(signatory())

    assert client.get(reverse("assessments:defences")).status_code == 200
    assert client.get(reverse("assessments:defence-session", args=[turn.session_id])).status_code == 200
    assert client.post(page_of(turn), {"attended": "no"}).status_code == 422
    assert client.get(reverse("assessments:defence-arrange")).status_code == 403
    assert client.get(reverse("assessments:defence-change", args=[turn.session_id])).status_code == 403


@pytest.mark.parametrize("page", ["assessments:defences", "assessments:defence-arrange"])
def test_counties_cities_and_experts_have_no_such_pages(as_seat: AsSeat, page: str):
    make_round_with(Extra.DEFENCE)
    seats = [
        make_seat(make_county(), Role.HANDLER),
        make_seat(make_city(), Role.HANDLER),
        make_seat(make_province(), Role.EXPERT),
    ]

    assert [as_seat(seat).get(reverse(page)).status_code for seat in seats] == [403, 403, 403]


def test_a_case_of_another_session_is_not_found(as_seat: AsSeat):
    turn = arranged(1).defences.select_related("declaration").get()

    url = reverse("assessments:defence", args=[turn.session_id + 1, turn.declaration.case_number])

    assert as_seat(officer()).get(url).status_code == 404
    assert as_seat(officer()).get(reverse("assessments:defence", args=[turn.session_id, "无"])).status_code == 404


def test_a_round_without_the_stage_says_so(as_seat: AsSeat):
    make_round()
    client = as_seat(officer())

    assert "本批次未设答辩环节" in client.get(reverse("assessments:defences")).content.decode()
    assert "本批次未设答辩环节" in client.get(reverse("assessments:defence-arrange"), follow=True).content.decode()


def test_county_and_city_see_time_and_place_and_the_advice_only_at_the_end(as_seat: AsSeat):
    turn = arranged(1).defences.select_related("declaration").get()
    case = turn.declaration
    county, city = (make_seat(office, Role.HANDLER) for office in (case.county, case.city))
    url = reverse("desk:case", args=[case.case_number])

    before = as_seat(county).get(url).content.decode()
    record_defence(turn, Result(True, 18, "against", "主导产业不突出"), by=officer(), at=DEFENCE_AT)
    pages = [
        as_seat(seat).get(address).content.decode() for seat in (county, city) for address in (url, url + "?tab=record")
    ]
    inside = as_seat(officer()).get(url).content.decode()
    Declaration.objects.filter(pk=case.pk).update(stage=Stage.DECLINED)
    after = as_seat(county).get(url).content.decode()

    assert "2025年5月20日 08:30，省工信厅三层会议室，第1个" in before
    assert all("已到场" in page for page in pages)
    assert not any("主导产业不突出" in page or "建议不予推荐" in page for page in pages)
    assert "主导产业不突出" in inside
    assert "意见：建议不予推荐；主导产业不突出" in after


def test_the_meeting_reads_what_the_defence_advises(as_seat: AsSeat):
    turns = list(arranged(2).defences.select_related("declaration"))
    record_defence(turns[0], Result(True, 18, "against", "主导产业不突出"), by=officer(), at=DEFENCE_AT)
    record_defence(turns[1], Result(False), by=officer(), at=DEFENCE_AT)
    Declaration.objects.update(stage=Stage.READY)

    [group] = briefs(on_the_table(officer(), make_round()), {})
    page = as_seat(officer()).get(reverse("decisions:new-meeting") + f"?round={make_round().code}").content.decode()

    assert group.defended
    assert {brief.defence.result_words for brief in group.briefs if brief.defence} == {"建议不予推荐", "未到场"}
    assert "主导产业不突出" in page
    assert "未到场" in page


def test_lists_take_as_many_queries_for_one_as_for_many(as_seat: AsSeat):
    session = arranged(1)
    client = as_seat(officer())
    urls = [
        reverse("assessments:defences"),
        reverse("assessments:defence-session", args=[session.pk]),
        reverse("assessments:defence-arrange"),
    ]

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as found:
                assert client.get(url).status_code == 200
            counts.append(len(found))
        return counts

    make_case(niche="醋", stage=Stage.DEFENCE)
    queries()
    few = queries()
    waiting = [make_case(niche=f"细分{n}", stage=Stage.DEFENCE) for n in range(30)]
    for number, case in enumerate(waiting[:15], start=2):
        Defence.objects.create(session=session, declaration=case, turn=number)
        DefenceSession.objects.create(
            round=session.round,
            title=f"第{number}场",
            held_on=session.held_on,
            starts_at=session.starts_at,
            place="会议室",
            minutes_each=20,
            seed="1",
            arranged_at=now(),
            arranged_by="张工",
        )

    assert queries() == few
