"""The pages of the last stage: who may come, what they do, what they refuse, and how many questions they ask."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList, RecognitionState
from jiqun.recognitions.services.lists import issue_list
from tests.factories import AT, make_case, make_city, make_county, make_province, make_round, make_seat, officer
from tests.recognitions.scenes import NUMBER, cleared, drawn_up, recognised, signatory

pytestmark = pytest.mark.django_db


def county_handler():
    return make_seat(make_county(), Role.HANDLER)


def test_a_county_sees_what_is_due_and_opens_it(as_seat):
    make_round(closes_on=AT.replace(year=2099).date())
    held = recognised()
    client = as_seat(county_handler())

    assert "发起复核" in client.get(reverse("recognitions:due")).content.decode()

    answer = client.post(reverse("recognitions:open-due", args=[held.pk]))
    case = Declaration.objects.get(track="re_evaluation")

    assert answer.url == reverse("desk:case", args=[case.case_number])


def test_opening_twice_makes_one_case_and_says_so(as_seat):
    make_round(closes_on=AT.replace(year=2099).date())
    held, client = recognised(), as_seat(county_handler())
    url = reverse("recognitions:open-due", args=[held.pk])
    client.post(url)

    assert client.post(url).status_code == 422
    assert Declaration.objects.count() == 1


def test_a_county_does_not_see_what_is_due_elsewhere(as_seat):
    make_round()
    recognised(make_county("140981", "原平市"))

    page = as_seat(county_handler()).get(reverse("recognitions:due")).content.decode()

    assert "原平市法兰锻造产业集群" not in page


def test_a_city_sees_what_is_due_in_its_counties_and_opens_nothing(as_seat):
    make_round()
    recognised()

    page = as_seat(make_seat(make_city(), Role.HANDLER)).get(reverse("recognitions:due")).content.decode()

    assert "定襄县法兰锻造产业集群" in page
    assert "待县级发起" in page


@pytest.mark.parametrize("name", ["lists", "ministry"])
def test_lists_and_results_are_the_provinces(as_seat, name):
    assert as_seat(county_handler()).get(reverse(f"recognitions:{name}")).status_code == 403


def test_an_auditor_reads_lists_and_draws_up_none(as_seat):
    client = as_seat(make_seat(make_province(), Role.AUDITOR))

    assert client.get(reverse("recognitions:lists")).status_code == 200
    assert client.get(reverse("recognitions:new-list")).status_code == 403


def test_the_officer_draws_up_a_list_from_what_waits(as_seat):
    cases, client = cleared(2), as_seat(officer())
    url = f"{reverse('recognitions:new-list')}?round={make_round().code}&kind=provincial"

    assert "2025年度山西省中小企业特色产业集群名单" in client.get(url).content.decode()

    data = {"title": "名单", "number": NUMBER, "issued_on": "2025-05-12", "cases": [case.pk for case in cases]}
    answer = client.post(url, data)
    made = RecognitionList.objects.get()

    assert answer.url == reverse("recognitions:list", args=[made.pk])
    assert made.cases.count() == 2


def test_a_list_that_is_refused_keeps_what_was_typed(as_seat):
    cases, client = cleared(), as_seat(officer())
    drawn_up(cleared(1, "national"), ListKind.FORWARDED)
    url = f"{reverse('recognitions:new-list')}?round={make_round().code}&kind=provincial"
    data = {"title": "名单标题", "number": NUMBER, "issued_on": "2025-05-12", "cases": [cases[0].pk]}

    answer = client.post(url, data)

    assert answer.status_code == 422
    assert "名单标题" in answer.content.decode()
    assert f"文号“{NUMBER}”已用于另一份名单" in answer.content.decode()


def test_a_kind_that_does_not_exist_has_no_page(as_seat):
    url = f"{reverse('recognitions:new-list')}?round={make_round().code}&kind=other"

    assert as_seat(officer()).get(url).status_code == 404


def test_the_signatory_signs_and_the_second_press_changes_nothing(as_seat):
    made, client = drawn_up(cleared()), as_seat(signatory())
    url = reverse("recognitions:sign-list", args=[made.pk])

    client.post(url)
    answer = client.post(url, follow=True)

    assert "无须重复办理" in answer.content.decode()
    assert Recognition.objects.count() == 1


def test_the_officer_who_signs_is_told_who_may(as_seat):
    made = drawn_up(cleared())
    answer = as_seat(officer()).post(reverse("recognitions:sign-list", args=[made.pk]))

    assert answer.status_code == 422
    assert "负责人办理" in answer.content.decode()


def test_the_officer_cancels_a_list_that_was_not_signed(as_seat):
    made = drawn_up(cleared())
    answer = as_seat(officer()).post(reverse("recognitions:cancel-list", args=[made.pk]))

    assert answer.url == reverse("recognitions:lists")
    assert RecognitionList.objects.count() == 0


@pytest.mark.parametrize(("track", "kind"), [("provincial", ListKind.PROVINCIAL), ("national", ListKind.FORWARDED)])
@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_a_list_is_handed_out_with_its_clusters(as_seat, track, kind, extension):
    made = drawn_up(cleared(2, track), kind)
    issue_list(made, by=signatory(), at=AT)
    answer = as_seat(officer()).get(reverse("recognitions:list-paper", args=[made.pk, extension]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))

    assert "第1县法兰锻造产业集群" in text
    assert "attachment" in answer["Content-Disposition"]


def test_the_document_of_a_provincial_list_says_how_long_it_holds(as_seat):
    made = drawn_up(cleared())
    issue_list(made, by=signatory(), at=AT)
    answer = as_seat(officer()).get(reverse("recognitions:list-paper", args=[made.pk, "docx"]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = archive.read("word/document.xml").decode()

    assert "以上集群认定有效期自2025年5月12日至2028年5月11日。" in text
    assert "省集群〔2025〕001号" in text


TERM = {"valid_from": "2026-01-01", "valid_until": "2028-12-31"}


def test_the_officer_records_the_ministrys_results_in_one_go(as_seat):
    passed = make_case(make_county("140921", "第1县"), track="national", stage=Stage.FORWARDED)
    failed = make_case(make_county("140922", "第2县"), track="national", stage=Stage.FORWARDED)
    later = make_case(make_county("140923", "第3县"), track="national", stage=Stage.FORWARDED)
    data = {"document": "工信部企业函〔2025〕300号", "issued_on": "2025-05-12", **TERM}
    data |= {f"result-{passed.pk}": "passed", f"result-{failed.pk}": "failed", f"result-{later.pk}": ""}

    answer = as_seat(officer()).post(reverse("recognitions:ministry"), data)
    stages = dict(Declaration.objects.values_list("pk", "stage"))

    assert answer.status_code == 302
    assert [stages[case.pk] for case in (passed, failed, later)] == [
        Stage.RECOGNISED,
        Stage.NOT_RECOGNISED,
        Stage.FORWARDED,
    ]


def test_a_refused_result_keeps_what_was_chosen(as_seat):
    case = make_case(track="re_evaluation", stage=Stage.FORWARDED)
    data = {"document": "工信部企业函〔2025〕300号", "issued_on": "2025-05-12", **TERM, f"result-{case.pk}": "failed"}

    answer = as_seat(officer()).post(reverse("recognitions:ministry"), data)

    assert answer.status_code == 422
    assert "复核未通过的，须写明理由" in answer.content.decode()
    assert '<option value="failed" selected>' in answer.content.decode()


def test_the_register_answers_what_is_asked(as_seat):
    recognised()
    recognised(None, cluster=None, name="常熟市电子氟材料产业集群", province="江苏省", city="苏州市", county="常熟市")
    client, url = as_seat(county_handler()), reverse("recognitions:register")

    def names(query):
        return [row.recognition.county for row in client.get(url + query).context["rows"]]

    assert names("") == ["定襄县", "常熟市"]
    assert names("?own=own") == ["定襄县"]
    assert names("?q=氟材料") == ["常熟市"]
    assert names("?batch=2022&level=national") == ["定襄县", "常熟市"]
    assert names("?standing=revoked") == []
    assert names("?batch=不是年份&standing=错") == ["定襄县", "常熟市"]


def test_a_recognition_shows_its_validity_and_what_it_rests_on(as_seat):
    held = recognised(mark="S", validity_mark="A", source="http://www.example.cn/list")
    page = as_seat(county_handler()).get(reverse("recognitions:recognition", args=[held.pk])).content.decode()

    assert "2023年1月1日至2025年12月31日" in page
    assert "转引" in page
    assert "暂定" in page


def test_the_province_revokes_with_a_reason(as_seat):
    held, client = recognised(), as_seat(officer())
    url = reverse("recognitions:revoke", args=[held.pk])

    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "发生重大环境事故"}).status_code == 302
    assert "无须重复办理" in client.post(url, {"reason": "再次"}, follow=True).content.decode()

    held.refresh_from_db()
    assert (held.state, held.note) == (RecognitionState.REVOKED, "发生重大环境事故")


def test_nobody_else_is_offered_to_revoke(as_seat):
    held = recognised()
    url = reverse("recognitions:revoke", args=[held.pk])
    page = as_seat(county_handler()).get(reverse("recognitions:recognition", args=[held.pk])).content.decode()

    assert url not in page
    assert as_seat(county_handler()).post(url, {"reason": "无"}).status_code == 403


@pytest.mark.parametrize("name", ["due", "lists", "ministry", "register"])
def test_lists_ask_the_same_number_of_questions_however_long(as_seat, django_assert_max_num_queries, name):
    client, url = as_seat(officer()), reverse(f"recognitions:{name}")
    for number in range(4):
        county = make_county(f"1409{number + 31}", f"第{number}县")
        recognised(county)
        make_case(county, track="national", stage=Stage.FORWARDED)
        drawn_up([make_case(county, stage=Stage.CLEARED)], number=f"晋工信企业函〔2025〕{number + 1}号")

    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200
