"""Convening: conflicts left out, the draw repeatable, the review under way; recusal and who steps in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from jiqun.assessments.models import Assignment, Panel
from jiqun.assessments.queries import expert_number, vacancies
from jiqun.assessments.services.panels import Call, convene_panel, kept_conflicts
from jiqun.assessments.services.recusal import add_experts, recuse
from jiqun.assessments.services.scoring import submit_sheet
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.panel import assign
from jiqun.core.vocabulary import Stage
from jiqun.declarations.models import Declaration
from tests.assessments.scene import (
    CALL,
    codes,
    filled,
    make_cases,
    make_expert,
    make_experts,
    make_panel,
    secretary,
)
from tests.factories import AT, make_case, make_county, officer

pytestmark = pytest.mark.django_db


def drawn(panel: Panel) -> dict[str, set[str]]:
    """Case number to the numbers of its experts."""
    found: dict[str, set[str]] = {}
    for task in panel.assignments.select_related("declaration", "expert"):
        found.setdefault(task.declaration.case_number, set()).add(expert_number(task.expert))
    return found


def test_every_case_gets_its_experts_and_an_empty_sheet():
    panel = make_panel(cases=2, experts=6)

    assert sorted(len(experts) for experts in drawn(panel).values()) == [5, 5]
    assert {task.sheet.submitted_at for task in panel.assignments.select_related("sheet")} == {None}
    assert set(Declaration.objects.values_list("stage", flat=True)) == {Stage.UNDER_REVIEW}


def test_the_draw_can_be_repeated_from_seed_and_conflicts():
    panel = make_panel(cases=3, experts=8)

    numbers = [expert_number(expert) for expert in panel.experts.all()]
    again = assign(list(drawn(panel)), numbers, 5, panel.seed, panel.conflicts)

    assert {case: set(experts) for case, experts in again.panels.items()} == drawn(panel)


def test_experts_of_the_city_or_of_a_firm_in_the_dossier_are_left_out():
    case = make_case(stage=Stage.ADMITTED)
    firm = case.submissions.get().answers["roster"][0]["name"]
    neighbour = make_expert("同市专家", city="忻州市")
    insider = make_expert("企业专家", organisation=f"{firm} 技术中心")

    panel = convene_panel(case.round, CALL, [case], [*make_experts(5), neighbour, insider], by=secretary(), at=AT)

    assert panel.conflicts == {
        case.case_number: {
            expert_number(neighbour): "所在市为忻州市",
            expert_number(insider): f"工作单位与申报材料中的“{firm}”相同或相关",
        }
    }
    assert not Assignment.objects.filter(expert__in=[neighbour, insider]).exists()


def test_too_few_experts_without_conflict_refuse_the_whole_panel():
    case = make_case(stage=Stage.ADMITTED)

    with pytest.raises(Refused) as refusal:
        convene_panel(
            case.round, CALL, [case], [*make_experts(4), make_expert("同市专家", city="忻州市")], by=secretary(), at=AT
        )

    assert codes(refusal) == ["panel.too_few_experts"]
    assert refusal.value.findings[0].message.startswith("事项“定襄县法兰锻造产业集群”需要5名专家")
    assert not Panel.objects.exists()


def test_everything_missing_is_said_at_once():
    call = make_case(stage=Stage.ADMITTED).round

    with pytest.raises(Refused) as refusal:
        convene_panel(call, Call(" ", "declaration"), [], [], by=secretary(), at=AT)

    assert codes(refusal) == ["panel.title", "panel.no_cases", "panel.no_experts"]


def test_cases_not_admitted_and_seats_that_are_no_experts_are_refused():
    early = make_case(stage=Stage.RECOMMENDED)

    with pytest.raises(Refused) as refusal:
        convene_panel(early.round, CALL, [early], [officer()], by=secretary(), at=AT)

    assert codes(refusal) == ["panel.not_admitted", "panel.not_expert"]


def test_re_evaluations_are_not_mixed_with_declarations():
    case = make_case(stage=Stage.ADMITTED, track="re_evaluation")

    with pytest.raises(Refused) as refusal:
        convene_panel(case.round, CALL, [case], make_experts(5), by=secretary(), at=AT)

    assert codes(refusal) == ["panel.not_admitted"]


def test_an_expert_does_not_convene():
    cases = make_cases(1)
    experts = make_experts(5)

    with pytest.raises(Refused) as refusal:
        convene_panel(cases[0].round, CALL, cases, experts, by=experts[0], at=AT)

    assert codes(refusal) == ["duty.wrong_seat"]


def test_a_recused_expert_stays_on_record_and_another_steps_in():
    panel = make_panel(cases=1, experts=6)
    task = panel.assignments.first()
    idle = panel.experts.exclude(assignments__panel=panel).get()

    stepping_in = recuse(task, reason="曾为该集群编制规划", by=task.expert, at=AT)

    task.refresh_from_db()
    assert (task.recused_at, task.recusal_reason) == (AT, "曾为该集群编制规划")
    assert (stepping_in.expert, stepping_in.replaces, stepping_in.declaration) == (idle, task, task.declaration)
    entry = Entry.objects.get(act="recuse")
    assert (entry.remark, entry.detail["replacement"]) == ("曾为该集群编制规划", expert_number(idle))


def test_a_conflicted_expert_never_steps_in():
    case = make_case(stage=Stage.ADMITTED)
    pool = [*make_experts(5), make_expert("同市专家", city="忻州市")]
    panel = convene_panel(case.round, CALL, [case], pool, by=secretary(), at=AT)
    task = panel.assignments.first()

    assert recuse(task, reason="亲属在集群企业任职", by=task.expert, at=AT) is None
    assert list(vacancies(panel)) == [task]


def test_added_experts_fill_the_open_place():
    panel = make_panel(cases=1, experts=5)
    task = panel.assignments.first()
    recuse(task, reason="亲属在集群企业任职", by=task.expert, at=AT)
    neighbour, newcomer = make_expert("同市专家", city="忻州市"), make_expert("新专家")

    filled_places = add_experts(panel, [neighbour, newcomer], by=secretary(), at=AT)

    panel.refresh_from_db()
    assert [each.expert for each in filled_places] == [newcomer]
    assert not vacancies(panel).exists()
    assert panel.conflicts[task.declaration.case_number] == {expert_number(neighbour): "所在市为忻州市"}


def test_adding_nobody_new_is_refused():
    panel = make_panel(cases=1, experts=5)

    with pytest.raises(Refused) as refusal:
        add_experts(panel, [panel.experts.first(), officer()], by=secretary(), at=AT)

    assert codes(refusal) == ["panel.no_new_expert"]


def test_recusal_needs_a_reason_an_own_task_and_an_open_sheet():
    panel = make_panel(cases=1, experts=6)
    mine, other, done = panel.assignments.all()[:3]
    submit_sheet(done, filled(done), by=done.expert, at=AT)

    refused = {}
    for name, task, reason, by in (
        ("reason", mine, " ", mine.expert),
        ("long", mine, "理" * 301, mine.expert),
        ("foreign", mine, "理由", other.expert),
        ("late", done, "理由", done.expert),
    ):
        with pytest.raises(Refused) as refusal:
            recuse(task, reason=reason, by=by, at=AT)
        refused[name] = codes(refusal)

    assert refused == {name: [f"recusal.{name}"] for name in ("reason", "long", "foreign", "late")}


def test_recusing_twice_draws_once():
    panel = make_panel(cases=1, experts=7)
    task = panel.assignments.first()
    recuse(task, reason="利益关系", by=task.expert, at=AT)

    with pytest.raises(Refused) as refusal:
        recuse(task, reason="利益关系", by=task.expert, at=AT)

    assert codes(refusal) == ["recusal.done"]
    assert panel.assignments.count() == 6


def test_the_secretary_replaces_an_expert_who_cannot_be_reached():
    panel = make_panel(cases=1, experts=6)
    task = panel.assignments.first()

    assert recuse(task, reason="因病不能参加", by=secretary(), at=AT) is not None
    assert Entry.objects.get(act="recuse").label == "更换专家"


def test_a_county_cannot_replace_an_expert():
    panel = make_panel(cases=1, experts=6)
    from_county = make_county().seats.first()

    with pytest.raises(Refused) as refusal:
        recuse(panel.assignments.first(), reason="理由", by=from_county, at=AT)

    assert codes(refusal) == ["duty.wrong_seat"]


def test_those_who_left_a_case_never_come_back_to_it():
    panel = make_panel(cases=1, experts=6)
    first, second = panel.assignments.all()[:2]
    recuse(first, reason="利益关系", by=first.expert, at=AT)

    assert recuse(second, reason="利益关系", by=second.expert, at=AT) is None
    assert list(vacancies(panel)) == [second]


def test_conflicts_are_looked_for_in_one_look_up_however_many_cases(django_assert_num_queries):
    cases = make_cases(4)

    with django_assert_num_queries(1):
        assert kept_conflicts([], cases) == {case.case_number: {} for case in cases}


def test_the_seed_of_a_panel_is_the_digest_of_the_entry_that_names_cases_and_experts():
    panel = make_panel(cases=2, experts=6)

    entry = Entry.objects.get(act="convene_panel")
    assert (panel.seed, panel.seed_entry) == (entry.digest, entry.sequence)
    assert entry.detail["experts"] == sorted(expert_number(seat) for seat in panel.experts.all())
    assert len(entry.detail["cases"]) == 2
    assert Entry.objects.get(act="draw_experts").detail["seed"] == entry.digest


def test_the_same_panel_a_moment_later_has_another_seed():
    """Nobody can work out before convening who will be drawn."""
    cases, experts = make_cases(1), make_experts(6)
    seeds = set()
    for seconds in range(3):
        with transaction.atomic():
            at = AT + timedelta(microseconds=seconds)
            seeds.add(convene_panel(cases[0].round, CALL, cases, experts, by=secretary(), at=at).seed)
            transaction.set_rollback(True)

    assert len(seeds) == 3
