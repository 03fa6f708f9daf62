"""Pages of the expert review: what stays sealed, refusals that keep what was typed, recusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Panel
from jiqun.assessments.services.recusal import recuse
from jiqun.assessments.services.scoring import submit_sheet
from jiqun.core.vocabulary import Role
from jiqun.evidence.queries import evidence_list
from jiqun.evidence.services import attach
from tests.assessments.scene import (
    closed_panel,
    filled,
    make_cases,
    make_expert,
    make_experts,
    make_panel,
    secretary,
    submit_all,
)
from tests.factories import AT, make_city, make_county, make_province, make_seat, officer

pytestmark = pytest.mark.django_db
AsSeat = Callable[[Seat], Client]
SIGNATORY = Role.SIGNATORY


def test_convening_on_the_page_draws_and_names_everything_missing(as_seat: AsSeat):
    cases, experts = make_cases(2), make_experts(6)
    client, url = as_seat(secretary()), reverse("assessments:convene")
    chosen = {"cases": [case.pk for case in cases], "experts": [seat.pk for seat in experts]}

    empty = client.post(url, {"purpose": "declaration"})
    convened = client.post(url, {"purpose": "declaration", "title": "一组", **chosen})

    missing = empty.content.decode()
    assert empty.status_code == 422
    for sentence in ("请填写评审组名称", "请至少选择一个已受理的事项", "请选择参加抽取的专家"):
        assert sentence in missing
    panel = Panel.objects.get()
    assert convened.url == reverse("assessments:panel", args=[panel.pk])
    assert panel.assignments.count() == 10


def test_a_panel_page_shows_progress_and_closes_only_when_all_is_in(as_seat: AsSeat):
    panel = make_panel(cases=1)
    client, close = as_seat(secretary()), reverse("assessments:panel-close", args=[panel.pk])

    early = client.post(close)
    submit_all(panel)
    closed = client.post(close, follow=True)

    assert early.status_code == 422
    assert "尚有1份评分表未提交" in early.content.decode()
    assert "排序依据" in closed.content.decode()


def sealed_pages(panel: Panel) -> list[str]:
    """Every page on which a score could show, for the province and for the experts."""
    numbers = panel.assignments.values_list("declaration__case_number", flat=True).distinct()
    tasks = panel.assignments.values_list("pk", flat=True)
    return [
        reverse("assessments:panels"),
        reverse("assessments:panel", args=[panel.pk]),
        reverse("assessments:experts"),
        reverse("assessments:spot-checks"),
        reverse("assessments:reviews"),
        reverse("assessments:score-summary", args=[panel.pk, "pdf"]),
        reverse("assessments:score-summary", args=[panel.pk, "xlsx"]),
        *(reverse("assessments:sheets", args=[panel.pk, number]) for number in numbers),
        *(reverse("assessments:review", args=[task]) for task in tasks),
    ]


def test_no_page_of_any_role_shows_a_score_before_closing(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=6)
    first, *others = panel.assignments.all()
    sheet = filled(first, competitiveness="17.3")
    submit_sheet(first, sheet, by=first.expert, at=AT)
    seats = [officer(), secretary(), make_seat(make_province(), SIGNATORY), make_seat(make_province(), Role.AUDITOR)]

    for seat in [*seats, *(task.expert for task in others), make_expert("组外专家")]:
        client = as_seat(seat)
        for url in sealed_pages(panel):
            answer = client.get(url)
            page = answer.content.decode() if answer.status_code == 200 else ""
            assert not any(told in page for told in ("17.3", "92.3", "创新平台层次较高", "建议认定")), (seat, url)


def test_the_sheets_open_side_by_side_after_closing(as_seat: AsSeat):
    panel = closed_panel(cases=1)
    case = panel.assignments.first().declaration
    url = reverse("assessments:sheets", args=[panel.pk, case.case_number])

    page = as_seat(officer()).get(url).content.decode()

    assert page.count("创新平台层次较高") == 5
    assert panel.assignments.first().expert.person.name in page
    assert as_seat(panel.assignments.first().expert).get(url).status_code == 403


def test_an_expert_sees_own_tasks_and_no_other_expert(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=6)
    mine, *others = panel.assignments.all()
    client = as_seat(mine.expert)

    page = client.get(reverse("assessments:review", args=[mine.pk])).content.decode()

    assert mine.declaration.dossier.cluster.name in page
    assert not any(task.expert.person.name in page for task in others)
    assert {client.get(reverse("assessments:review", args=[task.pk])).status_code for task in others} == {404}


def test_the_dossier_beside_the_score_sheet_is_set_as_on_the_page_of_the_case(as_seat: AsSeat):
    task = make_panel(cases=1).assignments.first()

    shown = as_seat(task.expert).get(reverse("assessments:review", args=[task.pk])).content.decode()

    assert 'class="reading"' in shown
    for sheet in ("declarations/form.css", "assessments/assessments.css"):
        assert f'href="/static/{sheet}"' in shown


def test_an_expert_saves_submits_and_is_told_everything_wrong(as_seat: AsSeat):
    task = make_panel(cases=1).assignments.first()
    client, url = as_seat(task.expert), reverse("assessments:review", args=[task.pk])
    full = {f"points-{item}": points for item, points in filled(task, "6").points.items()}

    saved = client.post(url, {"points-green": "7", "act": "save"})
    wrong = client.post(url, {**full, "points-green": "9", "points-digital": "", "act": "submit"})
    submitted = client.post(url, {**full, "opinion": "同意", "act": "submit"}, follow=True)
    sealed = client.post(url, {**full, "points-green": "1", "act": "save"})

    assert (saved.status_code, wrong.status_code, sealed.status_code) == (302, 422, 422)
    page = wrong.content.decode()
    assert ("尚未评分" in page, "须在0至8分之间" in page, 'value="9"' in page) == (True, True, True)
    assert "评分表已提交封存；您的评审任务已全部完成" in submitted.content.decode()
    assert "不能再修改" in sealed.content.decode()


def test_the_autosave_keeps_points_and_answers_with_the_total(as_seat: AsSeat):
    task = make_panel(cases=1).assignments.first()
    client, url = as_seat(task.expert), reverse("assessments:review", args=[task.pk])

    kept = client.post(url, {"points-green": "7", "points-digital": "8.5"}, headers={"X-Autosave": "1"})
    unread = client.post(url, {"points-green": "好"}, headers={"X-Autosave": "1"})

    task.sheet.refresh_from_db()
    assert (kept.status_code, unread.status_code) == (200, 422)
    assert "15.5 / 100分" in kept.content.decode()
    assert task.sheet.scores == {"green": "7", "digital": "8.5"}


def test_an_expert_recuses_and_the_dossier_closes(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=6)
    task = panel.assignments.first()
    client = as_seat(task.expert)

    silent = client.post(reverse("assessments:recuse", args=[task.pk]), {"reason": ""})
    stepped_back = client.post(reverse("assessments:recuse", args=[task.pk]), {"reason": "参与过规划编制"})

    assert (silent.status_code, stepped_back.status_code) == (422, 302)
    assert client.get(reverse("assessments:review", args=[task.pk])).status_code == 404
    assert panel.assignments.filter(recused_at=None).count() == 5


def test_the_secretary_replaces_and_adds_experts_on_the_page(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=5)
    task = panel.assignments.first()
    newcomer = make_expert("新专家")
    client = as_seat(secretary())

    replaced = client.post(
        reverse("assessments:panel-replace", args=[panel.pk]), {"task": task.pk, "reason": "因病"}, follow=True
    )
    nobody = client.post(reverse("assessments:panel-experts", args=[panel.pk]), {})
    added = client.post(reverse("assessments:panel-experts", args=[panel.pk]), {"experts": [newcomer.pk]}, follow=True)

    assert "没有可递补的专家" in replaced.content.decode()
    assert nobody.status_code == 422
    assert "递补1个空缺" in added.content.decode()
    assert client.post(reverse("assessments:panel-replace", args=[panel.pk]), {"task": "x"}).status_code == 404


def attached(task: Any) -> int:
    """A file sealed with the submission of a task's case; its number."""
    subject = f"dossier:{task.declaration.dossier_id}"
    upload = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 x")
    piece = attach(subject, "area_km2", upload, by=officer().actor, at=AT)
    task.declaration.submissions.update(evidence=evidence_list(subject))
    return piece.pk


