"""Cases are added, changed and taken out on their page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from jiqun.policies.editing.traces import trace_of
from jiqun.policies.models import Draft
from jiqun.policies.queries import case_results
from tests.factories import officer
from tests.policies.scene import CASE, DATA_YEARS, QUOTA, begun, changed
from tests.policies.test_views import Login, page_of

pytestmark = pytest.mark.django_db
ROSTER = {
    "case": "有名单",
    "clause": "一",
    "track": "national",
    "answers": {"roster": [{"name": "甲", "titles": ["srdi"]}]},
    "expect": {"C1.1": "met"},
}
QUOTA_CASE = {"case": "四个集群", "clause": "一", "chosen": [{"niche": "法兰"}]}


def posted(*changes: tuple[str, str], **given: Any) -> dict[str, Any]:
    """What the page posts."""
    rows = {"changes-TOTAL_FORMS": len(changes), "changes-INITIAL_FORMS": 0}
    for at, (place, value) in enumerate(changes):
        rows |= {f"changes-{at}-place": place, f"changes-{at}-value": value}
    return {"case": "面积略超", "clause": "附件认定标准一", "version": 1, **rows, **given}


def test_a_case_is_added_on_the_track_asked_for(as_seat: Login) -> None:
    draft, client = begun(), as_seat(officer())
    url = page_of(draft, "cases/new/?track=national")
    assert "国家级申报" in client.get(url).content.decode()

    answer = client.post(url, posted(("area_km2", "100.01"), ("output_total.2024", "")) | {"expect-C1.1": "judged"})

    assert answer.status_code == 302
    (case,) = Draft.objects.get().pack["cases"]
    assert case == {
        "case": "面积略超",
        "clause": "附件认定标准一",
        "track": "national",
        "answers": {"area_km2": "100.01", "output_total.2024": ""},
        "expect": {"C1.1": "judged"},
    }
    assert case_results(Draft.objects.get())[0].holds


def test_a_case_is_changed_and_keeps_what_was_left_as_shown(as_seat: Login) -> None:
    draft, client = begun(ROSTER), as_seat(officer())
    shown = client.get(page_of(draft, "cases/0/")).content.decode()
    assert "甲：专精特新中小企业" in shown

    given = posted(("area_km2", "80")) | {"expect-C1.1": "met", "rows-roster": "甲：专精特新中小企业"}
    client.post(page_of(draft, "cases/0/"), given)

    (case,) = Draft.objects.get().pack["cases"]
    assert case["answers"] == {"roster": [{"name": "甲", "titles": ["srdi"]}], "area_km2": "80"}


@pytest.mark.parametrize(("typed", "stored"), [("专精特新中小企业 × 10", 10), ("无", 0), ("", None)])
def test_the_roster_of_a_case_is_typed_as_lines(as_seat: Login, typed: str, stored: int | None) -> None:
    draft, client = begun(), as_seat(officer())

    given = posted(("area_km2", "80")) | {"expect-C2.2": "met", "rows-roster": typed}
    client.post(page_of(draft, "cases/new/?track=national"), given)

    answers = Draft.objects.get().pack["cases"][0]["answers"]
    assert (len(answers["roster"]) if "roster" in answers else None) == stored
    assert case_results(Draft.objects.get())[0].holds is (stored == 10)


def test_a_roster_that_cannot_be_read_is_refused_and_stays_as_typed(as_seat: Login) -> None:
    given = posted(("area_km2", "80")) | {"expect-C2.2": "met", "rows-roster": "专精特 × 3"}

    answer = as_seat(officer()).post(page_of(begun(), "cases/new/?track=national"), given)

    assert answer.status_code == 422
    assert "专精特 × 3" in answer.content.decode()


def test_another_track_keeps_what_was_typed(as_seat: Login) -> None:
    given = posted(("area_km2", "99")) | {"expect-C1.1": "met", "track": "national", "other_track": "yes"}

    answer = as_seat(officer()).post(page_of(begun(), "cases/new/"), given | {"rows-roster": "专精特新中小企业 × 3"})

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert all(each in shown for each in ("面积略超", 'value="99"', "专精特新中小企业 × 3"))
    assert re.search(r'value="national" selected', shown)


def test_a_case_is_taken_out(as_seat: Login) -> None:
    draft = begun(CASE, {**CASE, "case": "另一种"})

    as_seat(officer()).post(page_of(draft, "cases/0/remove/"), {"version": 1})

    assert [case["case"] for case in Draft.objects.get().pack["cases"]] == ["另一种"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"case": ""},
        {"clause": ""},
        {"expect-C1.1": ""},
        {"expect-C1.1": "perhaps"},
        {"changes-0-value": "一百"},
        {"changes-0-place": "nowhere"},
        {"changes-0-place": ""},
        {"changes-1-place": "area_km2", "changes-1-value": "3", "changes-TOTAL_FORMS": 2},
        {"changes-TOTAL_FORMS": "x"},
    ],
)
def test_what_is_wrong_is_refused_with_everything_typed(as_seat: Login, wrong: dict[str, Any]) -> None:
    draft = begun()

    answer = as_seat(officer()).post(
        page_of(draft, "cases/new/?track=national"), posted(("area_km2", "100.01")) | {"expect-C1.1": "judged"} | wrong
    )

    assert answer.status_code == 422
    assert Draft.objects.get().pack["cases"] == []
    assert "100.01" in answer.content.decode() or "changes-0-value" in wrong or "changes-TOTAL_FORMS" in wrong


def test_one_row_more_keeps_what_was_typed(as_seat: Login) -> None:
    answer = as_seat(officer()).post(
        page_of(begun(), "cases/new/?track=national"), posted(("area_km2", "99")) | {"add_row": "changes"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="99"' in shown
    assert 'name="changes-1-place"' in shown


def test_a_case_of_the_quota_is_added_with_words_only(as_seat: Login) -> None:
    draft, client = begun(), as_seat(officer())
    given = {
        "case": "分两次报送",
        "clause": "一（三）3",
        "sent": "法兰\n陶瓷",
        "chosen": "玛钢\n醋集群：醋\n旧集群：法兰（不占名额）",
        "expect": ["quota.recommender"],
        "version": 1,
    }
    assert "超过推荐名额" in client.get(page_of(draft, "cases/quota/")).content.decode()

    assert client.post(page_of(draft, "cases/quota/"), given).status_code == 302

    (case,) = Draft.objects.get().pack["cases"]
    assert case["sent"] == [{"niche": "法兰"}, {"niche": "陶瓷"}]
    assert case["chosen"] == [
        {"niche": "玛钢"},
        {"niche": "醋", "cluster": "醋集群"},
        {"niche": "法兰", "cluster": "旧集群", "counts": False},
    ]
    assert case_results(Draft.objects.get())[0].holds


def test_a_changed_quota_leads_to_the_case_that_it_refutes_and_which_can_be_put_right(as_seat: Login) -> None:
    four = {**QUOTA_CASE, "chosen": [{"niche": each} for each in "甲乙丙丁"], "expect": ["quota.recommender"]}
    draft, client = changed(begun(four), QUOTA, 5), as_seat(officer())

    refused = client.post(page_of(draft, "submit/"), {"version": 2}).content.decode()
    assert f'<a href="{page_of(draft, "cases/0/")}">核对情形“四个集群”' in refused
    shown = client.get(page_of(draft, "cases/0/")).content.decode()
    assert "按现内容的结论：予以接收" in shown
    assert "甲\n乙\n丙\n丁" in shown
    given = {**four, "chosen": "甲\n乙\n丙\n丁", "expect": [], "version": 2}
    client.post(page_of(draft, "cases/0/"), given)

    assert case_results(Draft.objects.get())[0].holds


@pytest.mark.parametrize("wrong", [{"case": ""}, {"chosen": ""}, {"kind": "nobody"}, {"chosen": "（不占名额）"}])
def test_a_case_of_the_quota_that_is_wrong_is_refused_with_everything_typed(
    as_seat: Login, wrong: dict[str, Any]
) -> None:
    given = {"case": "四个", "clause": "一", "chosen": "法兰", "sent": "陶瓷", "version": 1} | wrong

    answer = as_seat(officer()).post(page_of(begun(), "cases/quota/"), given)

    assert answer.status_code == 422
    assert "陶瓷" in answer.content.decode()
    assert Draft.objects.get().pack["cases"] == []


def test_two_people_collide_only_over_the_same_case(as_seat: Login) -> None:
    draft, client = begun(CASE, {**CASE, "case": "另一种"}), as_seat(officer())
    mine = posted(("area_km2", "99")) | {"expect-C1.1": "met", "seen": trace_of(CASE)}
    draft = changed(draft, ("cases", 1, "case"), "他人改的另一种")

    assert client.post(page_of(draft, "cases/0/"), mine).status_code == 302
    assert client.post(page_of(draft, "cases/0/"), mine).status_code == 422
    assert [case["case"] for case in Draft.objects.get().pack["cases"]] == ["面积略超", "他人改的另一种"]


def test_a_case_of_no_number_has_no_page_and_one_of_the_quota_is_taken_out(as_seat: Login) -> None:
    draft, client = begun(QUOTA_CASE), as_seat(officer())

    assert client.get(page_of(draft, "cases/5/")).status_code == 404
    client.post(page_of(draft, "cases/0/remove/"), {"version": 1})
    assert Draft.objects.get().pack["cases"] == []


def test_a_draft_that_cannot_be_put_together_is_mended_first(as_seat: Login) -> None:
    draft = changed(begun(), DATA_YEARS, 0)

    assert as_seat(officer()).get(page_of(draft, "cases/new/")).url == page_of(draft)


def based(*rows: tuple[str, str], **given: Any) -> dict[str, Any]:
    """What the page of the base posts."""
    fields: dict[str, Any] = {"base-TOTAL_FORMS": len(rows), "base-INITIAL_FORMS": 0, "version": 1, **given}
    for at, (place, value) in enumerate(rows):
        fields |= {f"base-{at}-place": place, f"base-{at}-value": value}
    return fields


def test_the_base_is_changed_with_its_tables(as_seat: Login) -> None:
    draft = begun(CASE)
    draft = changed(draft, ("answers", "roster"), [{"name": "甲", "titles": ["srdi"]}])
    client, url = as_seat(officer()), page_of(draft, "cases/base/")
    shown = client.get(url).content.decode()
    assert 'value="80"' in shown
    assert "甲：专精特新中小企业" in shown

    tables = {"rows-roster": "甲：专精特新中小企业\n乙：创新型中小企业"}
    answer = client.post(url, based(("area_km2", "90"), ("output_total.2024", "60"), version=2) | tables)

    assert answer.status_code == 302
    assert Draft.objects.get().pack["answers"] == {
        "roster": [{"name": "甲", "titles": ["srdi"]}, {"name": "乙", "titles": ["innovative"]}],
        "area_km2": "90",
        "output_total.2024": "60",
    }


@pytest.mark.parametrize("rows", [[("area_km2", "九十")], [("area_km2", "1"), ("area_km2", "2")], [("", "3")]])
def test_a_base_that_cannot_be_read_changes_nothing(as_seat: Login, rows: list[tuple[str, str]]) -> None:
    draft, client = begun(CASE), as_seat(officer())

    assert client.post(page_of(draft, "cases/base/"), based(*rows)).status_code == 422
    assert client.post(page_of(draft, "cases/base/"), based(("area_km2", "1"), version=9)).status_code == 422
    assert Draft.objects.get().pack["answers"] == {"area_km2": "80"}
