"""The pages: who may come, the formal check, and lists of any length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.queries import check_items
from jiqun.assessments.services.draws import perform_draw
from jiqun.assessments.services.panels import convene_panel
from jiqun.core.vocabulary import Role, Stage
from tests.assessments.scene import (
    CALL,
    KNOWN,
    announced,
    make_expert,
    make_experts,
    make_panel,
    secretary,
)
from tests.factories import AT, make_case, make_city, make_county, make_province, make_round, make_seat, officer

pytestmark = pytest.mark.django_db
AsSeat = Callable[[Seat], Client]

OFFICER, SECRETARY, SIGNATORY, EXPERT = Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY, Role.SIGNATORY, Role.EXPERT
STAFF = {OFFICER, SECRETARY, SIGNATORY}
AUDIENCES: dict[str, set[Role]] = {
    "formal-checks": STAFF,
    "panels": STAFF,
    "spot-checks": STAFF,
    "convene": {OFFICER, SECRETARY},
    "experts": {OFFICER, SECRETARY},
    "announce": {OFFICER},
    "reviews": {EXPERT},
}


@pytest.mark.parametrize("name", AUDIENCES)
def test_each_list_admits_its_audience_and_nobody_else(name: str, as_seat: AsSeat):
    make_round()
    seats = {role: make_seat(make_province(), role) for role in Role if role not in (Role.HANDLER,)}

    answers = {role: as_seat(seat).get(reverse(f"assessments:{name}")).status_code for role, seat in seats.items()}
    admitted = {role for role, status in answers.items() if status == 200}

    assert admitted == AUDIENCES[name]


@pytest.mark.parametrize("name", AUDIENCES)
def test_no_page_of_the_province_admits_a_county_or_city(name: str, as_seat: AsSeat):
    for office in (make_county(), make_city()):
        for role in (Role.HANDLER, Role.SIGNATORY):
            assert as_seat(make_seat(office, role)).get(reverse(f"assessments:{name}")).status_code == 403


@pytest.mark.parametrize("name", AUDIENCES)
def test_strangers_log_in_first(name: str, client: Client):
    assert client.get(reverse(f"assessments:{name}")).status_code == 302


def ok_lines(case: Any, **changes: str) -> dict[str, str]:
    """A posted check with every line in order, but for ``changes``."""
    return {f"ok-{item.id}": changes.get(item.id, "yes") for item in check_items(case)}


def test_the_officer_admits_on_the_page(as_seat: AsSeat):
    case = make_case(stage=Stage.RECOMMENDED)

    answer = as_seat(officer()).post(
        reverse("assessments:formal-check", args=[case.case_number]), {**ok_lines(case), "act": "admit"}, follow=True
    )

    case.refresh_from_db()
    assert (answer.status_code, case.stage) == (200, Stage.ADMITTED)
    assert "已受理，下一步组织专家评审" in answer.content.decode()


def test_a_refused_admission_keeps_what_was_typed(as_seat: AsSeat):
    case = make_case(stage=Stage.RECOMMENDED)
    typed = {**ok_lines(case, letter="no"), "remark-letter": "缺公章", "act": "admit"}

    answer = as_seat(officer()).post(reverse("assessments:formal-check", args=[case.case_number]), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "缺公章" in page
    assert "标为不符合，不能受理" in page
    assert "三（三）" in page


def test_a_draft_and_a_refusal_from_the_page(as_seat: AsSeat):
    case = make_case(stage=Stage.RECOMMENDED)
    url, client = reverse("assessments:formal-check", args=[case.case_number]), as_seat(officer())

    saved = client.post(url, {"ok-form": "no", "act": "save"})
    unreasoned = client.post(url, {"ok-form": "no", "act": "refuse"})
    refused = client.post(url, {"ok-form": "no", "act": "refuse", "reason": "申报表不完整"})

    case.refresh_from_db()
    assert (saved.status_code, unreasoned.status_code, refused.status_code) == (302, 422, 302)
    assert case.stage == Stage.REFUSED
    assert "申报表不完整" in client.get(url).content.decode()


def test_a_second_identical_post_is_told_that_it_is_done(as_seat: AsSeat):
    case = make_case(stage=Stage.RECOMMENDED)
    url, client = reverse("assessments:formal-check", args=[case.case_number]), as_seat(officer())
    client.post(url, {**ok_lines(case), "act": "admit"})

    again = client.post(url, {**ok_lines(case), "act": "admit"})

    assert again.status_code == 422
    assert "形式审查已经结束" in again.content.decode()


def test_the_secretary_reads_a_check_but_does_not_decide(as_seat: AsSeat):
    case = make_case(stage=Stage.RECOMMENDED)
    url, client = reverse("assessments:formal-check", args=[case.case_number]), as_seat(secretary())

    assert "予以受理</button>" not in client.get(url).content.decode()
    assert client.post(url, {**ok_lines(case), "act": "admit"}).status_code == 422


def test_a_case_that_is_not_there_is_not_found_and_an_early_one_leads_back(as_seat: AsSeat):
    early = make_case(stage=Stage.SUBMITTED)
    client = as_seat(officer())

    assert client.get(reverse("assessments:formal-check", args=["2025-000000-01A"])).status_code == 404
    assert client.get(reverse("assessments:formal-check", args=[early.case_number])).status_code == 302


def count_queries(client: Client, url: str, counter: Any) -> int:
    """How many queries a page takes."""
    with counter() as taken:
        assert client.get(url).status_code == 200
    return len(taken)


@pytest.fixture
def counter() -> Any:
    """Counts queries."""
    return lambda: CaptureQueriesContext(connection)


def test_lists_take_the_same_queries_with_one_row_and_with_several(as_seat: AsSeat, counter: Any):
    panel = make_panel(cases=1, experts=6)
    for n, stage in enumerate((Stage.RECOMMENDED, Stage.ADMITTED, Stage.REVIEWED)):
        make_case(make_county(f"14097{n}", f"壹{n}县"), stage=stage)
    expert = panel.assignments.first().expert
    pages = [(officer(), page) for page in ("formal-checks", "panels", "experts", "convene", "announce")]
    pages.append((expert, "reviews"))
    clients = {seat.pk: as_seat(seat) for seat, _ in pages}
    take = [(clients[seat.pk], reverse(f"assessments:{page}")) for seat, page in pages]
    for client, url in take:
        client.get(url)

    one = [count_queries(client, url, counter) for client, url in take]
    for n, stage in enumerate((Stage.RECOMMENDED, Stage.ADMITTED, Stage.REVIEWED) * 2):
        make_case(make_county(f"14098{n + 2}", f"{n}县"), stage=stage)
    make_expert("又一专家")
    several = [count_queries(client, url, counter) for client, url in take]

    assert several == one


def test_panel_and_spot_pages_take_the_same_queries_for_few_and_many_cases(as_seat: AsSeat, counter: Any):
    client, spots = as_seat(officer()), reverse("assessments:spot-checks")
    experts = make_experts(6)

    def play(name: str, count: int) -> list[int]:
        """Queries of the panel, the draw and the list, after so many cases more."""
        cases = [make_case(make_county(f"{name}{n}", f"{name}{n}县"), stage=Stage.ADMITTED) for n in range(count)]
        panel = convene_panel(make_round(), CALL, cases, experts, by=secretary(), at=AT)
        reviewed = [make_case(make_county(f"{name}{n}", ""), niche="陶瓷", stage=Stage.REVIEWED) for n in range(count)]
        draw = announced(reviewed, title="抽查")
        perform_draw(draw, seed="1234", by=officer(), at=KNOWN)
        urls = [reverse("assessments:panel", args=[panel.pk]), reverse("assessments:draw", args=[draw.pk]), spots]
        client.get(urls[0])
        return [count_queries(client, url, counter) for url in urls]

    assert play("14095", 1) == play("14096", 3)
