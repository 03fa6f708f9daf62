"""What nobody types by accident is refused in a sentence: no page breaks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import resolve, reverse

from jiqun.core.vocabulary import Role, Stage
from jiqun.documents.fonts import FontsMissing
from jiqun.site.errors import parent_of
from tests.decisions.scene import posted
from tests.factories import make_case, make_city, make_province, make_round, make_seat, officer
from tests.recognitions.scenes import cleared

pytestmark = pytest.mark.django_db
HUGE = "9" * 5000
"""More digits than Python reads as a number, and than any key has."""


@pytest.mark.parametrize("address", ["/lists/?page=%00", "/register/?q=%00", "/receipts/?number=a%00"])
def test_a_character_that_no_text_has_is_refused(client: Client, address: str):
    assert client.get(address).status_code == 400


def test_the_same_in_what_is_posted_changes_nothing(as_seat):
    case = make_case(stage=Stage.SUBMITTED)
    client = as_seat(make_seat(make_city(), Role.HANDLER))

    answer = client.post(reverse("recommendations:decline", args=[case.case_number]), {"reason": "不\x00符合"})

    case.refresh_from_db()
    assert (answer.status_code, case.stage) == (400, Stage.SUBMITTED)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("assessments:convene", ("cases", "experts")),
        ("assessments:announce", ("cases",)),
        ("decisions:new-meeting", (f"outcome-{HUGE[:30]}", f"reason-{HUGE[:900]}")),
        ("decisions:new-notice", ("cases",)),
    ],
)
@pytest.mark.parametrize("key", ["abc", "-1", "99999999999999999999999", HUGE, "１２"])
def test_keys_that_no_row_has_choose_nothing(as_seat, address: str, names: tuple[str, ...], key: str):
    make_round()

    answer = as_seat(officer()).post(reverse(address), dict.fromkeys(names, key))

    assert answer.status_code == 422


def test_a_rank_nobody_could_mean_is_refused_by_name(as_seat):
    case = make_case(stage=Stage.VERIFIED)
    typed = {f"rank-{case.dossier.cluster_id}": HUGE, "case": HUGE}

    answer = as_seat(make_seat(make_city(), Role.HANDLER)).post(reverse("recommendations:list"), typed)

    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["desk:case", "recommendations:visit", "assessments:formal-check"])
def test_a_case_number_that_is_none_is_not_found(as_seat, path: str):
    seat = make_seat(make_city(), Role.HANDLER) if path.startswith("recommendations") else officer()

    assert as_seat(seat).get(reverse(path, args=[HUGE])).status_code == 404


def test_a_document_without_its_faces_says_what_to_do(client: Client, monkeypatch: pytest.MonkeyPatch):
    def no_faces(*_: object) -> bytes:
        raise FontsMissing("缺少字体，请在服务器上执行 ./jiqun setup 补齐字体")

    monkeypatch.setattr("jiqun.declarations.views.papers.make", no_faces)
    notice = posted()

    answer = client.get(reverse("portal:notice-paper", args=[notice.pk, "pdf"]))

    assert answer.status_code == 503
    assert "./jiqun setup" in answer.content.decode()


def test_a_page_number_nobody_could_mean_shows_the_first_page(as_seat):
    assert as_seat(officer()).get(reverse("desk:cases"), {"page": HUGE}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31.5.2025", "abc"])
def test_a_day_nobody_could_mean_narrows_nothing(as_seat, day: str):
    auditor = make_seat(make_province(), Role.AUDITOR)

    answer = as_seat(auditor).get(reverse("desk:records"), {"first_day": day, "last_day": day})

    assert answer.status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_list_is_not_dated_out_of_this_world(as_seat, day: str):
    [case] = cleared()
    address = f"{reverse('recognitions:new-list')}?round={case.round.code}&kind=provincial"
    typed = {"title": "名单", "number": "晋工信〔2025〕1号", "issued_on": day, "cases": case.pk}

    answer = as_seat(officer()).post(address, typed)

    assert answer.status_code == 422
    assert "1900年至2199年" in answer.content.decode()


def test_an_address_that_only_takes_acts_says_so_and_leads_back(as_seat):
    page = as_seat(officer()).get("/province/panels/1/close/")

    assert page.status_code == 405
    assert "此网址不能直接打开" in page.content.decode()
    assert '<a href="/province/panels/1/">' in page.content.decode()


@pytest.mark.parametrize("path", ["/account/people/7/password/", "/province/spot-checks/3/photos/8/remove/"])
def test_the_way_back_is_an_address_that_exists(path: str):
    assert resolve(parent_of(path))


def test_what_is_not_there_is_told_by_audience(as_seat):
    public = Client().get("/notices/99/").content.decode()
    expert = as_seat(make_seat(make_province(), Role.EXPERT)).get("/province/reviews/99/").content.decode()

    assert "上级主管部门" not in public
    assert "未到公示日期的不公开" in public
    assert "我的待办" in expert


def test_somebody_with_one_seat_is_not_told_to_change_it(as_seat):
    page = as_seat(make_seat(make_province(), Role.EXPERT)).get("/decisions/notices/")

    assert page.status_code == 403
    assert "切换席位" not in page.content.decode()
