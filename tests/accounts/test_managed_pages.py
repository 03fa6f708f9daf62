from __future__ import annotations

from io import BytesIO

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jiqun.accounts.models import Person, Seat
from jiqun.audit.models import Entry
from jiqun.core.vocabulary import Role
from tests.accounts.scene import city_admin, province_admin, workbook
from tests.factories import make_city, make_county, make_province, make_seat

pytestmark = pytest.mark.django_db
SHOWN = "/account/people/first-passwords/"
LIST, NEW, IMPORT = "/account/people/", "/account/people/new/", "/account/people/import/"
ROW = ("定襄县工业和信息化局", "经办人", "张工", "zhanggong", "")


def posted(**changes: object) -> dict[str, object]:
    facts = {"role": "handler", "name": "张工", "username": "ZhangGong", "phone": ""}
    return {"authority": make_county().pk, **facts, **changes}


@pytest.mark.parametrize("address", [LIST, NEW, IMPORT, f"{IMPORT}template/"])
def test_the_pages_are_for_security_administrators_only(as_seat, client, address):
    assert as_seat(city_admin()).get(address).status_code == 200
    assert as_seat(make_seat(make_city(), Role.HANDLER)).get(address).status_code == 403
    assert as_seat(make_seat(make_province(), Role.SYSTEM_ADMIN)).get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_the_list_shows_one_s_own_office_and_those_directly_below(as_seat):
    county, city = make_seat(make_county(), Role.HANDLER, "县经办"), make_seat(make_city(), Role.HANDLER, "市经办")
    make_seat(make_city("140300", "阳泉市"), Role.HANDLER, "外市")

    shown = as_seat(city_admin()).get(LIST).content.decode()
    above = as_seat(province_admin()).get(LIST).content.decode()

    assert [name in shown for name in (county.person.name, city.person.name, "外市")] == [True, True, False]
    assert [name in above for name in ("县经办", "市经办", "外市")] == [False, True, True]


