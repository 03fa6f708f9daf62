"""Pages of drafts: who comes, what they show, and that bad input costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiqun.accounts.models import Seat
from jiqun.audit.models import Entry
from jiqun.core.findings import SYSTEM, Citation
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import Mark, Role
from jiqun.policies.models import Draft
from jiqun.policies.queries import case_results, part_of, published_policy
from jiqun.policies.services.approval import return_draft
from jiqun.policyfiles.archive import one_text, read_pack, zipped
from jiqun.programmes.models import Round
from jiqun.programmes.services import open_round
from tests.factories import make_city, make_province, make_round, make_seat, officer, shanxi_policy
from tests.policies.scene import (
    CASE,
    DATA_YEARS,
    LATER,
    QUOTA,
    begun,
    changed,
    pack,
    published_draft,
    signatory,
    submitted,
    system_admin,
)

pytestmark = pytest.mark.django_db
LIST, START = "/policies/", "/policies/new/"
Login = Callable[[Seat], Client]


def page_of(draft: Draft, tail: str = "") -> str:
    return f"/policies/{draft.pk}/{tail}"


def policy_of_code(code: str) -> RoundPolicy:
    """The shipped round under another code, so that no cases are its own."""
    return replace(shanxi_policy(), code=code, title=f"另一批次{code}")


def seat(role: Role) -> Seat:
    return make_seat(make_province(), role)


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        (Role.PROVINCIAL_OFFICER, (200, 200, 200, 200, 200, 405, 403)),
        (Role.SYSTEM_ADMIN, (200, 200, 200, 200, 200, 405, 403)),
        (Role.SIGNATORY, (200, 200, 200, 403, 403, 403, 405)),
        (Role.AUDITOR, (200, 200, 200, 403, 403, 403, 403)),
        (Role.SECURITY_ADMIN, (403,) * 7),
        (Role.PANEL_SECRETARY, (403,) * 7),
        (Role.EXPERT, (403,) * 7),
    ],
)
def test_who_reads_who_writes_and_who_approves(as_seat: Login, role: Role, answers: tuple[int, ...]) -> None:
    draft, client = begun(), as_seat(seat(role))
    pages = [
        LIST,
        page_of(draft),
        page_of(draft, "policy.zip"),
        START,
        page_of(draft, "cases/new/"),
        page_of(draft, "submit/"),
        page_of(draft, "publish/"),
    ]

    # An act is only posted; who may not come at all is told so first.
    got = [client.get(page).status_code for page in pages[:5]]
    got += [405 if client.post(page).status_code in (302, 422) else 403 for page in pages[5:]]

    assert tuple(got) == answers


def test_cities_do_not_come(as_seat: Login) -> None:
    client = as_seat(make_seat(make_city(), Role.SIGNATORY))

    assert client.get(LIST).status_code == 403


def test_a_draft_that_is_not_there_is_not_found(as_seat: Login) -> None:
    client = as_seat(officer())

    for tail in ("99/", "99/policy.yaml", "99/cases/new/", "99999999999999999999999/"):
        assert client.get(f"{LIST}{tail}").status_code == 404
    assert client.get(page_of(begun(), "policy.exe")).status_code == 404


def test_the_list_takes_the_same_queries_for_one_draft_and_for_many(
    as_seat: Login, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = as_seat(officer())
    published_draft()
    with django_assert_max_num_queries(12) as one:
        client.get(LIST)
    for _ in range(5):
        published_draft()

    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_the_page_of_a_draft_takes_the_same_queries_with_many_cases_and_changes(
    as_seat: Login, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client, short, long = as_seat(officer()), begun(CASE), begun(*[CASE] * 20)
    for number in range(5):
        long = changed(long, QUOTA, number + 4)
    with django_assert_max_num_queries(14) as one:
        client.get(page_of(short))

    with django_assert_num_queries(len(one)):
        client.get(page_of(long))


def test_a_draft_is_begun_from_a_shipped_round_as_next_years(as_seat: Login) -> None:
    answer = as_seat(officer()).post(START, {"base": "shipped-shanxi-2025", "a_year_on": "on"})

    draft = Draft.objects.get()
    assert answer.url == page_of(draft)
    assert draft.title == "2026年度中小企业特色产业集群申报和2023年度复核"
    assert draft.pack["cases"]


def test_a_draft_is_begun_from_an_open_round_and_from_a_published_policy(as_seat: Login) -> None:
    call, policy, client = make_round(), published_draft(), as_seat(officer())

    for key in (f"round-{call.code}", f"draft-{policy.pk}"):
        assert client.post(START, {"base": key, "title": key}).status_code == 302

    packs = {draft.title: draft.pack["round"] for draft in Draft.objects.exclude(pk=policy.pk)}
    assert packs == {each: pack()["round"] for each in (f"round-{call.code}", f"draft-{policy.pk}")}


def test_a_draft_of_an_open_round_has_the_cases_that_were_published_with_it_or_that_fit(as_seat: Login) -> None:
    client, mine = as_seat(officer()), published_draft(begun(CASE))
    open_round(policy_of_code("own-2025"), by=SYSTEM, at=LATER)
    same = open_round(published_policy(mine.pk), by=SYSTEM, at=LATER)

    for code in ("own-2025", same.code):
        client.post(START, {"base": f"round-{code}", "title": code})

    lent, published = (Draft.objects.get(title=code) for code in ("own-2025", same.code))
    assert published.pack["cases"] == [CASE]
    assert len(lent.pack["cases"]) > 20
    assert any("chosen" in case for case in lent.pack["cases"])
    assert lent.pack["answers"]["roster"]
    assert all(trial.holds for trial in case_results(lent))


def test_without_a_case_submission_is_asked_for_twice_and_the_approver_is_told(as_seat: Login) -> None:
    draft, writer = begun(), as_seat(officer())
    assert "草案没有核对情形" in writer.post(page_of(draft, "submit/"), {"version": 1}).content.decode()

    assert writer.post(page_of(draft, "submit/?without_cases=yes"), {"version": 1}).status_code == 302

    assert "提交人已确认不经核对提交" in as_seat(signatory()).get(page_of(draft)).content.decode()


def test_a_submitted_draft_is_taken_back_on_its_page(as_seat: Login) -> None:
    draft, writer = submitted(), as_seat(officer())
    assert "撤回" in writer.get(page_of(draft)).content.decode()

    assert writer.post(page_of(draft, "take-back/")).status_code == 302
    assert writer.post(page_of(draft, "take-back/")).status_code == 422
    assert Draft.objects.get().state == "drafting"


@pytest.mark.parametrize("kind", ["yaml", "zip"])
def test_a_draft_is_begun_from_a_file(as_seat: Login, kind: str) -> None:
    raw = one_text(pack(CASE), "导出").encode() if kind == "yaml" else zipped(pack(CASE), "导出")
    posted = {"base": "upload", "title": "上传的", "upload": SimpleUploadedFile(f"政策.{kind}", raw)}

    assert as_seat(officer()).post(START, posted).status_code == 302
    assert Draft.objects.get().pack["round"] == pack()["round"]


def test_a_file_with_mistakes_begins_nothing_and_keeps_what_was_typed(as_seat: Login) -> None:
    raw = one_text(pack(), "导出").replace("year: 2025", "year: 今年", 1).encode()
    posted = {"base": "upload", "title": "上传的", "upload": SimpleUploadedFile("政策.yaml", raw)}

    answer = as_seat(officer()).post(START, posted)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert all(text in shown for text in ("政策.yaml", "“今年”", 'value="上传的"'))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "posted", [{}, {"base": "nothing"}, {"base": "upload"}, {"base": "shipped-../../x"}, {"base": "draft-1"}]
)
def test_a_beginning_that_is_none_is_refused(as_seat: Login, posted: dict[str, str]) -> None:
    assert as_seat(officer()).post(START, posted).status_code == 422


def test_a_file_that_is_no_policy_is_refused_by_its_ending(as_seat: Login) -> None:
    posted = {"base": "upload", "upload": SimpleUploadedFile("政策.exe", b"MZ")}

    assert as_seat(officer()).post(START, posted).status_code == 422


def test_the_page_tells_what_changed_what_is_wrong_and_leads_there(as_seat: Login) -> None:
    client = as_seat(officer())
    sound = client.get(page_of(changed(begun(), QUOTA, 4))).content.decode()
    wrong = client.get(page_of(changed(begun(), DATA_YEARS, 0))).content.decode()

    assert "<del>3个</del>" in sound
    assert "<ins>4个</ins>" in sound
    assert "有1处待改" in wrong
    assert "/edit/dates/" in wrong


def test_no_page_of_a_draft_shows_raw_keys(as_seat: Login) -> None:
    draft = changed(changed(begun(CASE), DATA_YEARS, 0), QUOTA, -1)
    shown = re.sub("<[^>]*>", "", as_seat(officer()).get(page_of(draft)).content.decode())

    assert not [key for key in ("per_recommender", "data_years", "national-2022", "None", "C1.1") if key in shown]


def test_from_draft_to_published_on_the_pages(as_seat: Login) -> None:
    draft, writer, approver = begun(CASE), as_seat(officer()), as_seat(signatory())

    assert writer.post(page_of(draft, "submit/"), {"version": 1}).status_code == 302
    assert approver.post(page_of(draft, "return/"), {"reason": "请核对名额"}).status_code == 302
    assert "请核对名额" in writer.get(page_of(draft)).content.decode()
    assert writer.post(page_of(draft, "submit/"), {"version": 1}).status_code == 302
    assert approver.post(page_of(draft, "publish/"), {"version": 1}).status_code == 302
    assert Draft.objects.get().state == "published"


def test_a_refused_submission_lists_everything_at_422(as_seat: Login) -> None:
    draft = changed(changed(begun(), DATA_YEARS, 0), QUOTA, -1)

    answer = as_seat(officer()).post(page_of(draft, "submit/"), {"version": 3})

    assert answer.status_code == 422
    assert "请处理以下2处" in answer.content.decode()


def test_acts_without_reason_or_on_an_old_version_are_refused_at_422(as_seat: Login) -> None:
    approver, waiting = as_seat(signatory()), submitted()

    assert approver.post(page_of(waiting, "return/"), {}).status_code == 422
    assert approver.post(page_of(waiting, "publish/"), {"version": 7}).status_code == 422
    assert approver.post(page_of(waiting, "publish/"), {"version": "x" * 50}).status_code == 422
    assert approver.post(page_of(waiting, "withdraw/"), {}).status_code == 422


def test_who_wrote_it_is_told_to_let_somebody_else_approve(as_seat: Login) -> None:
    draft = submitted()
    other = Seat.objects.create(person=officer().person, authority=make_province(), role=Role.SIGNATORY)

    shown = as_seat(other).get(page_of(draft)).content.decode()

    assert "须由另一位负责人审定" in shown
    assert "审定并发布" not in shown


def test_a_draft_is_renamed_and_withdrawn(as_seat: Login) -> None:
    draft, client = begun(), as_seat(officer())

    assert client.post(page_of(draft, "rename/"), {"title": "", "version": 1}).status_code == 422
    assert client.post(page_of(draft, "rename/"), {"title": "新名称", "version": 1}).status_code == 302
    assert client.post(page_of(draft, "rename/"), {"title": "旧版本", "version": 1}).status_code == 422
    assert client.post(page_of(draft, "withdraw/"), {"reason": "改期"}).status_code == 302
    assert (Draft.objects.get().title, Draft.objects.get().state) == ("新名称", "withdrawn")


def test_what_is_exported_is_imported_again(as_seat: Login) -> None:
    draft, client = begun(CASE), as_seat(officer())
    taken = client.get(page_of(draft, "policy.zip"))
    assert "2026年度政策.zip" in unquote(taken["Content-Disposition"])
    assert read_pack(taken.content, "a.zip") == draft.pack

    text = client.get(page_of(draft, "policy.yaml")).content.decode().replace("value: 3\n", "value: 4\n", 1)
    posted = {"upload": SimpleUploadedFile("改.yaml", text.encode()), "version": 1, "checked": "on"}
    assert client.post(page_of(draft, "import/"), posted).status_code == 302

    after = Draft.objects.get()
    assert (after.version, len(after.pack["cases"])) == (2, 1)


def test_a_broken_or_late_import_changes_nothing(as_seat: Login) -> None:
    draft, client = changed(begun(), QUOTA, 4), as_seat(officer())
    sound = one_text(pack(), "导出").encode()

    for raw, version in ((b"code: [", 2), (sound, 1)):
        posted = {"upload": SimpleUploadedFile("改.yaml", raw), "version": version, "checked": "on"}
        assert client.post(page_of(draft, "import/"), posted).status_code == 422

    assert part_of(Draft.objects.get(), QUOTA) == 4


def test_a_round_is_opened_from_a_published_policy_and_not_from_a_draft(as_seat: Login) -> None:
    waiting, policy, client = begun(), published_draft(begun(a_year_on=True)), as_seat(system_admin())

    assert (
        client.post("/rounds/open/", {"published": waiting.pk, "checked": "on", "over_is_known": "on"}).status_code
        == 422
    )
    assert (
        client.post("/rounds/open/", {"published": policy.pk, "checked": "on", "over_is_known": "on"}).url
        == "/rounds/shanxi-2026/"
    )
    assert Round.objects.get().policy_id == policy.digest


def test_a_returned_draft_says_why_and_to_whom(as_seat: Login) -> None:
    draft = return_draft(submitted(), "名额请核对", by=signatory(), at=LATER)

    assert "名额请核对" in as_seat(officer()).get(page_of(draft)).content.decode()


def test_a_round_and_a_published_policy_lead_to_next_years_draft(as_seat: Login) -> None:
    call, policy, client = make_round(), published_draft(), as_seat(officer())

    for page, key in ((f"/rounds/{call.code}/", f"round-{call.code}"), (page_of(policy), f"draft-{policy.pk}")):
        link = f"{START}?base={key}"
        assert f'href="{link}"' in client.get(page).content.decode()
        assert client.get(link).context["form"]["base"].value() == key
    assert START not in as_seat(signatory()).get(page_of(policy)).content.decode()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("round", "tracks"), []),
        (("round", "tracks", 0, "criteria"), "nothing"),
        (("round", "tracks", 0, "package"), None),
        (("round", "form"), None),
        (("round", "form", "sections"), []),
        (("round", "notice"), None),
        (("round", "validity"), {}),
        (("round", "quota"), {"anything": []}),
        (("criteria",), {}),
        (("criteria", "national-2022"), None),
        (("criteria", "national-2022", "criteria", 4, "threshold"), {"values": []}),
        (("cases",), [None, 3, {"case": 7}]),
    ],
)
def test_a_draft_in_any_state_is_shown_taken_away_and_kept_from_submission(
    as_seat: Login, path: tuple[str | int, ...], value: Any
) -> None:
    draft, client = changed(begun(CASE), path, value), as_seat(officer())

    assert client.get(page_of(draft)).status_code == 200
    assert client.get(page_of(draft, "policy.yaml")).status_code == 200
    assert client.get(page_of(draft, "policy.zip")).status_code == 200
    assert client.post(page_of(draft, "submit/"), {"version": 2}).status_code == 422


def test_changes_of_one_part_in_a_row_are_shown_as_one_and_a_case_is_named(as_seat: Login) -> None:
    draft = begun(CASE)
    for limit in (4, 5, 6):
        draft = changed(draft, QUOTA, limit)
    client = as_seat(officer())
    client.post(page_of(draft, "cases/0/remove/"), {"version": draft.version})

    shown = client.get(page_of(draft)).content.decode()

    assert "修改政策草案（3次，共3处）" in shown
    assert f"核对情形 › {CASE['case']}" in shown
    assert Entry.objects.filter(act="change_draft").count() == 4


def test_what_stands_in_for_a_document_gets_no_title_marks() -> None:
    assert str(Citation("本系统约定", "", Mark.ASSUMED)) == "本系统约定"
    assert str(Citation("2025年度申报和复核通知", "一（三）", Mark.ASSUMED)) == "《2025年度申报和复核通知》一（三）"
    assert str(Citation("中小企业特色产业集群认定管理办法", "", Mark.ASSUMED)) == "《中小企业特色产业集群认定管理办法》"
