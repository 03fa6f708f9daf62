from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from jiqun.accounts.models import Person, Seat
from jiqun.accounts.queries import locked_until
from jiqun.accounts.services.first_passwords import first_password
from jiqun.accounts.services.seats import (
    change_own_password,
    create_accounts,
    lift_lock,
    reset_password,
    set_seat_active,
)
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role
from tests.accounts.scene import AT, city_admin, province_admin, wanted
from tests.factories import PASSWORD, make_city, make_county, make_province, make_seat

pytestmark = pytest.mark.django_db


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_a_city_creates_the_accounts_of_its_counties():
    [made] = create_accounts([wanted()], by=city_admin(), at=AT)

    assert str(made.seat) == "张工 · 定襄县工业和信息化局 · 经办人"
    assert made.seat.person.check_password(made.first_password)
    assert made.seat.person.must_change_password


def test_the_province_creates_the_accounts_of_its_cities():
    [made] = create_accounts([wanted(make_city(), role=Role.SECURITY_ADMIN)], by=province_admin(), at=AT)

    assert made.seat.authority == make_city()


@pytest.mark.parametrize("office", [make_province, make_county, lambda: make_city("140300", "阳泉市")])
def test_an_office_of_another_territory_or_two_floors_down_is_refused(office):
    by = province_admin() if office is make_county else city_admin()

    with pytest.raises(Refused) as refusal:
        create_accounts([wanted(office())], by=by, at=AT)

    assert codes(refusal) == ["account.territory"]
    assert not Person.objects.filter(username="zhanggong").exists()


@pytest.mark.parametrize("role", [Role.HANDLER, Role.SIGNATORY, Role.SYSTEM_ADMIN])
def test_only_a_security_administrator_creates_accounts(role):
    with pytest.raises(Refused) as refusal:
        create_accounts([wanted()], by=make_seat(make_city(), role), at=AT)

    assert codes(refusal) == ["account.territory"]


def test_a_county_has_no_experts():
    with pytest.raises(Refused) as refusal:
        create_accounts([wanted(role=Role.EXPERT)], by=city_admin(), at=AT)

    assert codes(refusal) == ["account.role"]


@pytest.mark.parametrize(
    "changes", [{"name": "张\0工"}, {"phone": "138\0"}, {"name": "张" * 61}, {"username": "a\0bc"}]
)
def test_texts_that_the_database_cannot_hold_are_refused(changes):
    with pytest.raises(Refused) as refusal:
        create_accounts([wanted(**changes)], by=city_admin(), at=AT)

    assert len(codes(refusal)) == 1
    assert "\0" not in str(refusal.value)


@pytest.mark.parametrize("username", ["", "ab", "1abc", "张工", "zhang gong", "Zhang"])
def test_a_user_name_is_small_letters_and_begins_with_one(username):
    with pytest.raises(Refused) as refusal:
        create_accounts([wanted(username=username)], by=city_admin(), at=AT)

    assert codes(refusal) == ["account.username"]


def test_everything_wrong_with_an_account_is_said_at_once():
    with pytest.raises(Refused) as refusal:
        create_accounts([wanted(make_province(), name=" ", username="1")], by=city_admin(), at=AT)

    assert codes(refusal) == ["account.territory", "account.name", "account.username"]


def test_somebody_else_s_user_name_is_refused():
    create_accounts([wanted()], by=city_admin(), at=AT)

    with pytest.raises(Refused) as refusal:
        create_accounts([wanted(name="李工", role=Role.SIGNATORY)], by=city_admin(), at=AT)

    assert codes(refusal) == ["account.taken"]


def test_the_same_person_takes_a_further_seat_and_keeps_the_password():
    [first] = create_accounts([wanted()], by=city_admin(), at=AT)

    [second] = create_accounts([wanted(role=Role.SIGNATORY)], by=city_admin(), at=AT)

    assert second.seat.person == first.seat.person
    assert second.first_password == ""
    assert second.seat.person.check_password(first.first_password)


