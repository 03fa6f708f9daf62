"""Objecting from the public page: four steps, nothing typed is lost, one receipt, nobody else's objection in sight."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.decisions.models import Objection
from jiqun.decisions.services.objections import dismiss_objection, uphold_objection
from tests.decisions.scene import LAST_SECOND, POSTED_AT, SAID, TOO_LATE, accepted, objected, posted
from tests.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Pages believe that it is the moment of posting; call it to move on."""

    def moved(moment: datetime) -> None:
        for name in ("objections", "notices"):
            monkeypatch.setattr(f"jiqun.portal.views.{name}.now", lambda: moment)

    moved(POSTED_AT)
    return moved


def hidden(page: str) -> dict[str, str]:
    """What a page carries along without showing it."""
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page)
    pairs = [(re.search(r'name="([^"]*)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    return {name[1]: value[1] if value else "" for name, value in pairs if name and name[1] != "csrfmiddlewaretoken"}


def send(notice: Any, go: str = "next", **data: Any) -> Any:
    """One post of the form, and the page that it leads to."""
    return Client().post(reverse("portal:objection", args=[notice.pk]), {"go": go, **data}, follow=True)


def everything(notice: Any, **changes: str) -> dict[str, Any]:
    """All that a full objection posts on the last step."""
    return {"step": "4", "case": str(notice.cases.order_by("pk").first().pk), **asdict(SAID), **changes}


def test_an_objection_is_filed_in_four_steps_without_script():
    notice = posted()
    case = str(notice.cases.get().pk)
    first = Client().get(reverse("portal:objection", args=[notice.pk]))
    assert "第1步，共4步：选择对象" in first.content.decode()

    second = send(notice, **hidden(first.content.decode()), case=case)
    person = {"name": SAID.name, "unit": SAID.unit, "contact": SAID.contact}
    third = send(notice, **{**hidden(second.content.decode()), **person})
    fourth = send(notice, **{**hidden(third.content.decode()), "statement": SAID.statement, "facts": SAID.facts})
    filed = send(notice, "submit", **hidden(fourth.content.decode()))

    assert "第2步，共4步：身份与联系方式" in second.content.decode()
    assert "第3步，共4步：异议内容与事实证据" in third.content.decode()
    assert SAID.facts in fourth.content.decode()
    objection = Objection.objects.get()
    assert filed.redirect_chain == [(f"{reverse('portal:receipt')}?number={objection.receipt}", 302)]
    assert (objection.name, objection.facts, objection.filed_at) == (SAID.name, SAID.facts, POSTED_AT)


def test_a_step_is_not_left_before_its_questions_are_answered():
    notice = posted()

    answer = send(notice, step="2", case=str(notice.cases.get().pk), name="郭某", unit="", contact="")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "请填写单位；匿名、无事实依据或无联系方式的异议不予受理" in page
    assert 'value="郭某"' in page
    assert "第2步" in page


def test_going_back_loses_nothing():
    notice = posted()
    data = everything(notice, step="3")

    back = send(notice, "previous", **data)
    kept = hidden(back.content.decode())

    assert back.status_code == 200
    assert f'value="{SAID.name}"' in back.content.decode()
    assert (kept["statement"], kept["facts"]) == (SAID.statement, SAID.facts)


def test_any_answer_can_be_changed_from_the_last_step():
    notice = posted()

    page = send(notice, "2", **everything(notice)).content.decode()

    assert "第2步" in page
    assert hidden(page)["facts"] == SAID.facts


def test_the_case_of_the_link_is_chosen_already():
    notice = posted(["法兰", "陶瓷"])
    second = notice.cases.order_by("pk").last()

    page = Client().get(reverse("portal:objection", args=[notice.pk]), {"case": second.pk}).content.decode()

    assert re.search(rf'value="{second.pk}"[^>]*checked', page)


def test_a_case_must_be_chosen_from_this_notice():
    notice, other = posted(["法兰"]), posted(["陶瓷"])

    nothing = send(notice, step="1")
    foreign = send(notice, "submit", **everything(notice, case=str(other.cases.get().pk)))

    assert (nothing.status_code, foreign.status_code) == (422, 422)
    assert "请选择一项" in nothing.content.decode()
    assert not Objection.objects.exists()


def test_a_case_that_left_the_notice_cannot_be_objected_to():
    notice = posted(["法兰", "陶瓷"])
    first = notice.cases.order_by("pk").first()
    uphold_objection(accepted(notice, first), answer="数据不实", by=officer(), at=POSTED_AT)

    answer = send(notice, "submit", **everything(notice, name="另一人"))

    assert answer.status_code == 422
    assert "已退出本次公示" in answer.content.decode()


def test_steps_that_were_skipped_are_asked_for_at_the_end():
    notice = posted()

    answer = send(notice, "submit", **everything(notice, contact=" "))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "第2步" in page
    assert "请填写联系方式" in page
    assert hidden(page)["facts"] == SAID.facts
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"name": "郭" * 61}, {"contact": "1" * 121}, {"facts": "证" * 3001}, {"case": "9" * 5000}]
)
def test_what_is_longer_than_its_input_is_shown_again_and_nothing_is_filed(typed: dict[str, str]):
    notice = posted()

    answer = send(notice, "submit", **everything(notice, **typed))

    assert (answer.status_code, Objection.objects.count()) == (422, 0)


