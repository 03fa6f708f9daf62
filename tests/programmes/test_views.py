from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from jiqun.audit.models import Entry
from jiqun.core.canonical import digest
from jiqun.core.findings import SYSTEM
from jiqun.core.vocabulary import Role
from jiqun.policyfiles.folder import policydata_root
from jiqun.programmes.models import Round
from jiqun.programmes.services import open_round
from jiqun.programmes.views import rounds
from tests.factories import AT, make_city, make_county, make_province, make_round, make_seat, shanxi_policy

pytestmark = pytest.mark.django_db
LIST, OPEN, PAGE = "/rounds/", "/rounds/open/", "/rounds/shanxi-2025/"
SHIPPED = (policydata_root() / "rounds" / "shanxi-2025.yaml").read_bytes()


@pytest.fixture
def system(as_seat):
    return as_seat(make_seat(make_province(), Role.SYSTEM_ADMIN))


KNOWN = {"checked": "on", "over_is_known": "on"}
"""What is ticked to open a round whose last day has passed."""


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
    posted = {"shipped": "shanxi-2025", **KNOWN}

    first, second = system.post(OPEN, posted), system.post(OPEN, posted)

    assert first.url == PAGE
    assert second.status_code == 422
    assert "已经开启" in second.content.decode()
    assert Round.objects.count() == 1


def test_a_round_that_is_over_is_opened_only_by_who_knows_it_and_nobody_is_told_to_declare(system):
    posted = {"shipped": "shanxi-2025", "checked": "on"}

    refused = system.post(OPEN, posted)
    opened = system.post(OPEN, posted | KNOWN, follow=True).content.decode()

    assert refused.status_code == 422
    assert "报送截止日期2025年5月31日已过" in refused.content.decode()
    assert "报送已于2025年5月31日截止，不再接受申报" in opened
    assert "可以开始申报" not in opened


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (date(2000, 1, 1), date(2999, 1, 1), "各级可以开始申报"),
        (date(2998, 1, 1), date(2999, 1, 1), "各级自2998年1月1日起可以申报"),
    ],
)
def test_what_can_be_done_next_is_said_by_the_days_of_the_round(system, monkeypatch, opens, closes, said):
    policy = shanxi_policy()

    def valued(dated, day):
        return replace(dated, values={policy.day: replace(dated.entry_on(policy.day), value=day)})

    days = {"opens_on": valued(policy.opens_on, opens), "closes_on": valued(policy.closes_on, closes)}
    monkeypatch.setattr(rounds, "shipped_rounds", lambda: {"shanxi-2025": replace(policy, **days)})

    assert said in system.post(OPEN, {"shipped": "shanxi-2025", "checked": "on"}, follow=True).content.decode()


def test_two_rounds_never_have_the_same_title(system):
    open_round(replace(shanxi_policy(), code="twin"), by=SYSTEM, at=AT)

    answer = system.post(OPEN, {"shipped": "shanxi-2025", **KNOWN})

    assert answer.status_code == 422
    assert "名称相同无从区分" in answer.content.decode()
    assert Round.objects.count() == 1


def test_a_round_that_does_not_fit_the_offices_here_is_not_offered(system):
    offered = system.get(OPEN).content.decode()

    assert "shanxi-2025" in offered
    assert "ministry-2025" not in offered
    assert system.post(OPEN, {"shipped": "ministry-2025", **KNOWN}).status_code == 422
    assert not Round.objects.exists()


def test_no_file_opens_a_round_without_approval(system):
    shown = system.get(OPEN).content.decode()

    assert 'type="file"' not in shown
    assert "/policies/new/?base=upload" in shown
    assert system.post(OPEN, {"upload": SHIPPED, **KNOWN}).status_code == 422
    assert not Round.objects.exists()


def test_the_record_says_what_a_round_was_opened_from(system):
    system.post(OPEN, {"shipped": "shanxi-2025", **KNOWN})

    assert Entry.objects.get(act="open_round").remark.startswith("随系统提供的政策数据：")


@pytest.mark.parametrize(
    "posted",
    [
        {"shipped": "", "checked": "on"},
        {"shipped": "shanxi-2025"},
        {"shipped": "nowhere", "checked": "on"},
        {"shipped": "shanxi-2025", "published": "1", "checked": "on"},
    ],
)
def test_a_choice_that_is_not_one_or_not_checked_opens_nothing(system, posted):
    assert system.post(OPEN, posted | {"over_is_known": "on"}).status_code == 422
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
