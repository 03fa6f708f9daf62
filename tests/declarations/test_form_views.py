"""The form page keeps what was typed, says what is wrong, and checks figures before they are kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import FieldRemark
from tests.declarations.scenes import PDF, draft, files_of, handler, ready, signatory, upload, with_national
from tests.factories import AT, make_city, make_county, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_seat):
    return as_seat(handler())


def page(case, section: str, name: str = "section") -> str:
    return reverse(f"declarations:{name}", args=[case.case_number, section])


def post(client, case, section="figures", *, headers=None, **data):
    case.dossier.refresh_from_db()
    data = {"version": case.dossier.revision, **data}
    answer = client.post(page(case, section), data, headers=headers)
    case.dossier.refresh_from_db()
    return answer


def test_every_section_of_the_form_is_shown(client):
    case = draft()
    with_national(case)

    sections = client.get(page(case, "basic")).context["page"].sections
    answers = {each.id: client.get(page(case, each.id)).status_code for each in sections}

    assert set(answers.values()) == {200}


def test_the_form_opens_where_something_is_left_to_do(client):
    case = ready(answers={"market_share": None})

    answer = client.get(reverse("declarations:form", args=[case.case_number]))

    assert answer.url == page(case, "competitiveness")


def test_saving_leads_back_and_says_what_is_left(client):
    case = draft()

    answer = client.post(
        page(case, "figures"), {"version": 0, "output_total-2024": "1,234.5", "act": "save"}, follow=True
    )

    assert answer.redirect_chain == [(page(case, "figures"), 302)]
    assert "已保存“分年度经济数据”，本页还有" in answer.content.decode()


def test_saving_may_lead_on(client):
    assert post(client, case := draft(), act="next").url == page(case, "competitiveness")
    assert "已保存“分年度经济数据”，该页还有" in client.get(page(case, "competitiveness")).content.decode()


def test_the_last_page_leads_to_the_check(client):
    case = draft()

    assert post(client, case, "commitment", act="next").url == reverse("declarations:submit", args=[case.case_number])


def test_what_could_not_be_read_stands_as_typed_with_a_sentence_and_the_rest_is_kept(client):
    case = draft()

    answer = post(client, case, **{"output_total-2024": "约一百亿", "output_sme-2024": "９０"})

    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="约一百亿"' in body
    assert "应填数字，如1,234.5，现填“约一百亿”" in body
    assert 'href="#id_output_total-2024"' in body
    assert case.dossier.answers["output_sme.2024"] == "90"


def test_what_a_colleague_changed_is_told_and_the_typed_text_stays(client):
    case = draft()
    post(client, case, **{"output_total-2024": "130"})

    answer = client.post(page(case, "figures"), {"version": "0", "output_total-2024": "140"})

    assert answer.status_code == 422
    assert 'value="140"' in answer.content.decode()
    assert "刚刚修改了" in answer.content.decode()
    assert answer.context["page"].dossier.revision == 1


def test_keeping_in_the_background_answers_with_the_self_check_and_the_version(client):
    case = draft()

    answer = post(client, case, headers={"X-Autosave": "1"}, **{"output_total-2024": "130"})

    assert (answer.status_code, answer["X-Version"]) == (200, "1")
    assert "省级申报自查" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_keeping_in_the_background_says_what_could_not_be_read(client):
    answer = post(client, draft(), headers={"X-Autosave": "1"}, **{"output_total-2024": "很多"})

    assert answer.status_code == 422
    assert "现填“很多”" in answer.content.decode()


def test_keeping_in_the_background_stops_when_a_colleague_was_faster(client):
    case = draft()
    post(client, case, **{"output_total-2024": "130"})

    answer = client.post(
        page(case, "figures"), {"version": "0", "output_total-2024": "140"}, headers={"X-Autosave": "1"}
    )

    assert answer.status_code == 409


def test_the_self_check_counts_what_is_typed_without_keeping_it(client):
    case = draft()
    with_national(case)

    answer = client.post(page(case, "figures", "check"), {"output_sme-2024": "85.25"})

    assert "68.20%，低于要求的70%，还差1.80个百分点" in answer.content.decode()
    case.dossier.refresh_from_db()
    assert case.dossier.answers["output_sme.2024"] == "104"


def test_a_figure_that_contradicts_another_meets_no_condition(client):
    case = draft()

    answer = client.post(page(case, "digital", "check"), {"platform_firms": "134", "platform_adopters": "140"})

    assert "数据有误，待更正后判定" in answer.content.decode()
    assert "104.48%，符合" not in answer.content.decode()


def test_the_form_of_a_submitted_level_leads_to_the_other_one_and_says_so(client):
    case = draft(stage=Stage.SUBMITTED)
    national = with_national(case)

    answer = client.get(page(case, "figures"), follow=True)

    assert answer.redirect_chain[0] == (reverse("declarations:form", args=[national.case_number]), 302)
    assert "现转到尚未提交的国家级申报，在此修改的内容不改变省级已提交的内容" in answer.content.decode()
    assert post(client, case, **{"output_total-2024": "1"}).url == reverse(
        "declarations:reading", args=[case.case_number]
    )
    assert case.dossier.answers["output_total.2024"] != "1"


def test_what_a_page_only_shows_does_not_undo_what_was_changed_in_another_window(client):
    case = draft()
    seen, total = case.dossier.revision, case.dossier.answers["output_total.2024"]
    post(client, case, **{"output_total-2024": "160", "act": "save"})

    late = {"version": seen, "output_total-2024": total, "output_sme-2024": "105"}
    answer = client.post(page(case, "figures"), late, headers={"X-Autosave": "1"})

    case.dossier.refresh_from_db()
    assert (answer.status_code, answer["X-Stale"]) == (200, "output_total-2024")
    assert (case.dossier.answers["output_total.2024"], case.dossier.answers["output_sme.2024"]) == ("160", "105")


def test_ones_own_change_in_another_window_is_told_as_such(client):
    case = draft()
    seen = case.dossier.revision
    post(client, case, **{"output_total-2024": "160", "act": "save"})

    answer = client.post(page(case, "figures"), {"version": seen, "output_total-2024": "170", "act": "save"})

    assert answer.status_code == 422
    assert "您在另一窗口刚刚修改了“2024年集群总产值”" in answer.content.decode()


def test_the_same_file_again_is_told_and_hangs_once(client):
    case = draft()
    for name in ("证明.pdf", "另一份.pdf"):
        answer = post(
            client, case, "digital", **{"file-platform_adopters": upload(name), "upload": "platform_adopters"}
        )

    assert "“另一份.pdf”与“证明.pdf”内容相同，未重复上传" in client.get(answer.url).content.decode()
    assert [each.name for each in files_of(case)] == ["证明.pdf"]


def test_demands_for_correction_are_counted_by_page_and_mark_their_cell(client):
    case = draft()
    FieldRemark.objects.create(
        declaration=case, address="output_total.2023", text="与年报不一致", made_at=AT, made_by="李工"
    )
    text = client.get(page(case, "figures")).content.decode()

    assert text.count("须补正1") == 1
    assert "2023年集群总产值：与年报不一致" in text
    assert text.count("to-correct") == 1


def test_rows_are_read_in_order_and_struck_rows_are_dropped(client):
    case = draft()
    row = {"size": "small", "leading": "yes"}
    firms = [("甲公司", "91350100M000100Y43"), ("乙公司", "91110000600037341L"), ("丙公司", "")]
    data = {"roster": "", "roster-1-DELETE": "on", "roster-0-titles": ["srdi", "high_tech"]}
    for number, (name, code) in enumerate(firms):
        cells = {"name": name, "uscc": code, **row}
        data |= {f"roster-{number}-{key}": value for key, value in cells.items()}

    post(client, case, "firms", **data)

    assert [each["name"] for each in case.dossier.answers["roster"]] == ["甲公司", "丙公司"]
    assert case.dossier.answers["roster"][0]["titles"] == ["srdi", "high_tech"]


def test_one_more_row_keeps_what_was_typed_and_stores_nothing(client):
    case = draft()
    typed = {"roster": "", "roster-TOTAL_FORMS": "5", "roster-0-name": "新公司", "add_row": "roster"}

    answer = post(client, case, "firms", **typed)

    assert answer.status_code == 200
    assert 'value="新公司"' in answer.content.decode()
    assert 'name="roster-5-name"' in answer.content.decode()
    assert [each["name"] for each in case.dossier.answers["roster"]] == ["企业1", "企业2"]


def test_choices_can_all_be_taken_away(client):
    case = draft()

    post(client, case, "chain", shared_facilities="")

    assert "shared_facilities" not in case.dossier.answers


def test_files_are_attached_and_the_answers_kept_with_them(client):
    case = draft()

    answer = post(client, case, "basic", **{"file-area_km2": upload(), "area_km2": "33", "upload": "area_km2"})

    assert answer.url == f"{page(case, 'basic')}#ask-area_km2"
    assert [(piece.address, piece.name) for piece in files_of(case)] == [("area_km2", "证明.pdf")]
    assert case.dossier.answers["area_km2"] == "33"


def test_a_file_that_is_not_taken_is_told_at_its_question(client):
    case = draft()

    answer = post(client, case, "basic", **{"file-area_km2": upload("a.exe", b"MZ"), "upload": "area_km2"})

    assert answer.status_code == 422
    assert "不是可接收的类型" in answer.content.decode()
    assert '<a href="#ask-area_km2">' in answer.content.decode()


def test_uploading_nothing_is_told(client):
    answer = post(client, draft(), "basic", upload="area_km2")

    assert "请先选择文件，再上传" in answer.content.decode()


def test_a_file_is_taken_off(client):
    case = ready()
    piece = next(each for each in files_of(case) if each.address == "niche")

    post(client, case, "basic", remove=str(piece.pk))

    assert piece not in files_of(case)


def test_remarks_of_the_city_stand_at_their_question(client):
    case = draft()
    FieldRemark.objects.create(
        declaration=case, address="output_total.2024", text="与年鉴不符", made_at=AT, made_by="李科"
    )

    assert "与年鉴不符" in client.get(page(case, "figures")).content.decode()


def test_a_question_of_one_level_says_so_where_both_are_declared(client):
    case = draft()
    alone = client.get(page(case, "basic")).content.decode()
    with_national(case)

    both = client.get(page(case, "basic")).content.decode()

    assert "仅国家级" not in alone
    assert "仅国家级" in both
    assert "除另行标明外，省级、国家级共用" in both


def test_a_submitted_declaration_is_read_instead(client):
    case = draft(stage=Stage.SUBMITTED)

    answer = client.post(page(case, "figures"), {"output_total-2024": "1"})

    assert answer.url == reverse("declarations:reading", args=[case.case_number])


@pytest.mark.parametrize("name", ["section", "check"])
def test_only_county_handlers_fill_in(as_seat, name):
    case = draft()
    url = page(case, "figures", name)

    assert as_seat(signatory()).post(url).status_code == 403
    assert as_seat(make_seat(make_city(), Role.HANDLER)).post(url).status_code == 403


def test_another_county_does_not_find_the_case(as_seat):
    case = draft()
    foreign = make_seat(make_county("140922", "五台县"), Role.HANDLER)

    assert as_seat(foreign).get(page(case, "figures")).status_code == 404


def test_a_section_that_the_form_does_not_have_is_not_found(client):
    assert client.get(page(draft(), "re_evaluation")).status_code == 404


def test_the_page_takes_the_same_number_of_queries_with_more_firms(client, django_assert_max_num_queries):
    case = draft()
    case.dossier.answers["roster"] *= 10
    case.dossier.save()

    with django_assert_max_num_queries(20):
        client.get(page(case, "firms"))


def test_evidence_is_shown_under_its_own_name_and_type(client):
    piece = files_of(ready())[0]

    answer = client.get(reverse("declarations:evidence", args=[piece.pk]))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")


def test_evidence_of_another_county_is_not_found(as_seat):
    piece = files_of(ready())[0]
    foreign = make_seat(make_county("140922", "五台县"), Role.HANDLER)

    assert as_seat(foreign).get(reverse("declarations:evidence", args=[piece.pk])).status_code == 404