def test_an_expert_opens_the_sealed_files_of_the_case_only(as_seat: AsSeat):
    panel = make_panel(cases=2, experts=5)
    task = panel.assignments.filter(declaration=panel.assignments.first().declaration).first()
    other = panel.assignments.exclude(declaration=task.declaration).filter(expert=task.expert).first()
    number = attached(task)
    client = as_seat(task.expert)

    opened = client.get(reverse("assessments:review-evidence", args=[task.pk, number]))

    assert (opened.status_code, b"".join(opened.streaming_content)) == (200, b"%PDF-1.4 x")
    assert "证明.pdf" in client.get(reverse("assessments:review", args=[task.pk])).content.decode()
    assert other is not None
    assert client.get(reverse("assessments:review-evidence", args=[other.pk, number])).status_code == 404


def test_the_directory_edits_an_expert(as_seat: AsSeat):
    expert = make_expert("张专家")
    client, url = as_seat(secretary()), reverse("assessments:expert", args=[expert.pk])

    wrong = client.post(url, {"organisation": " ", "specialities": "锻造"})
    saved = client.post(url, {"organisation": "中北大学", "specialities": "锻造", "city": make_city().pk}, follow=True)

    assert wrong.status_code == 422
    page = saved.content.decode()
    assert ("中北大学" in page, "忻州市" in page) == (True, True)
    assert client.get(reverse("assessments:expert", args=[officer().pk])).status_code == 404


