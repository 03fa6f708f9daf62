"""The city's pages: who may come, what they see, and that a refusal keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Declaration, FieldRemark
from jiqun.evidence.models import Evidence
from jiqun.recommendations.models import RecommendationList, SiteVisit
from jiqun.recommendations.queries import visit_of
from jiqun.recommendations.services.visiting import attach_photo, conclude_visit
from tests.factories import AT, SHANGHAI, make_case, make_city, make_county, make_round, make_seat, officer
from tests.recommendations.scenes import (
    LETTER,
    also_national,
    full_report,
    handler,
    prepared,
    sent,
    signatory,
    stages,
    verified,
)

pytestmark = pytest.mark.django_db

AsSeat = Callable[[Seat], Client]
PAGES = 40
"""More queries than any page of the city needs, whatever it lists."""


@pytest.fixture(autouse=True)
def _in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the pages stands in the round."""
    for module in ("visit", "outcome", "lists"):
        monkeypatch.setattr(f"jiqun.recommendations.views.{module}.now", lambda: AT)


def stranger() -> Seat:
    """The handler of another city."""
    return make_seat(make_city("140200", "大同市"), Role.HANDLER)


def page(name: str, *args: Any) -> str:
    """The address of a page of the city."""
    return reverse(f"recommendations:{name}", args=args)


def posted(case: Declaration, **changes: str) -> dict[str, str]:
    """A full report as the page posts it."""
    report = full_report(case)
    data = {
        "visited_on": "2025-05-12",
        "place": report.place,
        "participants": report.participants,
        "conclusion": report.conclusion,
        "act": "conclude",
    }
    for criterion in report.lines:
        name = f"line-{criterion.replace('.', '-')}"
        data |= {f"{name}-conformity": "conforms", f"{name}-value": "", f"{name}-remark": "现场查看属实"}
    return data | changes


def list_data(cases: list[Declaration], **changes: Any) -> dict[str, Any]:
    """The cases ranked as they come, as the page of the list posts them."""
    order = list(dict.fromkeys(case.dossier.cluster_id for case in cases))
    ranks = {f"rank-{key}": str(number) for number, key in enumerate(order, start=1)}
    return {**ranks, "case": [str(case.pk) for case in cases], "seen": "", **changes}


