"""The pages: who may come, what stays sealed, refusals that keep what was typed, lists of any length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.models import Panel, SpotCheckDraw
from jiqun.assessments.queries import check_items
from jiqun.assessments.services.draws import announce_draw, perform_draw
from jiqun.assessments.services.panels import convene_panel
from jiqun.assessments.services.recusal import recuse
from jiqun.assessments.services.scoring import submit_sheet
from jiqun.core.vocabulary import Role, Stage
from jiqun.evidence.queries import evidence_for, evidence_list
from jiqun.evidence.services import attach
from tests.assessments.scene import (
    CALL,
    closed_panel,
    filled,
    make_cases,
    make_expert,
    make_experts,
    make_panel,
    secretary,
    submit_all,
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

    admitted = {
        role for role, seat in seats.items() if as_seat(seat).get(reverse(f"assessments:{name}")).status_code == 200
    }

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


def test_convening_on_the_page_draws_and_names_everything_missing(as_seat: AsSeat):
    cases, experts = make_cases(2), make_experts(6)
    client, url = as_seat(secretary()), reverse("assessments:convene")
    chosen = {"cases": [case.pk for case in cases], "experts": [seat.pk for seat in experts]}

    empty = client.post(url, {"purpose": "declaration"})
    convened = client.post(url, {"purpose": "declaration", "title": "一组", "seed": "20250612", **chosen})

    missing = empty.content.decode()
    assert empty.status_code == 422
    assert [
        word in missing
        for word in ("请填写评审组名称", "请填写抽取种子", "请至少选择一个已受理的集群", "请选择参加抽取的专家")
    ] == [True] * 4
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
    panel = make_panel(cases=2, experts=6)
    task = panel.assignments.filter(declaration=panel.assignments.first().declaration).first()
    other = panel.assignments.exclude(declaration=task.declaration).filter(expert=task.expert).first()
    number = attached(task)
    client = as_seat(task.expert)

    opened = client.get(reverse("assessments:review-evidence", args=[task.pk, number]))

    assert (opened.status_code, b"".join(opened.streaming_content)) == (200, b"%PDF-1.4 x")
    assert "证明.pdf" in client.get(reverse("assessments:review", args=[task.pk])).content.decode()
    assert other is not None
    assert client.get(reverse("assessments:review-evidence", args=[other.pk, number])).status_code == 404


def announced(count: int = 4) -> SpotCheckDraw:
    """A draw announced over so many reviewed cases."""
    cases = make_cases(count, Stage.REVIEWED)
    return announce_draw(make_round(), cases, title="第一次抽查", seed_source="开奖号码", by=officer(), at=AT)


def test_a_draw_is_announced_and_carried_out_on_the_pages(as_seat: AsSeat):
    cases = make_cases(4, Stage.REVIEWED)
    client, url = as_seat(officer()), reverse("assessments:announce")

    empty = client.post(url, {})
    announced_page = client.post(
        url, {"title": "第一次", "seed_source": "开奖号码", "cases": [case.pk for case in cases]}, follow=True
    )
    draw = SpotCheckDraw.objects.get()
    unseeded = client.post(reverse("assessments:draw", args=[draw.pk]), {"seed": ""})
    drawn = client.post(reverse("assessments:draw", args=[draw.pk]), {"seed": "0315"}, follow=True)

    assert (empty.status_code, unseeded.status_code) == (422, 422)
    assert "抽取3个" in announced_page.content.decode()
    page = drawn.content.decode()
    assert page.count("抽中</span>") == 3
    assert "SHA-256" in page


def test_the_secretary_sees_a_draw_but_does_not_draw(as_seat: AsSeat):
    draw = announced()
    client, url = as_seat(secretary()), reverse("assessments:draw", args=[draw.pk])

    assert "按此种子抽取" not in client.get(url).content.decode()
    assert client.post(url, {"seed": "1"}).status_code == 422
    draw.refresh_from_db()
    assert draw.drawn_at is None


def test_a_look_with_photos_is_recorded_on_the_page(as_seat: AsSeat):
    check = perform_draw(announced(), seed="1", by=officer(), at=AT).checks.first()
    client, url = as_seat(officer()), reverse("assessments:spot-check", args=[check.pk])
    photos = reverse("assessments:photos", args=[check.pk])

    client.post(photos, {"photos": [SimpleUploadedFile("厂区.png", b"\x89PNG\r\n\x1a\n1")]})
    wrong = client.post(photos, {"photos": [SimpleUploadedFile("程序.exe", b"MZ")]})
    none = client.post(photos, {})
    silent = client.post(url, {"visited_on": "2025-05-20", "outcome": "differs", "report": ""})
    done = client.post(url, {"visited_on": "2025-05-20", "outcome": "differs", "report": "产值口径不一致"}, follow=True)

    check.refresh_from_db()
    assert (wrong.status_code, none.status_code, silent.status_code) == (422, 422, 422)
    assert "须写明发现的问题" in silent.content.decode()
    assert "转入会议研究" in done.content.decode()
    assert (check.outcome, check.declaration.stage) == ("differs", Stage.READY)


def test_photos_are_opened_and_removed_until_the_outcome_is_recorded(as_seat: AsSeat):
    check = perform_draw(announced(), seed="1", by=officer(), at=AT).checks.first()
    client = as_seat(officer())
    client.post(
        reverse("assessments:photos", args=[check.pk]),
        {"photos": [SimpleUploadedFile("厂区.png", b"\x89PNG\r\n\x1a\n1")]},
    )
    piece = evidence_for(f"spot:{check.pk}").get()

    opened = client.get(reverse("assessments:photo", args=[check.pk, piece.pk]))
    shown = b"".join(opened.streaming_content)
    removed = client.post(reverse("assessments:photo-remove", args=[check.pk, piece.pk]))

    assert (opened["Content-Type"], shown, removed.status_code) == ("image/png", b"\x89PNG\r\n\x1a\n1", 302)
    assert client.get(reverse("assessments:photo", args=[check.pk, piece.pk])).status_code == 404


def test_the_directory_edits_an_expert(as_seat: AsSeat):
    expert = make_expert("张专家")
    client, url = as_seat(secretary()), reverse("assessments:expert", args=[expert.pk])

    wrong = client.post(url, {"organisation": " ", "specialities": "锻造"})
    saved = client.post(url, {"organisation": "中北大学", "specialities": "锻造", "city": make_city().pk}, follow=True)

    assert wrong.status_code == 422
    page = saved.content.decode()
    assert ("中北大学" in page, "忻州市" in page) == (True, True)
    assert client.get(reverse("assessments:expert", args=[officer().pk])).status_code == 404


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
        draw = announce_draw(make_round(), reviewed, title="抽查", seed_source="开奖号码", by=officer(), at=AT)
        perform_draw(draw, seed="1", by=officer(), at=AT)
        urls = [reverse("assessments:panel", args=[panel.pk]), reverse("assessments:draw", args=[draw.pk]), spots]
        client.get(urls[0])
        return [count_queries(client, url, counter) for url in urls]

    assert play("14095", 1) == play("14096", 3)


def test_recusal_shows_on_the_panel_page_with_its_reason(as_seat: AsSeat):
    panel = make_panel(cases=1, experts=5)
    task = panel.assignments.first()
    recuse(task, reason="亲属在集群企业任职", by=task.expert, at=AT)
    make_expert("后备专家")

    page = as_seat(secretary()).get(reverse("assessments:panel", args=[panel.pk])).content.decode()

    assert ("亲属在集群企业任职" in page, "待递补的空缺" in page, "后备专家" in page) == (True, True, True)
