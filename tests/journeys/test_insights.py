"""The province asks what other thresholds would do, types what it knows of a town, and sees what a draft changes."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import NARROW, OpenPage, axe_findings, overflow, said, saved

pytestmark = pytest.mark.browser

OUTPUT = "近三年集群总产值每年均在10亿元以上"
TOWN = "杏花村汾酒专业镇"


def asking(page: Page) -> None:
    """From the desk to the page of questions."""
    page.get_by_role("link", name="标准测算").first.click()
    expect(page.locator(".page-title")).to_have_text("标准测算")


def failing(page: Page) -> int:
    """How many the answer counts as not met."""
    shown = page.locator(".trying-figures div").filter(has_text="不符合").locator("dd").inner_text()
    return int(re.match(r"\d+", shown).group())  # type: ignore[union-attr]


def test_a_slider_is_moved_by_keyboard_and_the_answer_follows(visitor: OpenPage) -> None:
    page = visitor("sheng")
    asking(page)
    before = failing(page)
    slider = page.get_by_role("slider", name=f"{OUTPUT}指标值")
    slider.focus()
    slider.press("End")

    expect(page.locator("#comparison [role=status]")).to_contain_text("已调整1项指标")
    assert failing(page) > before
    expect(page.get_by_role("textbox", name=OUTPUT)).to_have_value("20")
    assert "t-C1.2=20" in page.url
    page.reload()
    expect(page.get_by_role("textbox", name=OUTPUT)).to_have_value("20")


def test_a_typed_figure_moves_the_slider_and_nonsense_is_told(visitor: OpenPage) -> None:
    page = visitor("sheng")
    asking(page)
    box = page.get_by_role("textbox", name=OUTPUT)
    box.fill("１5．5")
    expect(page.locator("#comparison [role=status]")).to_contain_text("已调整1项指标")
    expect(page.get_by_role("slider", name=f"{OUTPUT}指标值")).to_have_value("15.5")
    box.fill("十五")
    expect(page.locator("#comparison")).to_contain_text("应填数字")
    expect(box).to_have_value("十五")


def test_the_page_answers_without_script(visitor: OpenPage) -> None:
    with_script = visitor("sheng")
    page = visitor(java_script_enabled=False)
    page.context.add_cookies(with_script.context.cookies())  # type: ignore[arg-type]
    page.goto("/insights/")
    page.get_by_role("textbox", name=OUTPUT).fill("20")
    page.get_by_role("button", name="测算", exact=True).click()

    expect(page.locator("#comparison [role=status]")).to_contain_text("已调整1项指标")
    expect(page.get_by_role("slider")).to_have_count(0)


def test_the_answer_comes_while_one_drags(visitor: OpenPage) -> None:
    page = visitor("sheng")
    asking(page)
    slider = page.get_by_role("slider", name=f"{OUTPUT}指标值")
    slider.focus()
    started = time.monotonic()
    with page.expect_response(lambda answer: "t-C1.2" in answer.url):
        slider.press("ArrowRight")

    assert time.monotonic() - started < 2


def test_the_officer_types_figures_of_a_town_with_their_source(visitor: OpenPage) -> None:
    page = visitor("sheng")
    asking(page)
    page.get_by_role("link", name="专业镇契合度").click()
    page.get_by_role("link", name=TOWN).click()
    page.get_by_role("textbox", name="占地面积", exact=True).fill("1,02")
    page.get_by_role("button", name="保存数据").click()
    expect(page.locator(".error-summary")).to_contain_text("占地面积")
    page.get_by_role("textbox", name="占地面积", exact=True).fill("42.5")
    page.get_by_role("textbox", name="占地面积的数据来源").fill("吕梁市统计公报")
    page.get_by_role("button", name="保存数据").click()

    expect(said(page)).to_contain_text(f"已保存“{TOWN}”的数据")
    expect(page.locator("main")).to_contain_text("集群占地面积42.50平方公里")


def test_the_report_on_towns_is_a_file(visitor: OpenPage) -> None:
    page = visitor("shengfuze")
    page.goto("/insights/towns/")

    assert saved(page, page.get_by_role("link", name="报告（PDF）")).read_bytes().startswith(b"%PDF")


def test_a_draft_is_held_against_the_open_cases(visitor: OpenPage) -> None:
    page = visitor("shenji")
    page.goto("/insights/effect/")
    page.get_by_label("新版本").select_option(label="下一年度政策（演示）（起草中）")
    page.get_by_role("button", name="比较").click()

    expect(page.get_by_role("region", name="受影响的在办事项")).to_contain_text("符合→不符合")
    expect(page.get_by_role("region", name="政策的不同之处")).to_contain_text("10亿元")


def test_the_explanation_of_a_case_prints_on_paper_and_leads_to_the_field(visitor: OpenPage) -> None:
    page = visitor("j141127")
    page.get_by_role("link", name="申报", exact=True).click()
    page.get_by_role("link", name="继续填报").first.click()
    page.get_by_role("link", name="逐条说明").first.click()
    expect(page.locator(".page-title")).to_contain_text("逐条说明")
    page.emulate_media(media="print")
    expect(page.locator(".form-sections")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name=re.compile("近三年集群企业是否发生")).first.click()
    expect(page).to_have_url(re.compile(r"#ask-veto_"))


def test_each_page_is_sound_on_a_telephone(visitor: OpenPage) -> None:
    page = visitor("sheng")
    page.set_viewport_size(NARROW)
    for address in ("/insights/?t-C1.2=20", "/insights/towns/", f"/insights/towns/{TOWN}/", "/insights/effect/"):
        page.goto(address)
        assert axe_findings(page) == []
        assert overflow(page) <= 0
