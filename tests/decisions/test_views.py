"""The province's pages of this stage: who may come, what is kept after a refusal, fixed numbers of queries."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.briefing import usual_reason
from jiqun.decisions.models import Meeting, Objection, ObjectionState, PublicNotice
from tests.decisions import scene
from tests.decisions.scene import (
    AGREED,
    CONTACT,
    POSTED_AT,
    TOO_LATE,
    accepted,
    differing,
    drawn_up,
    met,
    objected,
    posted,
    ready,
    signatory,
    stage_of,
)
from tests.factories import make_city, make_county, make_province, make_round, make_seat, officer

pytestmark = pytest.mark.django_db

AGENDA = {
    "title": "厅专题会议",
    "held_on": "2025-06-18",
    "attendees": "张三、李四",
    "chair": "王五",
    "minutes": "听取汇报",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Pages believe that it is the moment of posting; call it to move on."""

    def moved(moment: Any) -> None:
        for name in ("meetings", "notices", "notice", "objections"):
            monkeypatch.setattr(f"jiqun.decisions.views.{name}.now", lambda: moment)
        monkeypatch.setattr("jiqun.decisions.views.notices.localdate", lambda at=None: moment.date())
        monkeypatch.setattr("jiqun.decisions.views.meetings.localdate", lambda at=None: moment.date())

    moved(POSTED_AT)
    return moved


def pages() -> list[str]:
    """Every page of the app that exists in a full scene."""
    make_round()
    meeting = met(ready(["会议"]))
    notice = posted()
    objection = objected(notice)
    return [
        reverse("decisions:meetings"),
        reverse("decisions:new-meeting"),
        reverse("decisions:meeting", args=[meeting.pk]),
        reverse("decisions:minutes-paper", args=[meeting.pk, "docx"]),
        reverse("decisions:notices"),
        reverse("decisions:new-notice"),
        reverse("decisions:notice", args=[notice.pk]),
        reverse("decisions:notice-paper", args=[notice.pk, "docx"]),
        reverse("decisions:objection", args=[objection.pk]),
    ]