def test_the_list_takes_the_same_queries_for_one_seat_and_for_many(
    as_seat, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_seat(city_admin())
    make_seat(make_county(), Role.HANDLER)
    with django_assert_max_num_queries(15) as one:
        client.get(LIST)
    for number in range(4):
        make_seat(make_county(f"14092{number}", f"县{number}"), Role.HANDLER)

    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_a_search_finds_by_person_and_office(as_seat):
    make_seat(make_county(), Role.HANDLER, "张工")
    make_seat(make_county("140922", "五台县"), Role.HANDLER, "李工")
    client = as_seat(city_admin())

    assert "李工" not in client.get(LIST, {"q": "张工"}).content.decode()
    assert "李工" in client.get(LIST, {"q": "五台"}).content.decode()
    assert "没有符合条件的席位" in client.get(LIST, {"q": "无此人"}).content.decode()


def test_offices_without_accounts_are_named_with_the_way_to_make_one(as_seat):
    county = make_county()
    client = as_seat(city_admin())

    page = client.get(LIST).content.decode()
    form = client.get(f"{NEW}?authority={county.pk}").content.decode()

    assert f"{NEW}?authority={county.pk}" in page
    assert f'value="{county.pk}" selected' in form


def test_a_new_account_s_first_password_is_shown_once(as_seat):
    client = as_seat(city_admin())

    page = client.post(NEW, posted(), follow=True)

    password = page.context["created"][0].first_password
    assert password in page.content.decode()
    assert Person.objects.get(username="zhanggong").check_password(password)
    assert "no-store" in page["Cache-Control"]
    reloaded = client.get(SHOWN, follow=True)
    assert reloaded.redirect_chain == [(LIST, 302)]
    assert "首次口令只显示一次" in reloaded.content.decode()
    assert password not in reloaded.content.decode()


def test_a_role_is_chosen_not_given(as_seat):
    page = as_seat(city_admin()).post(NEW, {**posted(), "role": ""})

    assert page.status_code == 422
    assert Person.objects.filter(username="zhanggong").count() == 0


def test_a_repeated_post_makes_no_second_account(as_seat):
    client = as_seat(city_admin())
    client.post(NEW, posted())

    page = client.post(NEW, posted(), follow=True)

    assert Seat.objects.filter(person__username="zhanggong").count() == 1
    assert Person.objects.get(username="zhanggong").check_password(page.context["created"][0].first_password)


def test_a_repeated_post_gives_one_new_password(as_seat):
    seat = make_seat(make_county(), Role.HANDLER)
    client = as_seat(city_admin())
    address = reverse("accounts:new-password", args=[seat.pk])
    client.post(address)

    page = client.post(address, follow=True)

    password = page.context["reset"].first_password
    assert page.redirect_chain == [(SHOWN, 302)]
    assert password in page.content.decode()
    assert Person.objects.get(pk=seat.person_id).check_password(password)
    assert Entry.objects.filter(act="reset_password").count() == 1
    assert client.get(SHOWN).status_code == 302


def test_a_first_password_is_shown_to_nobody_else(as_seat):
    seat = make_seat(make_county(), Role.HANDLER)
    as_seat(city_admin()).post(reverse("accounts:new-password", args=[seat.pk]))
    other = as_seat(make_seat(make_city(), Role.SECURITY_ADMIN, "另一人"))
    session = other.session
    session["first_passwords"] = list(Entry.objects.values_list("sequence", flat=True))
    session.save()

    assert other.get(SHOWN).status_code == 302


def test_an_office_of_another_territory_cannot_be_chosen(as_seat):
    page = as_seat(city_admin()).post(NEW, posted(authority=make_city("140300", "阳泉市").pk))

    assert page.status_code == 422
    assert not Person.objects.filter(username="zhanggong").exists()


def test_what_was_typed_stays_after_a_refusal(as_seat):
    page = as_seat(city_admin()).post(NEW, posted(username="1"))

    assert page.status_code == 422
    assert 'value="张工"' in page.content.decode()


def test_a_workbook_with_a_wrong_row_creates_nobody_and_names_the_row(as_seat):
    make_county()
    book = SimpleUploadedFile("名单.xlsx", workbook(ROW, ("无此局", "经办人", "李工", "ligong", "")))

    page = as_seat(city_admin()).post(IMPORT, {"workbook": book})

    assert page.status_code == 422
    assert "第3行：没有名为“无此局”的单位" in page.content.decode()
    assert not Person.objects.filter(username="zhanggong").exists()


def test_a_good_workbook_shows_every_first_password(as_seat):
    make_county()
    client = as_seat(city_admin())

    page = client.post(IMPORT, {"workbook": SimpleUploadedFile("名单.xlsx", workbook(ROW))}, follow=True)

    assert page.status_code == 200
    assert page.context["created"][0].first_password in page.content.decode()


def test_the_template_lists_offices_without_accounts_and_is_read_back(as_seat):
    make_county()

    answer = as_seat(city_admin()).get(reverse("accounts:import-template"))

    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows == [["单位", "岗位", "姓名", "登录名", "联系电话"], ["定襄县工业和信息化局", "经办人", "", "", ""]]


def test_a_seat_is_taken_back_on_its_page_and_one_s_own_is_not(as_seat):
    seat, admin = make_seat(make_county(), Role.HANDLER), city_admin()
    client = as_seat(admin)

    for each in (seat, admin):
        client.post(reverse("accounts:set-active", args=[each.pk]), {"active": "no"})

    assert [Seat.objects.get(pk=each.pk).is_active for each in (seat, admin)] == [False, True]
    assert "不能停用自己的席位" in client.get(LIST).content.decode()


@pytest.mark.parametrize("address", ["accounts:set-active", "accounts:new-password"])
def test_a_seat_of_another_territory_is_not_found(as_seat, address):
    stranger = make_seat(make_city("140300", "阳泉市"), Role.HANDLER)

    assert as_seat(city_admin()).post(reverse(address, args=[stranger.pk])).status_code == 404


def test_a_password_out_of_reach_is_not_reset(as_seat):
    seat = make_seat(make_county(), Role.HANDLER)
    Seat.objects.create(person=seat.person, authority=make_province(), role=Role.EXPERT)
    client = as_seat(city_admin())

    page = client.post(reverse("accounts:new-password", args=[seat.pk]), follow=True)

    assert "请由上级单位的安全管理员重置" in page.content.decode()
