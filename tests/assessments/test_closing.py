"""Closing: every sheet first, then mean, spread, order of merit with towns first, and the road."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiqun.assessments.models import ReviewResult
from jiqun.assessments.queries import open_review_count, panels_for, results_of
from jiqun.assessments.services.closing import close_panel
from jiqun.assessments.services.panels import convene_panel
from jiqun.assessments.services.recusal import recuse
from jiqun.assessments.services.scoring import submit_sheet
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Stage
from jiqun.declarations.models import Declaration
from jiqun.recognitions.services.revocation import disqualify
from tests.assessments.scene import (
    CALL,
    closed_panel,
    codes,
    filled,
    make_experts,
    make_panel,
    secretary,
    submit_all,
)
from tests.factories import AT, full_answers, make_case, make_county, make_round, officer, shanxi_policy

pytestmark = pytest.mark.django_db


def town_case(code: str, place: str, is_town: str, name: str = "定襄法兰专业镇") -> Declaration:
    """An admitted case that declares, or does not declare, a key specialised town."""
    answers = full_answers(shanxi_policy(), is_key_town=is_town, town_name=name)
    return make_case(make_county(code, place), stage=Stage.ADMITTED, answers=answers)


def test_a_panel_with_missing_sheets_names_who_owes_which():
    panel = make_panel(cases=1)
    first, *others = panel.assignments.all()
    for task in others:
        submit_sheet(task, filled(task), by=task.expert, at=AT)

    with pytest.raises(Refused) as refusal:
        close_panel(panel, by=secretary(), at=AT)

    name, cluster = first.expert.person.name, first.declaration.dossier.cluster.name
    assert [finding.message for finding in refusal.value.findings] == [
        f"{name}尚有1份评分表未提交：“{cluster}”；请提醒专家提交"
    ]
    assert not ReviewResult.objects.exists()


def test_a_place_left_open_keeps_the_panel_open():
    panel = make_panel(cases=1, experts=5)
    task = panel.assignments.first()
    recuse(task, reason="利益关系", by=task.expert, at=AT)
    submit_all(panel)

    with pytest.raises(Refused) as refusal:
        close_panel(panel, by=secretary(), at=AT)

    assert codes(refusal) == ["panel.vacancy"]


def test_closing_drops_extremes_ranks_and_moves_the_cases_on():
    panel = closed_panel(cases=1, points=("1", "5", "6", "7", "6.5"))

    result = results_of(panel).get()
    assert (result.score, result.spread, result.place, result.sheets) == (
        Decimal("46.67"),
        Decimal("48.00"),
        1,
        5,
    )
    assert result.declaration.stage == Stage.REVIEWED


def test_the_road_tells_no_points():
    panel = closed_panel(cases=1)
    moved = Entry.objects.get(act="close_review")

    assert moved.detail == {"panel": f"panel:{panel.pk}"}
    assert list(Entry.objects.get(act="close_panel").detail["results"].values()) == [["52", 1]]


def test_among_equals_a_key_specialised_town_comes_first():
    plain, town = town_case("140922", "甲县", "no"), town_case("140921", "定襄县", "yes")
    panel = convene_panel(make_round(), CALL, [plain, town], make_experts(6), by=secretary(), at=AT)
    submit_all(panel)

    close_panel(panel, by=secretary(), at=AT)

    assert [(row.declaration, row.place, row.town, row.reason) for row in results_of(panel)] == [
        (town, 1, True, "综合得分52.00分，同分中重点专业镇优先，列前"),
        (plain, 2, False, "综合得分52.00分，同分中重点专业镇优先，列后"),
    ]


@pytest.mark.parametrize(("code", "name"), [("140922", "定襄法兰专业镇"), ("140921", "某某特色专业镇")])
def test_a_town_that_its_own_tick_alone_declares_wins_no_tie(code: str, name: str):
    plain, invented = town_case("140923", "甲县", "no"), town_case(code, "乙县", "yes", name)
    panel = convene_panel(make_round(), CALL, [plain, invented], make_experts(6), by=secretary(), at=AT)
    submit_all(panel)

    close_panel(panel, by=secretary(), at=AT)

    assert [(row.place, row.town) for row in results_of(panel)] == [(1, False), (1, False)]


def test_provincial_and_national_cases_are_two_orders_of_merit():
    one = make_case(make_county("140921", "甲县"), stage=Stage.ADMITTED)
    two = make_case(make_county("140922", "乙县"), stage=Stage.ADMITTED, track="national")
    panel = convene_panel(make_round(), CALL, [one, two], make_experts(6), by=secretary(), at=AT)
    submit_all(panel)

    close_panel(panel, by=secretary(), at=AT)

    assert {row.declaration: row.place for row in results_of(panel)} == {one: 1, two: 1}


def test_a_recused_expert_counts_for_nothing():
    panel = make_panel(cases=1, experts=6)
    task = panel.assignments.first()
    recuse(task, reason="利益关系", by=task.expert, at=AT)
    submit_all(panel)

    close_panel(panel, by=secretary(), at=AT)

    assert results_of(panel).get().sheets == 5


def test_closing_twice_is_refused():
    panel = closed_panel(cases=1)

    with pytest.raises(Refused) as refusal:
        close_panel(panel, by=secretary(), at=AT)

    assert codes(refusal) == ["panel.closed"]


def test_a_disqualified_case_is_neither_waited_for_nor_ranked():
    panel = make_panel(cases=2, experts=5)
    gone, kept = Declaration.objects.order_by("case_number")
    recuse(panel.assignments.filter(declaration=gone).first(), reason="利益关系", by=secretary(), at=AT)
    disqualify(gone, reason="弄虚作假", by=officer(), at=AT)
    for task in panel.assignments.filter(declaration=kept):
        submit_sheet(task, filled(task), by=task.expert, at=AT)

    close_panel(panel, by=secretary(), at=AT)

    assert results_of(panel).get().declaration == kept
    assert set(Declaration.objects.values_list("stage", flat=True)) == {Stage.DISQUALIFIED, Stage.REVIEWED}


def test_a_disqualified_case_no_longer_counts_and_no_expert_owes_it():
    panel = make_panel(cases=2, experts=5)
    gone, _ = Declaration.objects.order_by("case_number")
    disqualify(gone, reason="弄虚作假", by=officer(), at=AT)

    listed = panels_for(secretary()).get()

    assert (listed.case_count, listed.sheets_in, listed.sheets_wanted) == (1, 0, 5)
    assert {open_review_count(expert) for expert in panel.experts.all()} == {1}


def test_a_case_disqualified_after_its_panel_closed_stays_in_the_order_of_merit():
    panel = closed_panel(cases=2)
    disqualify(results_of(panel)[0].declaration, reason="弄虚作假", by=officer(), at=AT)

    assert panels_for(secretary()).get().case_count == results_of(panel).count() == 2


def test_an_expert_does_not_close():
    panel = make_panel(cases=1)
    submit_all(panel)

    with pytest.raises(Refused) as refusal:
        close_panel(panel, by=panel.experts.first(), at=AT)

    assert codes(refusal) == ["duty.wrong_seat"]


def test_the_list_of_panels_counts_cases_and_sheets_and_is_the_provinces():
    panel = make_panel(cases=2)
    task = panel.assignments.first()
    submit_sheet(task, filled(task), by=task.expert, at=AT)

    listed = panels_for(secretary()).get()

    assert (listed.case_count, listed.sheets_in, listed.sheets_wanted) == (2, 1, 10)
    assert not panels_for(task.expert).exists()
    assert not panels_for(make_county().seats.first()).exists()
