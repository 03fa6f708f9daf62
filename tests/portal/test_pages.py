"""Public pages: open without log-in, and silent about drafts, scores, experts and objectors."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.assessments.models import ReviewResult, SpotCheckDraw
from jiqun.assessments.services.draws import perform_draw
from jiqun.core.findings import SYSTEM
from jiqun.core.sampling import draw_sample
from jiqun.core.vocabulary import Stage
from jiqun.decisions.services.notice import close_notice, open_notice
from jiqun.decisions.services.objections import uphold_objection
from jiqun.policyfiles.folder import read_past_clusters
from jiqun.portal.queries import ROAD, road
from jiqun.portal.recipe import shell_line
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList, RecognitionState
from jiqun.recognitions.services.lists import issue_list, prepare_list
from jiqun.recognitions.services.registers import load_past_clusters
from tests.assessments.scene import KNOWN, announced
from tests.decisions.scene import (
    CONTACT,
    POSTED_AT,
    SAID,
    TOO_LATE,
    accepted,
    drawn_up,
    objected,
    posted,
    ready,
    signatory,
)
from tests.factories import AT, SHANGHAI, make_round, officer

pytestmark = pytest.mark.django_db

NUMBER = "晋工信函〔2025〕1号"
LIST_AT = datetime(2025, 6, 30, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Pages believe that it is the moment of posting; call it to move on."""

    def moved(moment: datetime) -> None:
        for name in ("home", "notices", "lists", "objections"):
            monkeypatch.setattr(f"jiqun.portal.views.{name}.now", lambda: moment)

    moved(POSTED_AT)
    return moved


