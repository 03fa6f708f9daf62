"""Papers: the summary names no expert and waits for the closing; a draw record holds what recomputing needs."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from jiqun.assessments.papers import draw_record, panel_draw_record, score_summary
from jiqun.assessments.queries import expert_number
from jiqun.assessments.services.draws import perform_draw
from jiqun.core.vocabulary import Stage
from jiqun.documents.catalogue import Format, make
from tests.assessments.scene import KNOWN, announced, closed_panel, make_cases, make_panel
from tests.factories import make_case, make_county, officer

pytestmark = pytest.mark.django_db


def test_the_summary_ranks_and_names_no_expert():
    panel = closed_panel(cases=2)

    sheet = score_summary(panel)

    assert [(row.rank, row.sheets, row.remark) for row in sheet.rows] == [(1, 5, "省级申报")] * 2
    names = [seat.person.name for seat in panel.experts.all()]
    assert not any(name in repr(sheet) for name in names)


def test_the_summary_marks_what_the_list_knows_as_a_key_specialised_town():
    panel = closed_panel(cases=1)
    panel.results.update(town=True)

    assert [row.remark for row in score_summary(panel).rows] == ["省级申报，重点专业镇"]


def test_there_is_no_summary_of_sealed_sheets():
    with pytest.raises(ValueError, match="sealed"):
        score_summary(make_panel(cases=1))


def test_the_summary_is_served_as_page_and_workbook(as_seat):
    panel = closed_panel(cases=1)
    client = as_seat(officer())

    heads = {}
    for kind in ("pdf", "xlsx", "docx"):
        answer = client.get(reverse("assessments:score-summary", args=[panel.pk, kind]))
        heads[kind] = answer.content[:4] if answer.status_code == 200 else answer.status_code

    assert heads == {"pdf": b"%PDF", "xlsx": b"PK\x03\x04", "docx": 404}


def test_the_record_of_a_draw_can_be_recomputed_by_hand():
    draw = announced(make_cases(4, Stage.REVIEWED), title="抽查")
    before = draw_record(draw)

    after = draw_record(perform_draw(draw, seed="0315", by=officer(), at=KNOWN))

    assert (before.title, {row.drawn for row in before.candidates}) == ("实地抽查抽取公告", {False})
    by_hand = sorted((hashlib.sha256(f"0315/{number}".encode()).hexdigest(), number) for number in draw.candidates)
    assert [(row.lot, row.drawn) for row in after.candidates] == [
        (lot, place < draw.size) for place, (lot, _) in enumerate(by_hand)
    ]
    assert make("draw_record", Format.PDF, after)[:4] == b"%PDF"


def test_the_record_of_the_experts_shows_every_lot():
    panel = make_panel(cases=1, experts=6)
    number = panel.assignments.first().declaration.case_number

    sheet = panel_draw_record(panel)

    lots = {
        hashlib.sha256(f"{panel.seed}/{number}/{expert_number(seat)}".encode()).hexdigest()
        for seat in panel.experts.all()
    }
    assert {row.lot for row in sheet.candidates} == lots
    assert sum(row.drawn for row in sheet.candidates) == 5


def test_both_records_are_served(as_seat):
    panel = make_panel(cases=1)
    reviewed = [make_case(make_county("140981", "原平"), stage=Stage.REVIEWED)]
    draw = announced(reviewed, title="抽查")
    client = as_seat(officer())

    for url in (
        reverse("assessments:panel-draw-record", args=[panel.pk]),
        reverse("assessments:draw-record", args=[draw.pk]),
    ):
        answer = client.get(url)
        assert answer.content[:4] == b"%PDF"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E")


def test_each_order_of_merit_has_a_table_of_its_own():
    sheet = score_summary(closed_panel(cases=2))

    assert {row.order for row in sheet.rows} == {"省级申报"}


def test_the_record_of_the_experts_says_where_the_seed_is_found_and_what_the_numbers_are():
    panel = make_panel(cases=1, experts=6)

    sheet = panel_draw_record(panel)

    assert f"第{panel.seed_entry}条" in sheet.seed_source
    assert any("专家编号是该专家席位在系统中的顺序号" in line for line in sheet.how_to_recompute)
    assert make("draw_record", Format.PDF, sheet)[:4] == b"%PDF"
