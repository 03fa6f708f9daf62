"""Another programme is a folder: other forms, conditions, aspects, tracks and years, and no page minds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.casetrial import check_cases
from jiqun.core.vocabulary import Role, Stage, Verdict
from jiqun.declarations.models import Cluster, Declaration
from jiqun.declarations.selfcheck import assess_answers
from jiqun.policyfiles.casebook import read_casebook
from jiqun.policyfiles.folder import folder_of, read_round
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.queries import open_list
from tests.factories import SHANGHAI, make_province, make_seat
from tests.policydata.road import SRDI, county_below, declared, opened, recommended, verified

AT = datetime(2026, 3, 16, 9, 30, tzinfo=SHANGHAI)
XINZHOU, TRACK, FIRM = "140900", "enterprise", "定襄县晋法锻造有限公司"
FIGURES = {"revenue.2025": "1210", "main_revenue.2025": "1000", "rd_expense.2025": "40"}

Login = Callable[[Seat], Client]


@pytest.fixture
def call(db: None) -> Round:
    """The round of another programme; open for good, as pages ask for today."""
    found = opened(SRDI, AT)
    found.closes_on = date(2099, 12, 31)
    found.save()
    return found


def county_seat() -> Seat:
    """The handler of the county."""
    return make_seat(county_below(XINZHOU), Role.HANDLER)


def read(client: Client, name: str, *args: Any) -> str:
    """A page that is there."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_its_cases_hold() -> None:
    book = read_casebook(folder_of(SRDI))

    trials = check_cases(read_round(SRDI), book.cases, book.base)

    assert [trial.deviations for trial in trials] == [[]] * len(book.cases)


def test_a_county_begins_in_the_words_of_the_form(call: Round, as_seat: Login) -> None:
    client = as_seat(county_seat())

    page = read(client, "declarations:new")
    answer = client.post(reverse("declarations:new"), {"name": FIRM, "niche": "高颈法兰", "tracks": TRACK}, follow=True)

    assert "企业名称" in page
    assert "主导产品" in page
    assert "主导产业" not in page
    assert answer.status_code == 200
    assert Declaration.objects.get().dossier.answers == {"firm_name": FIRM, "main_product": "高颈法兰"}


def test_a_county_fills_the_generated_form_and_the_name_follows(call: Round, as_seat: Login) -> None:
    client = as_seat(county_seat())
    client.post(reverse("declarations:new"), {"name": FIRM, "niche": "高颈法兰", "tracks": TRACK})
    case = Declaration.objects.get()

    for section, posted in (
        ("firm", {"firm_name": f"{FIRM}（更名）", "main_product": "风电法兰", "founded_on": "2010-05-04"}),
        ("money", {"revenue-2023": "1000", "revenue-2024": "1100", "revenue-2025": "1210", "patents": "3"}),
    ):
        address = reverse("declarations:section", args=[case.case_number, section])
        assert client.get(address).status_code == 200
        version = Declaration.objects.get().dossier.revision
        assert client.post(address, {"version": str(version), **posted}).status_code in (200, 302)

    cluster = Cluster.objects.get()
    assert (cluster.name, cluster.niche) == (f"{FIRM}（更名）", "风电法兰")
    results = assess_answers(case, Declaration.objects.get().dossier.answers)
    assert results.result("F2").verdict is Verdict.MET
    assert results.result("F1").verdict is Verdict.UNKNOWN


def test_it_is_submitted_verified_and_recommended_and_every_page_stands(call: Round, as_seat: Login) -> None:
    case = declared(call, county_below(XINZHOU), FIRM, TRACK, at=AT)
    city = as_seat(make_seat(case.city, Role.HANDLER))
    for name in ("declarations:reading", "recommendations:visit", "recommendations:return", "desk:case"):
        read(city, name, case.case_number)
    verified(case, at=AT)
    page = read(city, "recommendations:list")
    names = recommended([case], at=AT)

    assert Declaration.objects.get().stage == Stage.RECOMMENDED
    assert "本批次未规定推荐数量" in page
    assert "营业收入" in page
    assert open_list(case.city, call, case.purpose) is None
    read(city, "recommendations:list-sent", names.pk)
    assert (
        city.get(reverse("recommendations:list-paper", args=[names.pk, "recommendation_summary", "xlsx"])).status_code
        == 200
    )
    province = as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))
    for name in ("assessments:formal-check", "declarations:explained", "desk:case"):
        read(province, name, case.case_number)
    for name in ("assessments:formal-checks", "assessments:panels", "desk:home", "desk:cases", "programmes:rounds"):
        read(province, name)
    read(province, "programmes:round", call.code)


def test_a_purpose_that_the_round_has_not_is_not_offered(call: Round, as_seat: Login) -> None:
    city = as_seat(make_seat(county_below(XINZHOU).parent, Role.HANDLER))

    answer = city.get(reverse("recommendations:list"), {"purpose": "re_evaluation"})

    assert answer.status_code == 200
    assert [tab.label for tab in answer.context["tabs"]] == ["申报"]


def test_what_the_form_does_not_ask_is_simply_not_there() -> None:
    policy = read_round(SRDI)

    assert policy.form.question(policy.form.roles.town) is None
    assert policy.years == (2024, 2025)
    assert (policy.quota.per_recommender, policy.quota.per_niche) == (None, None)


def test_the_round_is_frozen_with_its_roles(call: Round) -> None:
    assert policy_of(call).form.roles.name == "firm_name"