def test_filing_twice_is_one_objection_with_one_receipt():
    notice = posted()

    first, again = (send(notice, "submit", **everything(notice)) for _ in range(2))

    assert first.redirect_chain == again.redirect_chain
    assert Objection.objects.count() == 1


def test_the_last_second_counts_and_the_next_does_not(clock: Any):
    notice = posted()
    clock(TOO_LATE)
    late = send(notice, "submit", **everything(notice, name="迟到者"))
    clock(LAST_SECOND)
    in_time = send(notice, "submit", **everything(notice))

    assert late.status_code == 422
    assert "公示期已结束，不能再对本次公示提出异议" in late.content.decode()
    assert "迟到者" in late.content.decode()
    assert len(in_time.redirect_chain) == 1
    assert Objection.objects.get().name == SAID.name


def test_the_period_running_out_while_typing_is_told_and_the_text_is_kept(clock: Any):
    notice = posted()
    clock(TOO_LATE)

    answer = send(notice, **everything(notice, step="3"))

    assert answer.status_code == 422
    assert "公示期已结束" in answer.content.decode()
    assert SAID.facts in answer.content.decode()


def test_a_closed_notice_has_no_form(clock: Any):
    notice = posted()
    clock(TOO_LATE)

    answer = Client().get(reverse("portal:objection", args=[notice.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("portal:notice", args=[notice.pk]), 302)]
    assert "不再受理对本次公示的异议" in answer.content.decode()
    assert 'name="statement"' not in answer.content.decode()


@pytest.mark.parametrize("step", ["0", "9", "-1", "x", "99999999999999999999", "²"])
def test_an_odd_step_is_no_error(step: str):
    notice = posted()

    assert send(notice, **everything(notice, step=step)).status_code == 200


@pytest.mark.parametrize("case", ["x", "0", "²", "9999999999", "99999999999999999999999"])
def test_an_odd_case_is_refused_like_none(case: str):
    notice = posted()

    assert send(notice, "submit", **everything(notice, case=case)).status_code == 422


def test_an_objection_page_is_kept_by_nobody_and_shows_nobody_elses_objection():
    notice = posted()
    objected(notice)

    answer = Client().get(reverse("portal:objection", args=[notice.pk]))

    assert "no-store" in answer["Cache-Control"]
    for secret in (SAID.name, SAID.unit, SAID.contact, SAID.statement):
        assert secret not in answer.content.decode()


def test_the_receipt_tells_state_and_answer_but_not_who_asked():
    notice = posted()
    objection = dismiss_objection(accepted(notice), answer="经核查数据属实", by=officer(), at=POSTED_AT)

    spelled = objection.receipt.lower()
    page = Client().get(reverse("portal:receipt"), {"number": f" {spelled[:4]} {spelled[4:8]}-{spelled[8:]}"})
    text = page.content.decode()

    assert page.status_code == 200
    assert "异议不成立" in text
    assert "经核查数据属实" in text
    assert "no-store" in page["Cache-Control"]
    for secret in (SAID.name, SAID.unit, SAID.contact, SAID.statement, officer().person.name):
        assert secret not in text


def test_an_unknown_receipt_is_said_to_be_unknown():
    posted()

    answer = Client().get(reverse("portal:receipt"), {"number": "000000000000"})

    assert answer.status_code == 404
    assert "没有查到这个回执编号" in answer.content.decode()


def test_markup_in_an_objection_stays_text():
    notice = posted()
    said = replace(SAID, statement="<script>alert(1)</script>")

    page = send(notice, **everything(notice, step="3", statement=said.statement)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_every_post_leads_to_an_address_that_can_be_read_again():
    notice = posted()
    client, url = Client(), reverse("portal:objection", args=[notice.pk])

    for data in ({"step": "1"}, everything(notice, step="2"), {"step": "2", "name": "张"}):
        answer = client.post(url, data)
        assert answer.status_code == 302
    assert "张" in client.get(answer.url).content.decode()


def test_an_objection_begun_anew_shows_nothing_of_the_one_before():
    notice = posted()
    client, url = Client(), reverse("portal:objection", args=[notice.pk])
    client.post(url, everything(notice, step="2"))

    assert SAID.facts not in client.get(url).content.decode()


def test_a_filed_objection_is_forgotten_by_the_session():
    notice = posted()
    client, url = Client(), reverse("portal:objection", args=[notice.pk])
    client.post(url, everything(notice, step="3"))
    client.post(url, {"go": "submit", **everything(notice)})

    assert "objection" not in client.session


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"name": "张"}, "请填写真实姓名全名"), ({"contact": "abc"}, "请填写可以联系到的电话号码")],
)
def test_a_name_or_a_contact_that_leads_to_nobody_is_refused(typed: dict[str, str], sentence: str):
    notice = posted()

    answer = send(notice, "submit", **everything(notice, **typed))

    assert (answer.status_code, Objection.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_an_empty_receipt_query_says_what_to_type():
    page = Client().get(reverse("portal:receipt"), {"number": " "}).content.decode()

    assert "请填写回执编号" in page