def test_the_same_order_again_at_once_is_one_act_with_one_first_password():
    by = city_admin()
    [first] = create_accounts([wanted()], by=by, at=AT)

    [again] = create_accounts([wanted()], by=by, at=AT + timedelta(seconds=59))

    assert again == first
    assert Entry.objects.count() == 1


def test_the_same_order_of_another_seat_is_refused():
    create_accounts([wanted()], by=city_admin(), at=AT)
    another = make_seat(make_city(), Role.SECURITY_ADMIN, "另一人")

    with pytest.raises(Refused) as refusal:
        create_accounts([wanted()], by=another, at=AT)

    assert codes(refusal) == ["account.exists"]


def test_a_second_identical_order_makes_no_second_seat():
    create_accounts([wanted()], by=city_admin(), at=AT)

    with pytest.raises(Refused) as refusal:
        create_accounts([wanted()], by=city_admin(), at=AT + timedelta(minutes=2))

    assert codes(refusal) == ["account.exists"]
    assert Seat.objects.filter(person__username="zhanggong").count() == 1


def test_one_wrong_account_keeps_back_the_whole_list():
    good, bad = wanted(place="第2行"), wanted(make_province(), username="lisi", name="李四", place="第3行")

    with pytest.raises(Refused) as refusal:
        create_accounts([good, bad], by=city_admin(), at=AT)

    assert [finding.message[:4] for finding in refusal.value.findings] == ["第3行“"]
    assert not Person.objects.filter(username__in=["zhanggong", "lisi"]).exists()


def test_creating_an_account_is_on_record_without_its_password():
    by = city_admin()

    [made] = create_accounts([wanted()], by=by, at=AT)

    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.subject) == (
        "create_account",
        by.person.name,
        f"person:{made.seat.person_id}",
    )
    assert made.first_password not in str(entry.facts())


def test_first_passwords_differ_and_have_four_groups():
    made = {first_password(Entry(digest=f"{number:064x}")) for number in range(50)}

    assert len(made) == 50
    assert all([len(group) for group in each.split("-")] == [4, 4, 4, 4] for each in made)


def test_a_seat_is_taken_back_and_given_again():
    seat, by = make_seat(make_county(), Role.HANDLER), city_admin()

    set_seat_active(seat, False, by=by, at=AT)
    set_seat_active(seat, False, by=by, at=AT)
    set_seat_active(seat, True, by=by, at=AT)

    assert list(Entry.objects.values_list("label", flat=True)) == [f"停用席位：{seat}", f"启用席位：{seat}"]
    assert Seat.objects.get(pk=seat.pk).is_active


def test_nobody_locks_themselves_out():
    by = city_admin()

    with pytest.raises(Refused) as refusal:
        set_seat_active(by, False, by=by, at=AT)

    assert codes(refusal) == ["account.self"]


def test_a_seat_of_another_territory_is_not_taken_back():
    stranger = make_seat(make_city("140300", "阳泉市"), Role.HANDLER)

    with pytest.raises(Refused) as refusal:
        set_seat_active(stranger, False, by=city_admin(), at=AT)

    assert codes(refusal) == ["account.territory"]
    assert Seat.objects.get(pk=stranger.pk).is_active


def test_a_new_first_password_replaces_the_old_one():
    seat = make_seat(make_county(), Role.HANDLER)

    given = reset_password(seat, by=city_admin(), at=AT).first_password

    person = Person.objects.get(pk=seat.person_id)
    assert person.check_password(given)
    assert not person.check_password(PASSWORD)
    assert person.must_change_password


def test_a_first_password_asked_for_again_at_once_is_the_same_and_one_act():
    seat, by = make_seat(make_county(), Role.HANDLER), city_admin()

    given = [reset_password(seat, by=by, at=AT + timedelta(seconds=each)).first_password for each in (0, 5, 65)]

    assert given[0] == given[1] != given[2]
    assert Entry.objects.filter(act="reset_password").count() == 2
    assert Person.objects.get(pk=seat.person_id).check_password(given[2])


