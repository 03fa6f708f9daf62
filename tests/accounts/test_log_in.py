from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiqun.accounts.demo_accounts import FILE
from jiqun.accounts.models import Person, Seat
from jiqun.audit.models import Entry
from jiqun.core.vocabulary import Role
from tests.factories import PASSWORD, make_city, make_county, make_province, make_seat

pytestmark = pytest.mark.django_db
LOG_IN = "/account/login/"


@pytest.fixture
def person() -> Person:
    return make_seat(make_county(), Role.HANDLER).person


def log_in(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOG_IN, {"username": username, "password": password}, **extra)


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


def test_the_right_password_leads_to_the_desk(client, person):
    assert log_in(client, person.username).url == reverse("desk:home")


def test_a_page_asked_for_before_comes_after_log_in(client, person):
    page = client.post(f"{LOG_IN}?next=/account/password/", {"username": person.username, "password": PASSWORD})

    assert page.url == "/account/password/"


def test_a_stranger_s_address_is_not_followed_after_log_in(client, person):
    page = client.post(f"{LOG_IN}?next=https://elsewhere.example/", {"username": person.username, "password": PASSWORD})

    assert page.url == reverse("desk:home")


def test_a_wrong_password_says_nothing_about_which_was_wrong(client, person):
    wrong_password = log_in(client, person.username, "wrong").content.decode()
    wrong_name = log_in(client, "nobody", "wrong").content.decode()

    assert "登录名或口令不正确" in wrong_password
    assert "登录名或口令不正确" in wrong_name


def test_five_wrong_passwords_lock_the_name_at_that_address(client, person):
    answers = [log_in(client, person.username, "wrong").status_code for _ in range(5)]

    locked = log_in(client, person.username)

    assert answers == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert "之后再次登录（最后一次输错30分钟后）" in locked.content.decode()


def test_a_lock_out_holds_for_that_name_at_that_address_only(client, person):
    other = make_seat(make_county(), Role.SIGNATORY).person
    for _ in range(5):
        log_in(client, person.username, "wrong")

    assert log_in(Client(), other.username).status_code == 302
    assert log_in(Client(), person.username, REMOTE_ADDR="10.0.0.8").status_code == 302


def guess(username: str, addresses: range, tries: int = 1) -> None:
    for number in addresses:
        for _ in range(tries):
            log_in(Client(), username, "wrong", REMOTE_ADDR=f"10.1.0.{number}")


def test_guessing_from_many_addresses_locks_the_name_everywhere_else(person):
    guess(person.username, range(1, 20))
    assert log_in(Client(), person.username, REMOTE_ADDR="10.2.0.1").status_code == 302

    guess(person.username, range(20, 21))

    assert log_in(Client(), person.username, REMOTE_ADDR="10.2.0.2").status_code == 429
    assert acts().count("locked_out") == 1


def test_strangers_lock_nobody_out_of_an_address_used_before(person):
    other = make_seat(make_county(), Role.SIGNATORY).person
    office = {"REMOTE_ADDR": "10.2.0.1"}
    log_in(Client(), person.username, **office)

    guess(person.username, range(1, 41))

    assert log_in(Client(), person.username, **office).status_code == 302
    assert log_in(Client(), other.username, **office).status_code == 302


def test_one_address_alone_never_locks_a_name_everywhere(person):
    guess(person.username, range(1, 4), tries=30)

    assert log_in(Client(), person.username, REMOTE_ADDR="10.2.0.1").status_code == 302


def test_tries_during_a_lock_out_everywhere_do_not_flood_the_record(person):
    guess(person.username, range(1, 40))

    assert acts() == [*["log_in_failed"] * 20, "locked_out"]


def test_a_name_locked_everywhere_is_locked_for_half_an_hour(person):
    guess(person.username, range(1, 21))
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))

    assert log_in(Client(), person.username, REMOTE_ADDR="10.2.0.1").status_code == 302


def test_a_new_first_password_lifts_the_lock_out(client, person, as_seat):
    for _ in range(5):
        log_in(client, person.username, "wrong")
    admin = as_seat(make_seat(make_city(), Role.SECURITY_ADMIN))

    page = admin.post(reverse("accounts:new-password", args=[person.seats.get().pk]), follow=True)

    assert log_in(Client(), person.username, page.context["reset"].first_password).status_code == 302


def test_coming_and_going_is_on_record(client, person):
    log_in(client, person.username)
    client.post("/account/logout/")

    assert acts() == ["log_in", "log_out"]
    assert set(Entry.objects.values_list("actor", "subject")) == {(person.name, f"person:{person.pk}")}


def test_failures_and_the_lock_out_are_on_record_once_and_no_password_with_them(client, person):
    for _ in range(8):
        log_in(client, person.username, "my-wrong-password")

    assert acts() == [*["log_in_failed"] * 5, "locked_out"]
    last = Entry.objects.order_by("-sequence")[0]
    assert (last.label, last.detail) == (f"登录锁定：{person.name}", {"address": "127.0.0.1"})
    assert not Entry.objects.filter(label__contains="my-wrong").exists()


def test_an_unknown_user_name_is_not_written_down(client):
    log_in(client, "my-password-typed-by-mistake", "wrong")

    assert "mistake" not in str(Entry.objects.get().facts())


def test_a_seat_taken_back_closes_its_pages_at_once(client, as_seat):
    seat = make_seat(make_city(), Role.SECURITY_ADMIN)
    client = as_seat(seat)
    assert client.get("/account/people/").status_code == 200

    Seat.objects.filter(pk=seat.pk).update(is_active=False)

    assert client.get("/account/people/").status_code == 403


def test_a_demonstration_shows_its_accounts_and_one_press_logs_in(client, person, settings, tmp_path: Path):
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    rows = [{"office": "定襄县工业和信息化局", "role": "经办人", "username": person.username, "password": PASSWORD}]
    (tmp_path / FILE).write_text(json.dumps(rows), encoding="utf-8")

    page = client.get(LOG_IN).content.decode()

    assert page.count("演示账号") == 1
    assert f'name="password" value="{PASSWORD}"' in page


def test_no_accounts_are_shown_outside_a_demonstration(client, settings, tmp_path: Path):
    settings.DEMO, settings.DATA_DIR = False, tmp_path
    (tmp_path / FILE).write_text("[]", encoding="utf-8")

    assert "演示账号" not in client.get(LOG_IN).content.decode()


def test_somebody_logged_in_is_not_asked_again(as_seat):
    client = as_seat(make_seat(make_province(), Role.AUDITOR))

    assert client.get(LOG_IN).url == reverse("desk:home")