def test_recusal_shows_on_the_panel_page_with_its_reason(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=5)
    task = panel.assignments.first()
    recuse(task, reason="亲属在集群企业任职", by=task.expert, at=AT)
    make_expert("后备专家")

    page = as_seat(secretary()).get(reverse("assessments:panel", args=[panel.pk])).content.decode()

    assert ("亲属在集群企业任职" in page, "待递补的空缺" in page, "后备专家" in page) == (True, True, True)


def test_the_pages_of_acts_without_a_round_lead_back(as_seat: AsSeat):
    convene = as_seat(secretary()).get(reverse("assessments:convene"))
    announce = as_seat(officer()).get(reverse("assessments:announce"))

    assert (convene.url, announce.url) == (reverse("assessments:panels"), reverse("assessments:spot-checks"))


def test_acts_on_a_closed_panel_are_refused_with_a_sentence(as_seat: AsSeat):
    panel = closed_panel(cases=1)
    client = as_seat(secretary())
    task = panel.assignments.first()

    replaced = client.post(reverse("assessments:panel-replace", args=[panel.pk]), {"task": task.pk, "reason": "因病"})
    added = client.post(reverse("assessments:panel-experts", args=[panel.pk]), {"experts": [make_expert("新").pk]})

    assert (replaced.status_code, added.status_code) == (422, 422)
    assert "不能再补充专家" in added.content.decode()


def test_the_secretary_is_told_who_steps_in(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=6)
    task = panel.assignments.first()
    idle = panel.experts.exclude(assignments__panel=panel).get()

    answer = as_seat(secretary()).post(
        reverse("assessments:panel-replace", args=[panel.pk]), {"task": task.pk, "reason": "因病"}, follow=True
    )

    assert f"已由{idle.person.name}递补" in answer.content.decode()


def test_a_county_is_refused_as_the_city_of_an_expert(as_seat: AsSeat):
    expert = make_expert("张专家")

    answer = as_seat(secretary()).post(
        reverse("assessments:expert", args=[expert.pk]), {"organisation": "中北大学", "city": make_county().pk}
    )

    assert answer.status_code == 422


def test_the_order_of_merit_states_that_towns_come_first_and_by_which_clause(as_seat: AsSeat):
    panel = closed_panel(cases=1)

    told = as_seat(officer()).get(reverse("assessments:panel", args=[panel.pk])).content.decode()

    assert "同分的重点专业镇列前，以在专业镇名单中查到、所在地相符的为准；不改变得分，不免除任何条件" in told
    assert "三（一）" in told


def test_a_refusal_on_the_panel_leads_to_no_field_that_is_gone(as_seat: AsSeat):
    panel = make_panel(cases=1)
    client = as_seat(secretary())

    silent = client.post(
        reverse("assessments:panel-replace", args=[panel.pk]), {"task": panel.assignments.first().pk, "reason": ""}
    )
    late = client.post(reverse("assessments:panel-experts", args=[panel.pk]), {"experts": []})

    for answer in (silent, late):
        assert answer.status_code == 422
        assert "#id_" not in answer.content.decode()
