from __future__ import annotations

import pytest

from jiqun.core.vocabulary import Role
from jiqun.policies.editing.addresses import locate
from jiqun.policies.editing.uses import users_of
from tests.factories import make_province, make_seat
from tests.policies.editing.test_views import page_of
from tests.policies.scene import CASE, begun

pytestmark = pytest.mark.django_db
SECTIONS, CRITERIA = "round/form/sections", "criteria/national-2022/criteria"


@pytest.fixture
def officer(as_seat):
    return as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))


@pytest.fixture
def draft():
    return begun()


def act(client, draft, name, address, **given):
    draft.refresh_from_db()
    answer = client.post(page_of(draft, address, name), {"version": draft.version, **given})
    draft.refresh_from_db()
    return answer


def keys(draft, address, key):
    return [each[key] for each in locate(draft.pack, address).plain]


def test_an_entry_moves_and_its_address_stays(officer, draft):
    before = keys(draft, SECTIONS, "id")

    act(officer, draft, "move", f"{SECTIONS}/{before[1]}", direction="up")
    assert keys(draft, SECTIONS, "id") == [before[1], before[0], *before[2:]]

    act(officer, draft, "move", f"{SECTIONS}/{before[1]}", direction="down")
    assert keys(draft, SECTIONS, "id") == before


def test_a_new_question_gets_a_key_that_nobody_has(officer, draft):
    for label in ("用水量", "用电量"):
        answer = act(officer, draft, "add", f"{SECTIONS}/figures/fields", label=label)
        assert answer.status_code == 302

    made = locate(draft.pack, f"{SECTIONS}/figures/fields").plain[-2:]
    assert [(each["label"], each["kind"]) for each in made] == [("用水量", "text"), ("用电量", "text")]
    everywhere = [each["key"] for section in draft.pack["round"]["form"]["sections"] for each in section["fields"]]
    assert len(set(everywhere)) == len(everywhere)


def test_an_entry_without_a_name_is_refused_in_words(officer, draft):
    answer = act(officer, draft, "add", f"{SECTIONS}/figures/fields", label="  ")

    assert (answer.status_code, "请填写名称后再新增" in answer.content.decode()) == (422, True)


def test_a_copied_section_asks_questions_of_its_own(officer, draft):
    act(officer, draft, "copy", f"{SECTIONS}/figures")

    sections = draft.pack["round"]["form"]["sections"]
    at = next(at for at, each in enumerate(sections) if each["id"] == "figures")
    original, copied = sections[at], sections[at + 1]
    assert copied["label"] == f"{original['label']}（副本）"
    assert not {each["key"] for each in original["fields"]} & {each["key"] for each in copied["fields"]}
    assert [each["label"] for each in original["fields"]] == [each["label"] for each in copied["fields"]]


def test_an_edition_of_criteria_is_copied_under_a_name_of_its_own(officer, draft):
    act(officer, draft, "copy", "criteria/national-2022")

    names = list(draft.pack["criteria"])
    assert len(names) == len(set(names)) == 3
    assert draft.pack["criteria"][names[-1]]["name"] == names[-1]


def test_who_uses_an_entry_is_named_before_it_is_deleted(officer, draft):
    page = officer.get(page_of(draft, f"{SECTIONS}/figures/fields/output_sme", "remove")).content.decode()

    assert "中小企业产值占集群总产值比重" in page
    assert "正在使用它" in page


@pytest.mark.parametrize(
    ("address", "user"),
    [
        ("criteria/national-2022/indicators/sme_share", "中小企业产值占集群总产值70%以上"),
        ("criteria/national-2022/aspects/digital", "工业互联网平台应用普及率10%以上"),
        (f"{SECTIONS}/figures/fields/scope", ""),
        (f"{SECTIONS}/basic/fields/area_reason", "集群占地面积一般不超过100平方公里"),
        ("criteria/national-2022", "国家级申报"),
        ("round/tracks/re_evaluation", "复核情况"),
    ],
)
def test_the_users_of_an_entry(draft, address, user):
    names = [each.name for each in users_of(locate(draft.pack, address))]

    assert names == [] if not user else any(name.endswith(user) for name in names)


def test_a_case_uses_the_conditions_it_expects_something_of():
    draft = begun(CASE)

    names = [each.name for each in users_of(locate(draft.pack, f"{CRITERIA}/C1.1"))]
    assert names == ["核对情形：占地面积正好100平方公里"]


def test_a_deleted_entry_is_gone(officer, draft):
    answer = act(officer, draft, "remove", f"{CRITERIA}/C8")

    assert (answer.status_code, "C8" in keys(draft, CRITERIA, "id")) == (302, False)


def test_an_act_on_an_older_version_is_refused(officer, draft):
    for name, address in (("remove", f"{CRITERIA}/C8"), ("move", f"{CRITERIA}/C8"), ("copy", f"{CRITERIA}/C8")):
        answer = officer.post(page_of(draft, address, name), {"version": "9", "direction": "up"})
        assert (answer.status_code, "您的修改尚未保存" in answer.content.decode()) == (422, True)
    answer = officer.post(page_of(draft, CRITERIA, "add"), {"version": "9", "label": "新的"})
    assert (answer.status_code, 'value="新的"' in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("name", "address"),
    [("add", "round"), ("move", "round/quota"), ("copy", "round"), ("remove", "round/form"), ("add", "criteria")],
)
def test_what_is_no_entry_is_not_moved_or_deleted(officer, draft, name, address):
    assert act(officer, draft, name, address, label="x").status_code == 404
