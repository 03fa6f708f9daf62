from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.core.canonical import digest
from jiqun.core.findings import SYSTEM
from jiqun.core.vocabulary import Role
from jiqun.policyfiles.folder import policydata_root
from jiqun.programmes.models import Round
from jiqun.programmes.services import open_round
from tests.factories import AT, make_city, make_county, make_province, make_round, make_seat, shanxi_policy

pytestmark = pytest.mark.django_db
LIST, OPEN, PAGE = "/rounds/", "/rounds/open/", "/rounds/shanxi-2025/"
SHIPPED = (policydata_root() / "rounds" / "shanxi-2025.yaml").read_bytes()


@pytest.fixture
def system(as_seat):
    return as_seat(make_seat(make_province(), Role.SYSTEM_ADMIN))


def upload(raw: bytes, name: str = "更正批次.yaml") -> dict[str, object]:
    return {"shipped": "", "upload": SimpleUploadedFile(name, raw), "checked": "on"}


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        (Role.PROVINCIAL_OFFICER, (200, 403)),
        (Role.SIGNATORY, (200, 403)),
        (Role.AUDITOR, (200, 403)),
        (Role.SYSTEM_ADMIN, (200, 200)),
        (Role.SECURITY_ADMIN, (403, 403)),
        (Role.EXPERT, (403, 403)),
    ],
)
def test_who_lists_and_who_opens_rounds(as_seat, role, answers):
    client = as_seat(make_seat(make_province(), role))

    assert (client.get(LIST).status_code, client.get(OPEN).status_code) == answers


def test_cities_and_counties_do_not_list_rounds(as_seat):
    for office in (make_city(), make_county()):
        assert as_seat(make_seat(office, Role.HANDLER)).get(LIST).status_code == 403


@pytest.mark.parametrize("office", [make_province, make_city, make_county])
def test_every_seat_opens_the_page_of_the_round_and_its_file(as_seat, office):
    make_round()
    client = as_seat(make_seat(office(), Role.SIGNATORY))

    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}policy.yaml").status_code == 200


def test_strangers_log_in_first(client):
    make_round()

    assert client.get(PAGE).url.startswith("/account/login/")


def test_the_page_shows_dates_numbers_standards_clauses_and_marks(as_seat):
    call = make_round()

    shown = as_seat(make_seat(make_county(), Role.HANDLER)).get(PAGE).content.decode()

    for sentence in (
        "2025年4月17日至2025年5月31日（含当日）",
        "每个推荐单位最多可推荐的集群数",
        "（县名）中小企业特色产业集群申报资料",
        "高于60%",
        "虚假申报或隐瞒违规的，一经查实立即取消资格",
        "暂定</span>",
        "请省级核对",
        call.policy_id,
    ):
        assert sentence in shown


def test_the_contents_lead_into_folded_parts_so_that_an_address_opens_them(as_seat):
    make_round()

    shown = as_seat(make_seat(make_county(), Role.HANDLER)).get(PAGE).content.decode()
    targets = re.findall(r'<a href="#([a-z0-9-]+)">', shown)
    folded = re.findall(r'</summary>\s*<div class="folded-body" id="([a-z0-9-]+)">', shown)

    assert [name for name in targets if f'id="{name}"' not in shown] == []
    assert folded == [
        name for name in targets if name.startswith("criteria-") or name in ("checks", "scoring", "clauses")
    ]


def test_an_unknown_round_is_not_found(system):
    assert system.get("/rounds/nowhere/").status_code == 404


def test_the_list_takes_the_same_queries_for_one_round_and_for_three(
    system, django_assert_num_queries, django_assert_max_num_queries
):
    make_round()
    with django_assert_max_num_queries(12) as one:
        system.get(LIST)
    queries = len(one)
    for number in (1, 2):
        open_round(replace(shanxi_policy(), code=f"shanxi-{number}"), by=SYSTEM, at=AT)
    system.get(LIST)  # the frozen policy of a new current round is decoded once per process

    with django_assert_num_queries(queries):
        system.get(LIST)


def test_no_round_is_said_so(system):
    assert "尚未开启批次" in system.get(LIST).content.decode()


def test_the_file_carries_the_digest_and_a_chinese_name(system):
    call = make_round()

    answer = system.get(f"{PAGE}policy.json")

    assert digest(json.loads(answer.content)) == call.policy_id
    assert f"{call.title}政策数据.json" in unquote(answer["Content-Disposition"])
    assert system.get(f"{PAGE}policy.exe").status_code == 404


def test_a_shipped_round_is_opened_once(system):
    posted = {"shipped": "shanxi-2025", "checked": "on"}

    first, second = system.post(OPEN, posted), system.post(OPEN, posted)

    assert first.url == PAGE
    assert second.status_code == 422
    assert "已经开启" in second.content.decode()
    assert Round.objects.count() == 1


def test_a_downloaded_file_with_a_new_code_and_a_corrected_value_opens_a_new_round(system):
    make_round()
    text = system.get(f"{PAGE}policy.yaml").content.decode()
    corrected = text.replace("code: shanxi-2025", "code: shanxi-2025-2").replace("2025-05-31", "2025-06-10")

    answer = system.post(OPEN, upload(corrected.encode()))

    assert answer.url == "/rounds/shanxi-2025-2/"
    closing = Round.objects.order_by("code").values_list("closes_on", flat=True)
    assert [day.isoformat() for day in closing] == ["2025-05-31", "2025-06-10"]


def test_a_file_with_mistakes_opens_nothing_and_every_mistake_is_listed(system):
    wrong = SHIPPED.replace(b"year: 2025\n", b"year: soon\n").replace(b"share_percent:", b"share:")

    answer = system.post(OPEN, upload(wrong))

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert [problem.key for problem in answer.context["problems"]] == [
        "year",
        "spot_check.share",
        "spot_check.share_percent",
    ]
    assert all(text in shown for text in ("更正批次.yaml", "“soon”", "政策数据有3处需要改正"))
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {"shipped": "", "checked": "on"},
        {"shipped": "shanxi-2025"},
        {"shipped": "nowhere", "checked": "on"},
        {**upload(SHIPPED), "shipped": "shanxi-2025"},
    ],
)
def test_a_choice_that_is_not_one_file_or_not_checked_opens_nothing(system, posted):
    assert system.post(OPEN, posted).status_code == 422
    assert not Round.objects.exists()


def test_the_sign_off_switch_is_the_system_administrator_s(system, as_seat):
    make_round()

    assert "停用签发" in system.get(PAGE).content.decode()
    assert system.post(f"{PAGE}sign-off/", {"required": "no"}).url == PAGE
    assert not Round.objects.get().sign_off
    assert "启用签发" in system.get(PAGE).content.decode()
    officer = as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))
    assert officer.post(f"{PAGE}sign-off/", {"required": "yes"}).status_code == 403
    assert not Round.objects.get().sign_off
