"""Each part shows its words, never a code."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from jiqun.core.findings import Citation, Finding
from jiqun.core.vocabulary import Mark, Stage, Verdict
from jiqun.ui.parts import FileLine, GridRow, SectionLink, Task
from jiqun.ui.tones import stage_tone

TODAY = date(2025, 5, 28)


def shown(template: str, **values: Any) -> str:
    """The template rendered with these values."""
    return Template("{% load jiqun %}" + template).render(Context(values))


def words(template: str, **values: Any) -> str:
    """Only the text of what is rendered, without spaces."""
    return re.sub(r"<[^>]*>|\s", "", shown(template, **values))


@pytest.mark.parametrize(
    ("verdict", "text"), [("met", "✓符合"), ("not_met", "✕不符合"), ("unknown", "?待补数据"), ("judged", "◇由人工认定")]
)
def test_a_verdict_is_a_mark_and_a_word(verdict: str, text: str) -> None:
    assert words("{% verdict_chip v %}", v=verdict) == text


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_its_word_and_a_tone(stage: Stage) -> None:
    assert (
        shown("{% stage_chip s %}", s=stage.value)
        == f'<span class="chip tone-{stage_tone(stage)}">{stage.label}</span>'
    )


def test_a_stage_is_named_in_the_words_of_its_purpose() -> None:
    assert words("{% stage_chip s 're_evaluation' %}", s="not_recommended") == "初审未通过"
    assert words("{% stage_chip s 'declaration' %}", s="not_recommended") == "市级未推荐"


@pytest.mark.parametrize(
    ("stage", "tone"),
    [
        (Stage.DRAFT, "unknown"),
        (Stage.SUBMITTED, "primary"),
        (Stage.RENEWED, "met"),
        (Stage.REFUSED, "not-met"),
        (Stage.REVOKED, "seal"),
    ],
)
def test_the_seal_colour_is_for_vetoes_only(stage: Stage, tone: str) -> None:
    assert stage_tone(stage) == tone


def test_a_stored_code_is_shown_by_its_label() -> None:
    assert (
        shown('{{ "on_notice"|label:"Stage" }}{{ term|label }}{{ none|label:"Stage" }}', term=Verdict.MET, none="")
        == "公示中符合"
    )


@pytest.mark.parametrize(("mark", "text"), [(Mark.VERIFIED, ""), (Mark.SECONDARY, "转引"), (Mark.ASSUMED, "暂定")])
def test_only_what_was_not_read_in_the_document_carries_a_badge(mark: Mark, text: str) -> None:
    assert words("{{ mark|mark_badge }}", mark=mark) == text


def test_a_finding_shows_sentence_clause_and_the_way_to_its_field() -> None:
    finding = Finding("x", "产值低于40亿元", Citation("申报通知", "一（三）", Mark.SECONDARY), "output_total.2024")
    page = shown("{% findings items base='/form/' %}", items=[finding])

    assert words("{% findings items %}", items=[finding]) == "✕不符合：产值低于40亿元《申报通知》一（三）转引前往填写"
    assert 'href="/form/#id_output_total-2024"' in page


def test_a_sentence_is_never_taken_for_markup() -> None:
    assert "<b>" not in shown("{% findings items %}{% chip name %}", items=[Finding("x", "<b>甲</b>")], name="<b>")


def test_steps_name_the_current_one() -> None:
    page = shown("{% steps items %}", items=[("县级填报", "done"), ("市级核查", "current"), ("公示", "todo")])

    assert "第2步，共3步：市级核查" in page
    assert page.count('aria-current="step"') == 1


def test_a_road_that_ended_early_says_where() -> None:
    page = shown("{% steps items %}", items=[("县级填报", "done"), ("形式审查", "stopped"), ("公示", "todo")])

    assert "第2步，共3步：形式审查" in page
    assert "（止于此）" in page


def test_a_task_row_leads_to_its_act() -> None:
    page = shown(
        "{% task_rows tasks today %}", tasks=[Task("签发申报表", "/a/", "签发", date(2025, 5, 31))], today=TODAY
    )

    assert 'href="/a/" aria-label="签发：签发申报表"' in page
    assert "剩3天" in page


@pytest.mark.parametrize(("used", "text"), [(2, "推荐名额2/3"), (3, "推荐名额3/3名额已满"), (4, "推荐名额4/3超出1个")])
def test_a_quota_says_how_much_is_used(used: int, text: str) -> None:
    assert words("{% quota_meter used 3 %}", used=used) == text


def test_pagination_keeps_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/list/", {"city": "市", "page": "2"})
    page = shown("{% pagination page %}", page=Paginator(range(50), 20).page(2), request=request)

    assert 'href="?city=%E5%B8%82&amp;page=1"' in page
    assert "共50条，第21–40条" in page


def test_one_page_shows_no_page_links() -> None:
    request = RequestFactory().get("/list/")

    assert words("{% pagination page %}", page=Paginator(range(3), 20).page(1), request=request) == "共3条"


def test_a_file_without_removal_address_stays() -> None:
    page = shown("{% file_list files %}", files=[FileLine("证明.pdf", "/f/", 1024)])

    assert "移除" not in page
    assert words("{% file_list files %}", files=[]) == "尚未上传文件"


def test_a_confirmation_asks_for_the_reason() -> None:
    page = shown("{% confirm '撤销认定' '/revoke/' '不可恢复。' name='case' value=7 %}")

    assert '<textarea name="reason" rows="3" required>' in page
    assert '<input type="hidden" name="case" value="7">' in page
    assert "确认撤销认定" in page


def test_a_confirmation_opens_again_after_a_refusal() -> None:
    assert '<details class="confirm confirm-plain" open>' in shown(
        "{% confirm '退回' '/' '。' tone='plain' error='请写明' %}"
    )


def test_a_read_grid_shows_figures_and_dashes() -> None:
    rows = [GridRow("总产值", [None, 1234], "万元")]

    assert words("{% year_grid years rows '规模' %}", years=[2023, 2024], rows=rows).endswith(
        "2023年2024年总产值万元—1,234"
    )


def test_no_deadline_shows_nothing() -> None:
    assert shown("{% deadline due today %}", due=None, today=TODAY) == ""


def test_sections_tell_what_is_done_and_what_is_wrong() -> None:
    items = [SectionLink("基本情况", "/1/", done=True), SectionLink("经济规模", "/2/", active=True, wrong=2)]

    assert words("{% section_list items %}", items=items) == "✓基本情况（已填完）✕经济规模2处待改"
