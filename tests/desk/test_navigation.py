"""Where each seat may go, and what the frame shows around every page."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from jiqun.core.vocabulary import Extra, Role, Tier
from jiqun.desk.middleware import furniture_for
from jiqun.desk.navigation import PLACES, place_of, places_for
from jiqun.programmes.models import Round
from tests.factories import make_city, make_county, make_province, make_round, make_round_with, make_seat, officer

URLS = ["/desk/", "/desk/cases/", "/city/", "/city/lists/"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/desk/", "/desk/"),
        ("/desk/cases/", "/desk/cases/"),
        ("/desk/cases/2025-1/", "/desk/cases/"),
        ("/city/lists/3/", "/city/lists/"),
        ("/rounds/", ""),
    ],
)
def test_a_page_belongs_to_one_entry(path, expected):
    assert place_of(path, URLS) == expected


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.page)
def test_every_entry_admits_whom_it_is_shown_to(place):
    audience = resolve(reverse(place.page)).func.audience

    for tier in place.tiers:
        for role in place.roles:
            assert not audience.tiers or tier in audience.tiers
            assert not audience.roles or role in audience.roles


@pytest.mark.django_db
def test_every_seat_has_its_home_first():
    for office, role in [(make_county(), Role.HANDLER), (make_city(), Role.SIGNATORY), (make_province(), Role.EXPERT)]:
        labels = [place.label for place, _ in places_for(make_seat(office, role))]
        assert labels[0] == "我的待办"
        assert len(labels) == len(set(labels))


@pytest.mark.django_db
def test_the_defence_is_an_entry_only_where_the_current_round_has_it():
    make_round()
    without = [item.label for item in furniture_for(asked("/desk/", officer())).nav]
    Round.objects.all().delete()
    make_round_with(Extra.DEFENCE)
    with_it = [item.label for item in furniture_for(asked("/desk/", officer())).nav]

    assert "答辩" not in without
    assert [*with_it[: with_it.index("答辩")], *with_it[with_it.index("答辩") + 1 :]] == without


def asked(path, seat=None):
    request = RequestFactory().get(path)
    request.seat = seat
    request.user = seat.person if seat else type("Stranger", (), {"is_authenticated": False})()
    return request


@pytest.mark.django_db
def test_the_frame_names_person_office_round_and_search():
    call, seat = make_round(), officer()
    frame = furniture_for(asked("/desk/cases/", seat))

    assert (frame.person, frame.office, frame.role) == (seat.person.name, "山西省工业和信息化厅", "省级经办人")
    assert (frame.round_title, frame.search_url) == (call.title, "/desk/cases/")
    assert [item.label for item in frame.nav if item.active] == ["全部事项"]


@pytest.mark.django_db
def test_those_without_cases_have_no_search():
    frame = furniture_for(asked("/desk/", make_seat(make_province(), Role.EXPERT)))

    assert frame.search_url == ""


@pytest.mark.django_db
def test_a_stranger_is_offered_to_log_in():
    frame = furniture_for(asked("/"))

    assert not frame.signed_in
    assert frame.sign_in_url == reverse("accounts:login")


@pytest.mark.django_db
def test_other_seats_of_the_person_can_be_taken():
    seat = make_seat(make_county(), Role.HANDLER)
    other = make_seat(make_city(), Role.HANDLER)
    other.person = seat.person
    other.save()
    frame = furniture_for(asked("/desk/", seat))

    assert seat.tier == Tier.COUNTY
    assert [choice.label for choice in frame.other_seats] == ["忻州市工业和信息化局 · 经办人"]