def test_officer_and_signatory_open_every_page(as_seat: Any):
    addresses = pages()

    for seat in (officer(), signatory()):
        assert [as_seat(seat).get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize("role", [Role.PANEL_SECRETARY, Role.EXPERT, Role.AUDITOR, Role.SECURITY_ADMIN])
def test_others_of_the_province_open_none(as_seat: Any, role: Role):
    client, addresses = as_seat(make_seat(make_province(), role)), pages()

    assert [client.get(address).status_code for address in addresses] == [403] * len(addresses)


def test_signatories_of_city_and_county_open_none(as_seat: Any):
    addresses = pages()

    for office in (make_city(), make_county()):
        client = as_seat(make_seat(office, Role.SIGNATORY))
        assert [client.get(address).status_code for address in addresses] == [403] * len(addresses)


def test_strangers_are_sent_to_log_in(client: Any):
    assert [client.get(address).status_code for address in pages()] == [302] * 9


def test_a_meeting_is_posted_all_at_once(as_seat: Any):
    first, second, third = ready(["法兰", "陶瓷", "玛钢"])
    data = {
        **AGENDA,
        f"outcome-{first.pk}": "propose",
        f"outcome-{second.pk}": "decline",
        f"reason-{first.pk}": AGREED,
        f"reason-{second.pk}": "得分偏低",
    }

    answer = as_seat(officer()).post(reverse("decisions:new-meeting"), data, follow=True)

    assert answer.redirect_chain == [(reverse("decisions:meeting", args=[Meeting.objects.get().pk]), 302)]
    assert (stage_of(first), stage_of(second), stage_of(third)) == (Stage.PROPOSED, Stage.DECLINED, Stage.READY)
    assert "同意1项，下一步拟定公示；不同意1项" in answer.content.decode()
    assert Meeting.objects.get().chair == "王五"


def test_the_table_offers_a_reason_for_agreeing_but_not_where_the_look_on_site_differed(as_seat: Any):
    sound, doubtful = ready(["法兰", "陶瓷"])
    differing(doubtful)

    page = as_seat(officer()).get(reverse("decisions:new-meeting")).content.decode()

    fields = dict(re.findall(r'<textarea name="reason-(\d+)"[^>]*>([^<]*)<', page))
    assert fields == {str(sound.pk): usual_reason(sound), str(doubtful.pk): ""}


def test_a_refused_meeting_keeps_what_was_typed_and_names_every_flaw(as_seat: Any):
    first, second = ready(["法兰", "陶瓷"])
    data = {
        **AGENDA,
        "title": "",
        f"outcome-{first.pk}": "propose",
        f"outcome-{second.pk}": "decline",
        f"reason-{first.pk}": "基础扎实",
    }

    answer = as_seat(officer()).post(reverse("decisions:new-meeting"), data)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "请填写会议名称" in page
    assert "须写明理由" in page
    assert "基础扎实" in page
    assert "张三、李四" in page
    assert f'name="outcome-{second.pk}" value="decline" checked' in page
    assert not Meeting.objects.exists()


def test_the_same_meeting_posted_twice_is_refused_with_a_sentence(as_seat: Any):
    case = ready()[0]
    client, data = as_seat(officer()), {**AGENDA, f"outcome-{case.pk}": "propose", f"reason-{case.pk}": AGREED}

    client.post(reverse("decisions:new-meeting"), data)
    again = client.post(reverse("decisions:new-meeting"), data)

    assert again.status_code == 422
    assert "不在待会议研究环节" in again.content.decode()
    assert Meeting.objects.count() == 1


def test_the_table_shows_what_the_meeting_has_to_weigh(as_seat: Any):
    differing(ready()[0])

    page = as_seat(officer()).get(reverse("decisions:new-meeting")).content.decode()

    assert "与申报不一致" in page
    assert "省级申报" in page


def queries_of(client: Any, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_table_needs_the_same_queries_for_one_case_and_for_three(as_seat: Any):
    client, address = as_seat(officer()), reverse("decisions:new-meeting")
    ready(["法兰"])
    client.get(address)
    with_one = queries_of(client, address)
    ready(["陶瓷", "玛钢"])

    assert queries_of(client, address) == with_one


def test_lists_need_the_same_queries_for_one_row_and_for_three(as_seat: Any):
    client, addresses = as_seat(officer()), [reverse("decisions:meetings"), reverse("decisions:notices")]
    counts = []
    for niche in ("法兰", "陶瓷", "玛钢"):
        objected(posted([niche]))
        met(ready([f"{niche}二"]))
        counts.append([queries_of(client, address) for address in addresses])

    assert counts[0] == counts[1] == counts[2]


def test_a_notice_needs_the_same_queries_for_one_case_and_for_three(as_seat: Any):
    client, counts = as_seat(officer()), []
    for notice in (posted(["法兰"]), posted(["陶瓷", "玛钢", "醋"])):
        for case in notice.cases.all():
            objected(notice, case)
        counts.append(queries_of(client, reverse("decisions:notice", args=[notice.pk])))

    assert counts[0] == counts[1]


def notice_data(**changes: Any) -> dict[str, Any]:
    """A notice as it is typed."""
    return {"title": "关于拟认定名单的公示", "first_day": "2025-06-19", "contact": CONTACT, **changes}


def test_the_new_notice_page_counts_the_days_of_today(as_seat: Any):
    ready(stage=Stage.PROPOSED)

    page = as_seat(officer()).get(reverse("decisions:new-notice")).content.decode()

    assert "公示期至2025年6月26日（含当日），共5个工作日" in page
    assert "6月21日（周末）" in page
    assert "关于2025年度中小企业特色产业集群申报和2022年度复核拟定结果的公示" in page


def test_the_period_alone_is_given_to_a_script(as_seat: Any):
    make_round()

    answer = as_seat(officer()).get(
        reverse("decisions:new-notice"), {"first_day": "2025-09-26"}, headers={"HX-Request": "true"}
    )

    assert "公示期至2025年10月10日" in answer.content.decode()
    assert "（调休上班）" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_working_out_the_period_keeps_what_was_typed_and_makes_nothing(as_seat: Any):
    second = ready(["法兰", "陶瓷"], Stage.PROPOSED)[1]
    data = notice_data(title="改过的标题", first_day="2025-06-23", cases=[second.pk], compute="yes")

    answer = as_seat(officer()).post(reverse("decisions:new-notice"), data)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "改过的标题" in page
    assert "公示期至2025年6月30日" in page
    assert page.count(" checked") == 1
    assert not PublicNotice.objects.exists()


def test_a_day_beyond_the_known_holidays_is_told_on_the_page(as_seat: Any):
    case = ready(stage=Stage.PROPOSED)[0]

    answer = as_seat(officer()).post(
        reverse("decisions:new-notice"), notice_data(first_day="2030-01-01", cases=[case.pk])
    )

    assert answer.status_code == 422
    assert "尚无2030年节假日安排" in answer.content.decode()


def test_a_notice_is_drawn_up_signed_and_closed_through_the_pages(as_seat: Any, clock: Any):
    case = ready(stage=Stage.PROPOSED)[0]
    made = as_seat(officer()).post(reverse("decisions:new-notice"), notice_data(cases=[case.pk]))
    page = reverse("decisions:notice", args=[PublicNotice.objects.get().pk])

    assert made.url == page
    assert as_seat(officer()).post(page, {"act": "open"}).status_code == 422
    assert "签发公示" in as_seat(signatory()).get(page).content.decode()
    assert as_seat(signatory()).post(page, {"act": "open"}).status_code == 302
    assert stage_of(case) == Stage.ON_NOTICE
    assert as_seat(officer()).post(page, {"act": "close"}).status_code == 422
    clock(TOO_LATE)
    assert "办结公示" in as_seat(officer()).get(page).content.decode()
    assert as_seat(officer()).post(page, {"act": "close"}).status_code == 302
    assert stage_of(case) == Stage.CLEARED


def test_a_refused_notice_keeps_its_wording(as_seat: Any):
    ready(stage=Stage.PROPOSED)

    answer = as_seat(officer()).post(reverse("decisions:new-notice"), notice_data(contact="", title="改过的标题"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "请填写受理异议方式" in page
    assert "改过的标题" in page


def test_a_drawn_up_notice_can_be_cancelled_on_its_page(as_seat: Any):
    notice = drawn_up(ready(stage=Stage.PROPOSED))

    answer = as_seat(officer()).post(reverse("decisions:notice", args=[notice.pk]), {"act": "cancel"})

    assert answer.url == reverse("decisions:notices")
    assert not PublicNotice.objects.exists()


def test_a_notice_whose_day_has_passed_offers_no_signature(as_seat: Any, clock: Any):
    notice = drawn_up(ready(stage=Stage.PROPOSED))
    clock(TOO_LATE)

    page = as_seat(signatory()).get(reverse("decisions:notice", args=[notice.pk])).content.decode()

    assert "不能再签发" in page
    assert 'value="open"' not in page


def test_an_objection_is_accepted_and_upheld_on_its_page(as_seat: Any):
    notice = posted()
    objection = objected(notice)
    client, page = as_seat(officer()), reverse("decisions:objection", args=[objection.pk])

    client.post(page, {"act": "accept"})
    wordless = client.post(page, {"act": "uphold", "answer": ""})
    upheld = client.post(page, {"act": "uphold", "answer": "经查产值虚报"}, follow=True)

    assert wordless.status_code == 422
    assert "请写明调查情况和结论" in wordless.content.decode()
    assert "重新待会议研究" in upheld.content.decode()
    assert Objection.objects.get().state == ObjectionState.UPHELD
    assert stage_of(notice.cases.get()) == Stage.READY


def test_an_objection_may_be_turned_down_or_dismissed_with_words(as_seat: Any):
    notice = posted(["法兰", "陶瓷"])
    first, second = notice.cases.order_by("pk")
    filed, taken_up = objected(notice, first), accepted(notice, second)
    client = as_seat(signatory())

    client.post(reverse("decisions:objection", args=[filed.pk]), {"act": "reject", "answer": "未附事实依据"})
    client.post(reverse("decisions:objection", args=[taken_up.pk]), {"act": "dismiss", "answer": "数据属实"})

    assert list(Objection.objects.values_list("state", flat=True)) == ["not_accepted", "dismissed"]


def test_a_refused_answer_is_kept_and_an_unknown_act_is_none(as_seat: Any):
    objection = objected(posted())

    answer = as_seat(officer()).post(
        reverse("decisions:objection", args=[objection.pk]), {"act": "uphold", "answer": "写了很多"}
    )

    assert answer.status_code == 422
    assert "写了很多" in answer.content.decode()
    assert Objection.objects.get().state == ObjectionState.FILED


def test_a_settled_objection_posted_again_changes_nothing(as_seat: Any):
    objection = objected(posted())
    client, page = as_seat(officer()), reverse("decisions:objection", args=[objection.pk])
    client.post(page, {"act": "reject", "answer": "未附事实依据"})

    again = client.post(page, {"act": "reject", "answer": "另一个理由"}, follow=True)

    assert "无须重复处理" in again.content.decode()
    assert Objection.objects.get().answer == "未附事实依据"


def text_of(answer: Any) -> str:
    """All words of a Word document that was handed out."""
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_minutes_name_every_decision_and_its_reason(as_seat: Any):
    case = differing(ready()[0])
    said = scene.Resolution(case, scene.Outcome.PROPOSE, "差异已整改")
    meeting = scene.record_meeting(make_round(), scene.agenda(), [said], by=officer(), at=POSTED_AT)

    answer = as_seat(officer()).get(reverse("decisions:minutes-paper", args=[meeting.pk, "docx"]))
    text = text_of(answer)

    assert "attachment" in answer["Content-Disposition"]
    assert "%E7%BA%AA%E8%A6%81" in answer["Content-Disposition"]
    for word in ("王五", "张三、李四", case.dossier.cluster.name, "同意", "差异已整改"):
        assert word in text


def test_the_notice_on_paper_has_its_period_its_cases_and_the_rules_of_objecting(as_seat: Any):
    notice = posted(track="national")

    text = text_of(as_seat(officer()).get(reverse("decisions:notice-paper", args=[notice.pk, "docx"])))

    for word in ("2025年6月26日", "5个工作日", "拟推荐申报国家级", "匿名", CONTACT):
        assert word in text


def test_papers_are_made_in_their_formats_only(as_seat: Any):
    notice, client = posted(), as_seat(officer())

    pdf = client.get(reverse("decisions:notice-paper", args=[notice.pk, "pdf"]))

    assert pdf.content.startswith(b"%PDF")
    assert client.get(reverse("decisions:notice-paper", args=[notice.pk, "xlsx"])).status_code == 404
    assert client.get(reverse("decisions:minutes-paper", args=[999, "pdf"])).status_code == 404


def test_a_round_that_is_not_there_is_not_found(as_seat: Any):
    make_round()

    assert as_seat(officer()).get(reverse("decisions:new-meeting") + "?round=nothing").status_code == 404
    assert as_seat(officer()).get(reverse("decisions:notice", args=[999])).status_code == 404


def test_pages_without_anything_say_what_will_come(as_seat: Any):
    make_round()
    client = as_seat(officer())

    assert "尚未登记会议" in client.get(reverse("decisions:meetings")).content.decode()
    assert "尚未拟定公示" in client.get(reverse("decisions:notices")).content.decode()
    assert "没有待会议研究的事项" in client.get(reverse("decisions:new-meeting")).content.decode()
    assert "没有待公示的事项" in client.get(reverse("decisions:new-notice")).content.decode()