def test_a_stale_page_of_a_visit_keeps_what_was_typed_and_may_save_once_told(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    client, url = as_seat(handler()), page("visit", case.case_number)
    own = {"act": "save", "version": "0", "conclusion": "本人填写"}
    saved = client.post(url, {"conclusion": "同事填写", "version": "0"}, headers={"X-Autosave": "1"})
    behind = client.post(url, own, headers={"X-Autosave": "1"})

    refused = client.post(url, own)
    told = refused.content.decode()
    again = client.post(url, {**own, "version": str(refused.context["version"])})

    assert (saved.headers["X-Version"], behind.status_code, refused.status_code, again.status_code) == (
        "1",
        409,
        422,
        302,
    )
    assert "他人刚刚修改了核查记录" in told
    assert "本人填写" in told
    assert visit_of(case).conclusion == "本人填写"


def test_a_page_that_cannot_be_read_stays_as_old_as_it_was(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    client, url = as_seat(handler()), page("visit", case.case_number)
    client.post(url, {"conclusion": "同事填写", "version": "0"})

    unreadable = client.post(url, {"visited_on": "某日", "version": "0"})

    assert (unreadable.status_code, unreadable.context["version"]) == (422, 0)


@pytest.mark.parametrize("name", ["inbox", "list"])
def test_only_offices_of_cities_come_here(as_seat: AsSeat, name: str):
    make_round()
    county = make_seat(make_county(), Role.HANDLER)
    security = make_seat(make_city(), Role.SECURITY_ADMIN)

    assert [as_seat(seat).get(page(name)).status_code for seat in (handler(), signatory())] == [200, 200]
    assert [as_seat(seat).get(page(name)).status_code for seat in (county, officer(), security)] == [403] * 3


@pytest.mark.parametrize("name", ["visit", "return", "decline", "photo-add"])
def test_the_case_of_another_city_is_not_there(as_seat: AsSeat, name: str):
    case = make_case(stage=Stage.SUBMITTED)

    assert as_seat(stranger()).post(page(name, case.case_number)).status_code == 404
    assert stages([case]) == [Stage.SUBMITTED]


@pytest.mark.parametrize("tab", ["to_verify", "returned", "verified", "sent", "not_recommended", "unknown"])
def test_every_tab_of_the_inbox_opens_empty_and_full(as_seat: AsSeat, tab: str):
    make_round()
    client = as_seat(handler())
    assert client.get(page("inbox"), {"tab": tab}).status_code == 200
    for stage in (Stage.SUBMITTED, Stage.DRAFT, Stage.VERIFIED, Stage.ADMITTED, Stage.NOT_RECOMMENDED):
        case = make_case(niche=stage.value, stage=Stage.SUBMITTED)
        Declaration.objects.filter(pk=case.pk).update(stage=stage)

    answer = client.get(page("inbox"), {"tab": tab})

    assert len(answer.context["clusters"]) == 1


def test_both_levels_of_a_cluster_stand_together(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    also_national(case, Stage.SUBMITTED)

    (cluster,) = as_seat(handler()).get(page("inbox")).context["clusters"]

    assert len(cluster.rows) == 2


def test_the_inbox_asks_as_much_for_many_as_for_one(as_seat: AsSeat, django_assert_max_num_queries: Any):
    client = as_seat(handler())
    for niches in (["法兰"], ["陶瓷", "玛钢", "醋"]):
        for niche in niches:
            make_case(niche=niche, stage=Stage.SUBMITTED)
        with django_assert_max_num_queries(PAGES - 20):
            assert client.get(page("inbox")).status_code == 200


def test_a_round_that_is_not_there_is_not_found(as_seat: AsSeat):
    make_round()

    assert as_seat(handler()).get(page("inbox"), {"round": "nowhere"}).status_code == 404


def test_a_draft_of_the_visit_is_kept(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    answer = as_seat(handler()).post(page("visit", case.case_number), {"place": "定襄县", "act": "save"}, follow=True)

    assert answer.redirect_chain == [(page("visit", case.case_number), 302)]
    assert "核查记录已保存" in answer.content.decode()
    assert SiteVisit.objects.get().place == "定襄县"


def test_autosave_answers_without_a_page(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    answer = as_seat(handler()).post(page("visit", case.case_number), {"place": "定襄县"}, headers={"X-Autosave": "1"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert SiteVisit.objects.get().place == "定襄县"


def test_concluding_tells_what_comes_next(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    answer = as_seat(handler()).post(page("visit", case.case_number), posted(case), follow=True)

    assert "已核查通过，请在5月31日前列入推荐名单" in answer.content.decode()
    assert stages([case]) == [Stage.VERIFIED]


def test_a_refused_conclusion_keeps_what_was_typed(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    data = posted(case, **{"line-C1-3-conformity": "differs", "line-C1-3-remark": "部分企业外迁", "place": ""})

    answer = as_seat(handler()).post(page("visit", case.case_number), data)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写核查地点" in text
    assert "部分企业外迁" in text
    assert stages([case]) == [Stage.SUBMITTED]


def test_a_day_that_is_none_is_shown_again(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    answer = as_seat(handler()).post(page("visit", case.case_number), posted(case, visited_on="五月十一"))

    assert answer.status_code == 422
    assert "五月十一" in answer.content.decode()


def test_concluding_twice_is_one_act(as_seat: AsSeat):
    case, client = make_case(stage=Stage.SUBMITTED), as_seat(handler())
    data = posted(case)

    statuses = [client.post(page("visit", case.case_number), data).status_code for _ in range(2)]

    assert statuses == [302, 422]
    assert Entry.objects.filter(act="verify").count() == 1


def test_the_signatory_reads_the_visit_only(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    answer = as_seat(signatory()).get(page("visit", case.case_number))

    assert answer.status_code == 200
    assert not answer.context["writable"]


def test_a_concluded_visit_is_read_only(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    conclude_visit(case, full_report(case), by=handler(), at=AT)

    answer = as_seat(handler()).get(page("visit", case.case_number))

    assert "核查属实，符合申报条件" in answer.content.decode()
    assert not answer.context["writable"]


def test_photos_are_taken_in_shown_and_taken_off(as_seat: AsSeat):
    case, client = make_case(stage=Stage.SUBMITTED), as_seat(handler())
    upload = SimpleUploadedFile("园区.jpg", b"\xff\xd8\xff\xe0picture")
    client.post(page("photo-add", case.case_number), {"photo": upload})
    piece = Evidence.objects.get()

    shown = client.get(page("photo", case.case_number, piece.pk))
    assert b"".join(shown.streaming_content) == b"\xff\xd8\xff\xe0picture"
    assert as_seat(stranger()).get(page("photo", case.case_number, piece.pk)).status_code == 404

    client.post(page("photo-remove", case.case_number, piece.pk))
    assert client.get(page("photo", case.case_number, piece.pk)).status_code == 404


def test_a_photo_that_cannot_be_taken_is_named(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    upload = SimpleUploadedFile("园区.exe", b"MZ")

    answer = as_seat(handler()).post(page("photo-add", case.case_number), {"photo": upload}, follow=True)
    nothing = as_seat(handler()).post(page("photo-add", case.case_number), follow=True)

    assert "“园区.exe”不是可接收的类型" in answer.content.decode()
    assert "请先选择照片或文件" in nothing.content.decode()


def test_a_photo_of_a_concluded_visit_stays(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    piece = attach_photo(case, SimpleUploadedFile("园区.jpg", b"\xff\xd8\xff"), by=handler(), at=AT)
    conclude_visit(case, full_report(case), by=handler(), at=AT)

    as_seat(handler()).post(page("photo-remove", case.case_number, piece.pk))

    piece.refresh_from_db()
    assert piece.removed_at is None


def test_a_case_goes_back_with_a_remark_on_each_field(as_seat: AsSeat):
    case, client = make_case(stage=Stage.SUBMITTED), as_seat(handler())
    data = {"reason": "", "remark-output_total-2024": "与统计年报不一致", "remark-nonsense": "无此字段"}

    assert client.get(page("return", case.case_number)).status_code == 200
    answer = client.post(page("return", case.case_number), data, follow=True)

    assert "已退回定襄县补正，逐项要求1处" in answer.content.decode()
    assert [(each.address, each.text) for each in FieldRemark.objects.all()] == [
        ("output_total.2024", "与统计年报不一致")
    ]
    assert stages([case]) == [Stage.DRAFT]


def test_nothing_is_returned_without_a_word(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    answer = as_seat(handler()).post(page("return", case.case_number), {"reason": " "})

    assert answer.status_code == 422
    assert "须写明总体理由" in answer.content.decode()


def test_not_recommending_asks_for_reasons(as_seat: AsSeat):
    case, client = make_case(stage=Stage.SUBMITTED), as_seat(signatory())

    assert client.get(page("decline", case.case_number)).status_code == 200
    assert client.post(page("decline", case.case_number), {"reason": ""}).status_code == 422
    answer = client.post(page("decline", case.case_number), {"reason": "产值占比未达到"}, follow=True)

    assert "省级申报不予推荐，理由已告知定襄县" in answer.content.decode()
    assert stages([case]) == [Stage.NOT_RECOMMENDED]


def test_a_list_is_drawn_up_signed_and_sent(as_seat: AsSeat):
    cases = verified(["法兰", "陶瓷"])
    drawn = as_seat(handler()).post(page("list"), list_data(cases), follow=True)
    assert "已拟定名单，共2项，待负责人签发报送" in drawn.content.decode()
    names = RecommendationList.objects.get()

    data = {"letter_number": LETTER, "seen": names.prepared_at.isoformat()}
    answer = as_seat(signatory()).post(page("list-send", names.pk), data, follow=True)

    assert "名单已报送省级" in answer.content.decode()
    assert stages(cases) == [Stage.RECOMMENDED] * 2
    assert answer.redirect_chain == [(page("list-sent", names.pk), 302)]


def test_sending_twice_shows_what_was_sent(as_seat: AsSeat):
    names = sent(verified(["法兰"]))

    answer = as_seat(signatory()).post(page("list-send", names.pk), {"letter_number": "另一号"}, follow=True)

    assert "无须重复办理" in answer.content.decode()
    assert Entry.objects.filter(act="send_list").count() == 1


def test_a_fourth_cluster_is_refused_and_the_page_keeps_the_ranks(as_seat: AsSeat):
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])

    answer = as_seat(handler()).post(page("list"), list_data(cases))

    assert answer.status_code == 422
    assert "超过名额3个，超出名额的一律不予受理" in answer.content.decode()
    assert [row.rank for row in answer.context["listed"]] == ["1", "2", "3", "4"]
    assert not RecommendationList.objects.exists()


def test_a_rank_that_is_no_number_is_refused_by_name(as_seat: AsSeat):
    (case,) = verified(["法兰"])
    data = list_data([case], **{f"rank-{case.dossier.cluster_id}": "第一"})

    answer = as_seat(handler()).post(page("list"), data)

    assert answer.status_code == 422
    assert "推荐排序应为正整数" in answer.content.decode()


def test_a_late_list_is_refused_with_the_closing_moment(as_seat: AsSeat, monkeypatch: pytest.MonkeyPatch):
    names = prepared(verified(["法兰"]))
    late = datetime(2025, 6, 1, 0, 0, 1, tzinfo=SHANGHAI)
    monkeypatch.setattr("jiqun.recommendations.views.lists.now", lambda: late)
    data = {"letter_number": LETTER, "seen": names.prepared_at.isoformat()}

    answer = as_seat(signatory()).post(page("list-send", names.pk), data)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "2025年5月31日24时" in text
    assert LETTER in text


def test_only_ticked_levels_go_onto_the_list(as_seat: AsSeat):
    (case,) = verified(["法兰"])
    national = also_national(case)

    as_seat(handler()).post(page("list"), list_data([case]))

    assert [row.declaration for row in RecommendationList.objects.get().rows.all()] == [case]
    assert stages([national]) == [Stage.VERIFIED]


def test_a_ranked_cluster_with_no_level_ticked_is_refused(as_seat: AsSeat):
    (case,) = verified(["法兰"])
    also_national(case)

    answer = as_seat(handler()).post(page("list"), list_data([case], case=[]))

    assert answer.status_code == 422
    assert "请至少选择一个申报类别" in answer.content.decode()
    assert not RecommendationList.objects.exists()


def test_ranks_that_are_closed_up_are_told(as_seat: AsSeat):
    first, last = verified(["法兰", "陶瓷"])
    data = list_data([first, last], **{f"rank-{last.dossier.cluster_id}": "5"})

    text = as_seat(handler()).post(page("list"), data, follow=True).content.decode()

    assert f"“{last.dossier.cluster.name}”由第5位改为第2位" in text
    assert text.count("由第") == 1


def test_what_is_no_document_number_sends_nothing(as_seat: AsSeat):
    names = prepared(verified(["法兰"]))
    data = {"letter_number": "abc<1>", "seen": names.prepared_at.isoformat()}

    answer = as_seat(signatory()).post(page("list-send", names.pk), data)

    assert answer.status_code == 422
    assert "如“忻工信发〔2025〕12号”，现填“abc&lt;1&gt;”" in answer.content.decode()
    assert RecommendationList.objects.get().sent_at is None


def test_the_suggested_order_fills_the_page_only(as_seat: AsSeat):
    verified(["法兰", "陶瓷", "玛钢", "醋"])

    answer = as_seat(handler()).get(page("list"), {"suggest": "1"})

    assert [row.rank for row in answer.context["listed"]] == ["1", "2", "3"]
    assert "未列入：忻州市本次拟推荐4个" in answer.content.decode()
    assert not RecommendationList.objects.exists()


def test_a_list_is_taken_back(as_seat: AsSeat):
    prepared(verified(["法兰"]))

    answer = as_seat(handler()).post(page("list-cancel"), follow=True)

    assert "名单已撤下" in answer.content.decode()
    assert not RecommendationList.objects.exists()


def test_an_unreadable_moment_counts_as_no_list_seen(as_seat: AsSeat):
    names = prepared(verified(["法兰"]))
    data = {"letter_number": LETTER, "seen": "2025-99-99T00:00"}

    answer = as_seat(signatory()).post(page("list-send", names.pk), data)

    assert answer.status_code == 422
    assert "刚刚调整了名单" in answer.content.decode()


def test_re_evaluations_have_a_list_without_a_quota(as_seat: AsSeat):
    case = make_case(track="re_evaluation", stage=Stage.VERIFIED)
    client = as_seat(handler())

    client.post(f"{page('list')}?purpose=re_evaluation", list_data([case]))
    answer = client.get(page("list"), {"purpose": "re_evaluation"})

    assert answer.context["quota"] is None
    assert "复核不占推荐名额" in answer.content.decode()
    assert [row.candidate.cases for row in answer.context["listed"]] == [(case,)]


def test_the_page_of_the_list_asks_as_much_for_many_as_for_one(as_seat: AsSeat, django_assert_max_num_queries: Any):
    client = as_seat(handler())
    for niches in (["法兰"], ["陶瓷", "玛钢", "醋"]):
        prepared_before = verified(niches)
        with django_assert_max_num_queries(PAGES):
            assert client.get(page("list")).status_code == 200
        assert prepared_before


@pytest.mark.parametrize(
    ("paper", "extension", "start"),
    [("recommendation_summary", "xlsx", b"PK"), ("cover_letter", "docx", b"PK")],
)
def test_papers_of_a_list_come_under_their_chinese_name(as_seat: AsSeat, paper: str, extension: str, start: bytes):
    names = sent(verified(["法兰"]))

    answer = as_seat(officer()).get(page("list-paper", names.pk, paper, extension))

    assert answer.content.startswith(start)
    assert "忻州市" in unquote(answer.headers["Content-Disposition"])
    assert as_seat(stranger()).get(page("list-paper", names.pk, paper, extension)).status_code == 404


def test_a_paper_or_format_that_does_not_exist_is_not_found(as_seat: AsSeat):
    names = sent(verified(["法兰"]))
    client = as_seat(handler())

    assert client.get(page("list-paper", names.pk, "recommendation_summary", "docx")).status_code == 404
    assert client.get(page("list-paper", names.pk, "minutes", "pdf")).status_code == 404


def test_the_conformity_statement_goes_to_everybody_who_may_see_the_case(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    address = page("conformity", case.case_number, "docx")
    assert as_seat(handler()).get(address).status_code == 404
    conclude_visit(case, full_report(case), by=handler(), at=AT)

    county = make_seat(case.county, Role.HANDLER)
    answers = [as_seat(seat).get(address).status_code for seat in (handler(), officer(), county, stranger())]

    assert answers == [200, 200, 200, 404]


def test_a_submitted_file_is_opened_by_its_place(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    piece = attach_photo(case, SimpleUploadedFile("证明.pdf", b"%PDF-1.7"), by=handler(), at=AT)
    submission = case.submissions.get()
    submission.evidence = [
        {"id": piece.pk, "address": "area_km2", "name": "证明.pdf", "sha256": piece.stored_id, "size": 8}
    ]
    submission.save()
    client = as_seat(handler())

    answer = client.get(page("file", case.case_number, 0))

    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert client.get(page("file", case.case_number, 1)).status_code == 404
    assert "证明.pdf" in client.get(page("visit", case.case_number)).content.decode()


def test_a_visit_that_was_never_begun_has_no_photos(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)

    assert visit_of(case) is None
    assert as_seat(handler()).post(page("photo-remove", case.case_number, 1)).status_code == 404


def test_photos_of_a_visit_under_way_are_the_citys_own(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    piece = attach_photo(case, SimpleUploadedFile("现场.pdf", b"%PDF-1.7"), by=handler(), at=AT)
    address = page("photo", case.case_number, piece.pk)

    def status(seat: Seat) -> int:
        answer = as_seat(seat).get(address)
        assert answer.status_code == 404 or b"".join(answer.streaming_content) == b"%PDF-1.7"
        return answer.status_code

    county = make_seat(case.county, Role.HANDLER)
    assert (status(handler()), status(county)) == (200, 404)

    case.visits.update(concluded_at=AT)
    assert status(county) == 200


def test_a_case_without_a_submission_has_no_page_of_a_visit(as_seat: AsSeat):
    case = make_case(stage=Stage.SUBMITTED)
    case.submissions.all().delete()

    assert as_seat(handler()).get(page("visit", case.case_number)).status_code == 404
