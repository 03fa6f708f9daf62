"""Two rounds run side by side: pages say which one they are about, and no work of the older one disappears."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from jiqun.assessments.models import Panel
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.desk.tasks.home import tasks_of
from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round
from tests.assessments.scene import make_experts, secretary
from tests.factories import AT, make_case, make_city, make_county, make_next_round, make_round, make_round_with
from tests.factories import make_seat as seat
from tests.factories import officer as provincial_officer

pytestmark = pytest.mark.django_db
LATER = date(2190, 1, 1)


def county():
    return seat(make_county(), Role.HANDLER)


def city():
    return seat(make_city(), Role.HANDLER)


PAGES = [
    (city, "recommendations:inbox", Stage.SUBMITTED),
    (city, "recommendations:list", Stage.VERIFIED),
    (secretary, "assessments:convene", Stage.ADMITTED),
    (secretary, "assessments:defence-arrange", Stage.DEFENCE),
    (provincial_officer, "assessments:announce", Stage.REVIEWED),
    (provincial_officer, "decisions:new-meeting", Stage.READY),
    (provincial_officer, "decisions:new-notice", Stage.PROPOSED),
]
OF_A_ROUND = ["declarations:new", "declarations:list", "recognitions:due"]


def at(name: str, call: Round) -> str:
    return f"{reverse(name)}?round={call.code}"


def test_a_round_that_has_not_begun_does_not_take_the_place_of_the_running_one():
    running = make_round()
    make_next_round(opens_on=LATER)

    assert current_round() == running


def test_of_two_running_rounds_the_newer_is_meant():
    make_round()
    newer = make_next_round(opens_on=localdate())

    assert current_round() == newer


def test_before_the_first_round_begins_it_is_the_one_meant():
    assert current_round() is None
    make_next_round(opens_on=LATER)
    first = make_round(opens_on=date(2189, 1, 1))

    assert current_round() == first


@pytest.mark.parametrize(("who", "name", "stage"), PAGES)
def test_a_page_is_about_the_round_it_is_asked_for_and_leads_to_the_other(as_seat, who, name, stage):
    older, newer = make_round_with(Extra.DEFENCE), make_next_round(Extra.DEFENCE)
    old = make_case(call=older, niche="法兰锻造", stage=stage).dossier.cluster.name
    new = make_case(call=newer, niche="玛钢铸造", stage=stage).dossier.cluster.name
    client = as_seat(who())

    about_newer, about_older = (client.get(url).content.decode() for url in (reverse(name), at(name, older)))

    assert (old in about_newer, new in about_newer) == (False, True)
    assert (old in about_older, new in about_older) == (True, False)
    assert f"round={older.code}" in about_newer
    assert f"round={newer.code}" in about_older
    assert client.get(f"{reverse(name)}?round=no-such-round").status_code == 404


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_the_countys_pages_name_the_round_and_lead_to_the_other(as_seat, name):
    older, newer = make_round(), make_next_round()
    client = as_seat(county())

    about_newer, about_older = client.get(reverse(name)), client.get(at(name, older))

    assert [
        answer.context["round_tabs"][place].active for answer in (about_newer, about_older) for place in (0, 1)
    ] == [
        *(True, False),
        *(False, True),
    ]
    assert about_older.context["furniture"].round_title == older.title != newer.title


def test_a_panel_is_convened_in_the_round_of_the_page(as_seat):
    older, _, experts = make_round(), make_next_round(), make_experts(6)
    case = make_case(call=older, stage=Stage.ADMITTED)
    posted = {"title": "一组", "seed": "1", "cases": [case.pk], "experts": [each.pk for each in experts]}

    as_seat(secretary()).post(at("assessments:convene", older), {**posted, "purpose": "declaration"})

    assert Panel.objects.get().round == older


def test_the_tabs_of_the_inbox_stay_in_the_round(as_seat):
    older, _ = make_round(), make_next_round()
    page = as_seat(city()).get(at("recommendations:inbox", older))

    assert {f"round={older.code}" in tab.url for tab in page.context["tabs"]} == {True}


def test_with_one_round_there_is_nothing_to_choose(as_seat):
    make_round()

    assert as_seat(city()).get(reverse("recommendations:inbox")).context["round_tabs"] == []


@pytest.mark.parametrize(
    ("who", "stage", "where"),
    [
        (county, Stage.DRAFT, ""),
        (city, Stage.SUBMITTED, ""),
        (secretary, Stage.ADMITTED, "assessments:convene"),
        (provincial_officer, Stage.REVIEWED, "assessments:announce"),
    ],
)
def test_the_work_of_the_older_round_stays_on_the_home_page(who, stage, where):
    older, newer = make_round(), make_next_round()
    make_case(call=older, stage=stage)

    [task] = tasks_of(who(), newer, AT)

    assert not where or task.url == at(where, older)
