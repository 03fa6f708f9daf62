from __future__ import annotations

import pytest
from django.urls import reverse

from jiqun.accounts.models import Person, Seat
from jiqun.core.vocabulary import Role
from tests.factories import PASSWORD, make_city, make_county, make_seat

pytestmark = pytest.mark.django_db
PAGE = "/account/password/"
NEW = "Fa-lan-2025-dx"


@pytest.fixture
def newcomer() -> Seat:
    seat = make_seat(make_county(), Role.HANDLER)
    Person.objects.filter(pk=seat.person_id).update(must_change_password=True, username="handler000")
    return seat


def change(client, current=PASSWORD, new=NEW, again=NEW):
    return client.post(PAGE, {"current": current, "new": new, "again": again})


def test_a_first_password_lets_one_do_nothing_but_change_it(as_seat, newcomer):
    client = as_seat(newcomer)

    assert client.get(reverse("desk:home")).url == PAGE
    assert client.post("/account/seat/", {"seat": newcomer.pk}).url == PAGE
    assert "首次登录须先修改口令" in client.get(PAGE).content.decode()


def test_after_the_change_the_desk_opens_and_the_session_stays(as_seat, newcomer):
    client = as_seat(newcomer)

    assert change(client).url == reverse("desk:home")
    assert client.get(PAGE).status_code == 200
    assert Person.objects.get(pk=newcomer.person_id).check_password(NEW)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"current": "wrong"}, "现用口令不正确，请重新输入"),
        ({"again": "other"}, "两次输入的新口令不一致"),
        ({"new": "short", "again": "short"}, "口令太短，至少须有10位"),
        ({"new": "password123", "again": "password123"}, "口令太常见，容易被猜中"),
        ({"new": "handler0001", "again": "handler0001"}, "口令与登录名或联系电话太相似"),
        ({"new": "3141592653", "again": "3141592653"}, "口令不能全为数字"),
        ({"new": PASSWORD, "again": PASSWORD}, "新口令不能与现用口令相同"),
    ],
)
def test_a_password_that_will_not_do_is_refused_and_the_old_one_stays(as_seat, newcomer, posted, sentence):
    page = change(as_seat(newcomer), **posted)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert Person.objects.get(pk=newcomer.person_id).check_password(PASSWORD)


def test_one_s_other_seat_is_taken_for_the_session(as_seat):
    county = make_seat(make_county(), Role.HANDLER)
    city = Seat.objects.create(person=county.person, authority=make_city(), role=Role.SIGNATORY)
    client = as_seat(county)

    client.post("/account/seat/", {"seat": city.pk})

    assert client.get(PAGE).wsgi_request.seat == city


@pytest.mark.parametrize("wanted", ["", "0", "x", "999999"])
def test_a_seat_that_is_not_there_is_not_taken(as_seat, wanted):
    assert as_seat(make_seat(make_county(), Role.HANDLER)).post("/account/seat/", {"seat": wanted}).status_code == 404


def test_another_person_s_seat_is_not_taken(as_seat):
    stranger = make_seat(make_city(), Role.SIGNATORY)
    client = as_seat(make_seat(make_county(), Role.HANDLER))

    assert client.post("/account/seat/", {"seat": stranger.pk}).status_code == 404


def test_strangers_log_in_first(client):
    assert client.get(PAGE).url == f"/account/login/?next={PAGE}"