def read(name: str, *args: Any, **query: str) -> str:
    """The text of a public page as a stranger gets it."""
    answer = Client().get(reverse(f"portal:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def issued(
    kind: ListKind = ListKind.PROVINCIAL, track: str = "provincial", number: str = "晋工信函〔2025〕1号"
) -> RecognitionList:
    """A list in force with one cluster."""
    cases = ready(["法兰锻造"], Stage.CLEARED, track)
    made = prepared(kind, cases, number)
    issue_list(made, by=signatory(), at=LIST_AT)
    return made


def prepared(kind: ListKind, cases: list[Any], number: str = NUMBER) -> RecognitionList:
    """A list that is not in force yet."""
    return prepare_list(
        make_round(),
        kind,
        cases,
        title="2025年度省级中小企业特色产业集群名单",
        number=number,
        issued_on=date(2025, 6, 30),
        by=officer(),
        at=LIST_AT,
    )


def drawn(niches: list[str], seed: str = "") -> SpotCheckDraw:
    """A draw announced, and carried out when a seed is given."""
    cases = ready(niches, Stage.REVIEWED)
    draw = announced(cases, title="第一次抽取", seed_source="次日双色球开奖号码")
    return perform_draw(draw, seed=seed, by=officer(), at=KNOWN) if seed else draw


def test_every_page_opens_without_log_in_on_an_empty_platform():
    for page in ("home", "notices", "lists", "register", "draws", "receipt"):
        assert "<h1" in read(page)


def test_the_first_page_says_what_round_it_is_and_until_when(clock: Any):
    make_round()
    clock(datetime(2025, 5, 29, 9, 0, tzinfo=SHANGHAI))

    page = read("home")

    assert "2025年度中小企业特色产业集群申报和2022年度复核" in page
    assert "2025年5月31日" in page
    assert "剩2天" in page
    assert "申报主体为集群所在县（市、区）中小企业主管部门" in page


def test_the_first_page_says_when_the_round_has_closed():
    make_round()

    assert "已截止" in read("home")


def test_a_standing_notice_is_on_the_first_page_with_its_days_left():
    notice = posted()

    page = read("home")

    assert notice.title in page
    assert "剩7天" in page


def test_a_notice_shows_its_cases_its_period_and_how_to_object():
    notice = posted(["法兰锻造", "陶瓷"])

    page = read("notice", notice.pk)

    for words in (
        "定襄县法兰锻造产业集群",
        "定襄县陶瓷产业集群",
        "2025年6月26日（含当日，共5个工作日）",
        CONTACT,
        "匿名",
        "提出异议",
    ):
        assert words in page


def test_drafts_and_notices_signed_ahead_are_not_there():
    draft = drawn_up(ready(["法兰"], Stage.PROPOSED))
    ahead = drawn_up(ready(["陶瓷"], Stage.PROPOSED), date(2025, 6, 23))
    open_notice(ahead, by=signatory(), at=POSTED_AT)

    for notice in (draft, ahead):
        for page in ("notice", "objection"):
            assert Client().get(reverse(f"portal:{page}", args=[notice.pk])).status_code == 404
        assert Client().get(reverse("portal:notice-paper", args=[notice.pk, "pdf"])).status_code == 404
    assert "尚无公示" in read("notices")
    assert "目前没有正在进行的公示" in read("home")


def test_a_closed_notice_stays_to_be_read_but_takes_no_objection(clock: Any):
    notice = posted()
    close_notice(notice, by=officer(), at=TOO_LATE)
    clock(TOO_LATE)

    page = read("notice", notice.pk)

    assert "公示期已结束" in page
    assert "提出异议" not in page
    assert "已结束" in read("notices")


def test_a_notice_offers_no_objection_from_the_first_moment_after_its_last_day(clock: Any):
    notice = posted()
    clock(TOO_LATE)

    assert "提出异议" not in read("notice", notice.pk)


def test_a_case_that_left_the_notice_is_marked():
    notice = posted(["法兰", "陶瓷"])
    first = notice.cases.order_by("pk").first()
    uphold_objection(accepted(notice, first), answer="数据不实", by=officer(), at=POSTED_AT)

    page = read("notice", notice.pk)
    assert "其中1项已退出公示" in page
    assert page.count("已退出公示</span>") == 1


def test_public_pages_name_no_objector_no_expert_and_no_score():
    notice = posted()
    objected(notice)
    case = notice.cases.get()
    panel = case.round.panels.create(title="组", purpose="declaration", seed="1", per_case=1, convened_at=AT)
    ReviewResult.objects.create(declaration=case, panel=panel, score=Decimal("91.37"), spread=Decimal("3"), place=1)

    pages = read("home") + read("notices") + read("notice", notice.pk)

    for secret in (SAID.name, SAID.unit, SAID.contact, SAID.statement, "91.37", officer().person.name):
        assert secret not in pages


def test_the_notice_can_be_saved_as_a_document():
    answer = Client().get(reverse("portal:notice-paper", args=[posted().pk, "docx"]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_list_in_force_shows_number_day_and_validity():
    page = read("list", issued().pk)

    for words in (
        "晋工信函〔2025〕1号",
        "2025年6月30日",
        "有效期自2025年6月30日至2028年6月29日",
        "省集群〔2025〕001号",
    ):
        assert words in page


def test_a_list_not_yet_issued_is_not_there():
    made = prepared(ListKind.PROVINCIAL, ready(["法兰"], Stage.CLEARED))

    assert Client().get(reverse("portal:list", args=[made.pk])).status_code == 404
    assert Client().get(reverse("portal:list-paper", args=[made.pk, "pdf"])).status_code == 404
    assert "尚未公布名单" in read("lists")


def test_a_forwarded_list_names_its_clusters_without_recognition():
    page = read("list", issued(ListKind.FORWARDED, "national").pk)

    assert "定襄县法兰锻造产业集群" in page
    assert "认定编号" not in page
    assert "下列1个集群已报送工业和信息化部" in page


def test_a_revoked_recognition_is_marked_on_its_list():
    made = issued()
    made.recognitions.update(state=RecognitionState.REVOKED)

    assert "已撤销" in read("list", made.pk)


@pytest.mark.parametrize("extension", ["pdf", "xlsx", "docx"])
def test_lists_can_be_saved(extension: str):
    for made in (issued(), issued(ListKind.FORWARDED, "national", "晋工信函〔2025〕2号")):
        answer = Client().get(reverse("portal:list-paper", args=[made.pk, extension]))
        assert (answer.status_code, len(answer.content) > 1000) == (200, True)


def test_the_register_holds_the_known_national_clusters_with_their_sources():
    load_past_clusters(read_past_clusters(), by=SYSTEM, at=AT)
    known = Recognition.objects.count()

    page = read("register")

    assert f"共{known}条" in page
    assert page.count('<th scope="row">') == 50
    assert "转引" in page
    assert "查看来源" in page


def test_the_register_is_narrowed_by_level_year_province_and_words():
    load_past_clusters(read_past_clusters(), by=SYSTEM, at=AT)
    one = Recognition.objects.filter(province="山西省").first()
    issued()

    assert "共1条" in read("register", level="provincial")
    assert f"共{Recognition.objects.filter(batch=2022).count()}条" in read("register", batch="2022")
    assert f"共{Recognition.objects.filter(province='山西省').count()}条" in read("register", province="山西省")
    assert one.name in read("register", q=one.county)
    assert "没有符合条件的集群" in read("register", q="不存在的集群")


def test_the_register_does_not_stumble_over_an_odd_address():
    load_past_clusters(read_past_clusters(), by=SYSTEM, at=AT)

    assert f"共{Recognition.objects.count()}条" in read("register", batch="x", level="moon", province="火星", page="x")


def test_a_draw_announced_shows_candidates_and_source_but_no_lots():
    draw = drawn(["法兰", "陶瓷"])

    page = read("draw", draw.pk)

    assert "次日双色球开奖号码" in page
    assert all(number in page for number in draw.candidates)
    assert 'class="lot"' not in page
    assert "sha256sum" not in page


def test_a_draw_carried_out_shows_seed_and_lots_so_that_anybody_can_draw_again():
    draw = drawn(["法兰", "陶瓷", "玛钢", "醋"], "2025061")

    page = read("draw", draw.pk)

    assert "2025061" in page
    assert page.count('class="lot"') == 4
    assert page.count(">抽中<") == draw.size
    assert "sha256sum" in page


@pytest.mark.parametrize("seed", ["2025061", "03 07 11 + 05", "不'可\"$HOME`id`"])
def test_the_line_for_the_shell_draws_the_same_sample(seed: str):
    numbers = [f"SX2025-{place:03d}" for place in range(1, 13)]
    draw = SpotCheckDraw(seed=seed, size=4)

    printed = subprocess.run(["sh", "-c", shell_line(draw, numbers)], capture_output=True, text=True, check=True)

    assert [line.split()[1] for line in printed.stdout.splitlines()] == draw_sample(numbers, 4, seed)


def test_what_is_not_there_is_not_found():
    for page in ("notice", "list", "draw", "objection"):
        assert Client().get(reverse(f"portal:{page}", args=[999])).status_code == 404


def queries_of(page: str, *args: Any) -> int:
    """How many queries a public page takes."""
    with CaptureQueriesContext(connection) as captured:
        read(page, *args)
    return len(captured)


def test_lists_need_the_same_queries_for_one_row_and_for_several():
    posted(["法兰"])
    issued()
    drawn(["甲"])
    pages = ("home", "notices", "lists", "register", "draws")
    with_one = [queries_of(page) for page in pages]
    posted(["陶瓷", "玛钢"])
    issued(ListKind.FORWARDED, "national", "晋工信函〔2025〕2号")
    drawn(["乙", "丙"])

    assert [queries_of(page) for page in pages] == with_one


def test_single_pages_need_the_same_queries_for_one_case_and_for_several():
    one, three = posted(["法兰"]), posted(["陶瓷", "玛钢", "醋"])
    small, large = drawn(["甲"], "1234"), drawn(["乙", "丙", "丁"], "1234")

    assert queries_of("notice", one.pk) == queries_of("notice", three.pk)
    assert queries_of("draw", small.pk) == queries_of("draw", large.pk)


def test_a_round_stands_at_one_step_the_first_that_is_not_over():
    call = posted().round

    assert road(call, POSTED_AT) == list(zip(ROAD, ["done", "done", "current", "todo"], strict=True))
    call.closes_on = POSTED_AT.date()
    assert road(call, POSTED_AT) == list(zip(ROAD, ["current", "todo", "todo", "todo"], strict=True))


def test_a_browser_that_shows_a_file_finds_our_mark(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert answer["Location"].endswith("mark.svg")
