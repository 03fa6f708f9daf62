"""The texts of documents are changed on a page that says what each may name."""

from __future__ import annotations

import pytest

from jiqun.core.vocabulary import Role
from tests.factories import make_province, make_seat
from tests.policies.editing.test_views import page_of, part, typed
from tests.policies.scene import begun

pytestmark = pytest.mark.django_db
TITLE = "round/texts/parts/minutes.title"


@pytest.fixture
def officer(as_seat):
    return as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))


@pytest.fixture
def draft():
    return begun()


def test_the_page_of_a_text_says_what_it_may_name(officer, draft):
    page = officer.get(page_of(draft, TITLE)).content.decode()

    assert "可写入：{meeting}会议名称、{programme}项目全称、{object}认定对象、{counter}量词。不超过100字。" in page


def test_a_text_that_may_be_left_empty_says_so(officer, draft):
    assert (
        "可以留空；不超过800字"
        in officer.get(page_of(draft, "round/texts/parts/cover_letter.closing")).content.decode()
    )


def test_a_text_is_changed(officer, draft):
    answer = officer.post(page_of(draft, TITLE), typed(officer, draft, TITLE, text="{meeting}记录"))

    assert answer.status_code == 302
    assert part(draft, TITLE)["text"] == "{meeting}记录"


def test_a_name_that_the_text_does_not_know_is_told_in_words(officer, draft):
    officer.post(page_of(draft, TITLE), typed(officer, draft, TITLE, text="{convention}纪要"))

    said = officer.get(f"/policies/{draft.pk}/").content.decode()
    assert "花括号中应为下列之一：{meeting}会议名称、" in said
