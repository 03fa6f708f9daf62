"""All visible cases: filtered, sorted, paged, exported."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jiqun.core.vocabulary import Role, Stage
from jiqun.desk.casetable import FORMULA_STARTS, HEADERS, harmless
from jiqun.desk.queries import IN_GROUP, Group, Order, Wanted, cases_wanted
from tests.factories import AT, make_case, make_city, make_county, make_province, make_seat, officer


def elsewhere():
    return make_county("140421", "长治县", make_city("140400", "长治市"))


def names(seat, **wanted):
    return [case.dossier.cluster.name for case in cases_wanted(seat, Wanted(**wanted))]


def test_every_stage_stands_in_exactly_one_group():
    stages = [stage for group in Group for stage in IN_GROUP[group]]

    assert sorted(stages) == sorted(Stage)


@pytest.mark.django_db
def test_each_question_narrows_the_list():
    make_case(stage=Stage.SUBMITTED)
    make_case(stage=Stage.READY, track="national", niche="法兰锻造")
    make_case(elsewhere(), niche="电机", stage=Stage.RECOMMENDED)
    flange, motor = "定襄县法兰锻造产业集群", "长治县电机产业集群"

    assert names(officer()) == [motor, flange, flange]
    assert names(officer(), words="电机") == [motor]
    assert names(officer(), words="定襄 法兰") == [flange, flange]
    assert names(officer(), city="140400") == [motor]
    assert names(officer(), level="national") == [flange]
    assert names(officer(), group="city") == [flange]
    assert names(officer(), stage="ready", purpose="declaration") == [flange]
    assert names(officer(), round="other") == []


@pytest.mark.django_db
def test_the_longest_waiting_comes_first_when_asked():
    make_case(niche="新", stage=Stage.SUBMITTED)
    old = make_case(niche="旧", stage=Stage.SUBMITTED)
    old.stage_since = AT - timedelta(days=9)
    old.save()

    assert names(officer(), order=Order.LONGEST) == ["定襄县旧产业集群", "定襄县新产业集群"]
    assert names(officer(), order=Order.NEWEST) == ["定襄县新产业集群", "定襄县旧产业集群"]


@pytest.mark.django_db
def test_a_city_sees_its_own_and_has_no_choice_of_cities(as_seat):
    make_case(stage=Stage.SUBMITTED)
    make_case(elsewhere(), niche="电机", stage=Stage.SUBMITTED)
    shown = as_seat(make_seat(make_city(), Role.HANDLER)).get(reverse("desk:cases"))

    assert [case.county.place for case in shown.context["page"]] == ["定襄县"]
    assert "推荐单位" not in shown.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.EXPERT, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_those_without_cases_have_no_list(as_seat, role):
    client = as_seat(make_seat(make_province(), role))

    assert client.get(reverse("desk:cases")).status_code == 403
    assert client.get(reverse("desk:export", args=["csv"])).status_code == 403


@pytest.mark.django_db
def test_there_is_no_export_in_another_format(as_seat):
    assert as_seat(officer()).get(reverse("desk:export", args=["pdf"])).status_code == 404


@pytest.mark.django_db
def test_an_answer_that_makes_no_sense_is_left_out_of_the_question(as_seat):
    make_case(stage=Stage.SUBMITTED)
    query = {"level": "其他", "group": "无", "sort": "乱", "page": "九", "city": "000"}

    assert as_seat(officer()).get(reverse("desk:cases"), query).context["page"].paginator.count == 1


@pytest.mark.django_db
def test_nothing_found_offers_everything(as_seat):
    page = as_seat(officer()).get(reverse("desk:cases"), {"q": "没有的"}).content.decode()

    assert "没有符合条件的事项" in page


@pytest.mark.django_db
def test_a_long_list_is_paged_with_a_fixed_number_of_questions(as_seat, django_assert_max_num_queries):
    for number in range(53):
        make_case(make_county(), niche=f"领域{number}", stage=Stage.SUBMITTED)
    client = as_seat(officer())

    with django_assert_max_num_queries(12):
        first = client.get(reverse("desk:cases"))
    assert len(first.context["page"].object_list) == 50
    assert len(client.get(reverse("desk:cases"), {"page": 2}).context["page"].object_list) == 3


@pytest.mark.django_db
def test_the_list_is_exported_as_it_is_filtered(as_seat):
    make_case(stage=Stage.SUBMITTED)
    make_case(elsewhere(), niche="=cmd()", stage=Stage.SUBMITTED)
    client = as_seat(officer())

    text = client.get(reverse("desk:export", args=["csv"])).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert tuple(head) == HEADERS
    assert [row[2] for row in rows] == ["'=cmd()", "法兰锻造"]

    answer = client.get(reverse("desk:export", args=["xlsx"]), {"q": "定襄"})
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in table if "产业集群" in str(row[1])] == ["定襄县法兰锻造产业集群"]


@given(st.text() | st.integers() | st.none())
def test_no_exported_cell_starts_a_formula(cell):
    assert not harmless(cell).startswith(FORMULA_STARTS)
