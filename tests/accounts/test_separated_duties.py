"""Nobody signs what they drafted, and no administrator watches over themselves."""

from __future__ import annotations

import pytest

from jiqun.accounts.models import Seat
from jiqun.accounts.services.seats import create_accounts, set_seat_active
from jiqun.accounts.services.separation import ADMINISTRATIVE
from jiqun.audit.models import Entry
from jiqun.audit.services import record
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.services.notice import open_notice
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.submitting import sign_off
from jiqun.recognitions.services.lists import issue_list
from tests.accounts.scene import AT, province_admin, wanted
from tests.decisions.scene import POSTED_AT, drawn_up, ready
from tests.factories import make_case, make_city, make_county, make_province, make_round, make_seat, officer
from tests.recognitions import scenes as lists
from tests.recommendations import scenes as city_scene

pytestmark = pytest.mark.django_db


def second_seat(seat: Seat, role: Role) -> Seat:
    """The same person in another role of the same office."""
    return Seat.objects.create(person=seat.person, authority=seat.authority, role=role)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def county_case(by: Seat) -> Declaration:
    case = make_case(make_county(), stage=Stage.SIGNING)
    record("submit", "提交", by=by.actor, at=AT, subject=case.case_number)
    return case


def own_county_case() -> None:
    drafter = make_seat(make_county(), Role.HANDLER)
    sign_off(county_case(drafter), by=second_seat(drafter, Role.SIGNATORY), at=AT)


def own_city_list() -> None:
    city_scene.signed(
        city_scene.prepared(city_scene.verified(["法兰锻造"])),
        by=second_seat(city_scene.handler(), Role.SIGNATORY),
    )


def own_notice() -> None:
    open_notice(drawn_up(ready(stage=Stage.PROPOSED)), by=second_seat(officer(), Role.SIGNATORY), at=POSTED_AT)


def own_list() -> None:
    issue_list(lists.drawn_up(lists.cleared()), by=second_seat(officer(), Role.SIGNATORY), at=AT)


@pytest.mark.parametrize("act", [own_county_case, own_city_list, own_notice, own_list])
def test_nobody_signs_what_they_drafted_whichever_seat_they_take(act):
    with pytest.raises(Refused) as refusal:
        act()

    assert codes(refusal) == ["sign_off.own_draft"]
    assert not Entry.objects.filter(act__in=["sign_off", "recommend", "open_notice", "recognise"]).exists()


def test_somebody_else_signs_what_was_drafted():
    notice = drawn_up(ready(stage=Stage.PROPOSED))

    assert open_notice(notice, by=make_seat(make_province(), Role.SIGNATORY), at=POSTED_AT).opened_at == POSTED_AT


def test_without_sign_off_the_one_who_drew_up_a_notice_opens_it():
    make_round(sign_off=False)
    notice = drawn_up(ready(stage=Stage.PROPOSED))

    assert open_notice(notice, by=officer(), at=POSTED_AT).opened_at == POSTED_AT


@pytest.mark.parametrize("held", ADMINISTRATIVE)
@pytest.mark.parametrize("asked", ADMINISTRATIVE)
def test_system_security_and_audit_are_three_people(held, asked):
    if held == asked:
        return
    make_seat(make_province(), held, "赵某")
    person = Seat.objects.get(person__name="赵某").person
    account = wanted(make_province(), role=asked, name="赵某", username=person.username)

    with pytest.raises(Refused) as refusal:
        create_accounts([account], by=province_admin(), at=AT)

    assert codes(refusal) == ["account.separated"]


def test_one_import_does_not_seat_a_new_person_twice_in_administration():
    asked = [wanted(make_province(), role=role) for role in (Role.SYSTEM_ADMIN, Role.AUDITOR)]

    with pytest.raises(Refused) as refusal:
        create_accounts(asked, by=province_admin(), at=AT)

    assert codes(refusal) == ["account.separated"]


def test_a_seat_taken_away_does_not_come_back_beside_an_incompatible_one():
    auditor = make_seat(make_province(), Role.AUDITOR)
    by = province_admin()
    set_seat_active(auditor, False, by=by, at=AT)
    second_seat(auditor, Role.SYSTEM_ADMIN)

    with pytest.raises(Refused) as refusal:
        set_seat_active(auditor, True, by=by, at=AT)

    assert codes(refusal) == ["account.separated"]


def test_a_security_administrator_gives_themselves_no_second_administration():
    by = province_admin()
    asked = wanted(make_city(), role=Role.SECURITY_ADMIN, name=by.person.name, username=by.person.username)

    with pytest.raises(Refused) as refusal:
        create_accounts([asked], by=by, at=AT)

    assert codes(refusal) == ["account.self"]