def test_a_password_changed_meanwhile_is_not_taken_for_the_first_one():
    seat, by = make_seat(make_county(), Role.HANDLER), city_admin()
    given = reset_password(seat, by=by, at=AT)
    change_own_password(Person.objects.get(pk=seat.person_id), "Xin-zhou-2025", at=AT)

    again = reset_password(seat, by=by, at=AT)

    assert again.first_password != given.first_password
    assert Person.objects.get(pk=seat.person_id).must_change_password


def test_nobody_makes_a_first_password_again_without_the_secret_key(settings):
    entry = Entry(digest="a" * 64)
    given = first_password(entry)
    settings.SECRET_KEY = "another"

    assert first_password(entry) != given


def test_a_sideline_seat_does_not_open_the_account_of_the_province():
    officer = make_seat(make_province(), Role.PROVINCIAL_OFFICER)
    by = city_admin()
    [sideline] = create_accounts(
        [wanted(make_city(), name=officer.person.name, username=officer.person.username)], by=by, at=AT
    )

    with pytest.raises(Refused) as refusal:
        reset_password(sideline.seat, by=by, at=AT)

    assert codes(refusal) == ["account.elsewhere"]
    assert Person.objects.get(pk=officer.person_id).check_password(PASSWORD)


def test_the_province_resets_a_person_with_seats_in_province_and_county():
    county_seat = make_seat(make_county(), Role.HANDLER)
    seat = Seat.objects.create(person=county_seat.person, authority=make_province(), role=Role.EXPERT)

    given = reset_password(seat, by=province_admin(), at=AT).first_password

    assert Person.objects.get(pk=seat.person_id).check_password(given)


def test_a_password_of_one_s_own_ends_the_first_one():
    [made] = create_accounts([wanted()], by=city_admin(), at=AT)

    change_own_password(made.seat.person, "Xin-zhou-2025", at=AT)

    person = Person.objects.get(pk=made.seat.person_id)
    assert person.check_password("Xin-zhou-2025")
    assert not person.must_change_password
    assert Entry.objects.order_by("-sequence")[0].act == "change_password"


def test_a_lock_out_is_seen_and_lifted_with_an_entry():
    seat, by = make_seat(make_city(), Role.HANDLER), city_admin()
    AccessAttempt.objects.create(username=seat.person.username, failures_since_start=5, ip_address="10.0.0.1")
    moment = timezone.now()

    until = locked_until([seat.person.username], moment)
    later = locked_until([seat.person.username], moment + timedelta(minutes=31))
    lift_lock(seat, by=by, at=AT)

    assert list(until) == [seat.person.username]
    assert later == {}
    assert locked_until([seat.person.username], moment) == {}
    assert Entry.objects.get(act="lift_lock").actor == by.person.name


def test_a_lock_out_by_tries_from_many_addresses_is_seen_too():
    name = make_seat(make_city(), Role.HANDLER).person.username
    for last in range(5):
        AccessAttempt.objects.create(username=name, failures_since_start=4, ip_address=f"10.0.0.{last}")

    assert list(locked_until([name], timezone.now())) == [name]
    AccessAttempt.objects.filter(ip_address="10.0.0.4").delete()
    assert locked_until([name], timezone.now()) == {}


def test_a_lock_out_elsewhere_is_not_ones_to_lift():
    with pytest.raises(Refused) as refusal:
        lift_lock(make_seat(make_city("140300", "阳泉市"), Role.HANDLER), by=city_admin(), at=AT)

    assert codes(refusal) == ["account.territory"]


def test_a_new_person_has_one_password_for_all_seats_of_a_list():
    asked = [wanted(make_city(), role=role) for role in (Role.HANDLER, Role.SIGNATORY)]

    first, second = create_accounts(asked, by=city_admin(), at=AT)

    assert first.first_password == second.first_password != ""
