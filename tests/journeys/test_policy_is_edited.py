"""An officer of the province prepares next year's policy in the browser, without a programmer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import NARROW, OpenPage, axe_findings, box, overflow, said

pytestmark = pytest.mark.browser

STANDARD = "中小企业特色产业集群认定标准（2022年版）"
SHARE, BOUND = "出口交货值占营业收入比重", "出口交货值占营业收入5%以上"


def begin(page: Page, title: str) -> None:
    """Start a draft from the shipped round."""
    page.goto("/policies/new/")
    page.get_by_label("随系统提供：2025年度中小企业特色产业集群申报和2022年度复核").check()
    page.get_by_label("以此为基础编制下一年度").uncheck()
    box(page, "草案名称").fill(title)
    page.get_by_role("button", name="建立草案").click()
    expect(page.locator(".page-title")).to_contain_text(title)


def open_part(page: Page, *way: str) -> None:
    """Walk the tree of parts, by keyboard."""
    for name in way:
        link = page.locator("main").get_by_role("link", name=name, exact=True).first
        link.focus()
        link.press("Enter")
        expect(page.locator(".page-title")).to_have_text(name)


def new_value(page: Page, about: str, day: str, value: str, document: str) -> None:
    """Set another value from a day on, with its document; the button adds the row and keeps what was typed."""
    part = page.get_by_role("group", name=about, exact=True)
    part.get_by_role("button", name="新增一个日期的值").or_(part.get_by_role("button", name="设定")).press("Enter")
    row = part.get_by_role("group", name=f"{about}：新增的值")
    expect(row.get_by_label("自何日起")).to_be_focused()
    row.get_by_label("自何日起").fill(day)
    field = row.get_by_label("值", exact=True)
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
    row.get_by_label("文件").fill(document)
    row.get_by_label("依据程度").select_option("原文")


def save(page: Page) -> None:
    """Save the part."""
    page.get_by_role("button", name="保存").last.press("Enter")


def sound(page: Page) -> None:
    """Nothing that axe objects to, and nothing wider than the window, on a screen or a phone."""
    assert axe_findings(page) == []
    wide = page.viewport_size
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0
    assert wide is not None
    page.set_viewport_size(wide)


def add(page: Page, name: str) -> None:
    """Add an entry to the list of the page."""
    box(page, "新增的名称").fill(name)
    box(page, "新增的名称").press("Enter")
    expect(said(page)).to_contain_text(f"已新增“{name}”")


def test_standard_is_changed_and_added_to(visitor: OpenPage) -> None:
    page = visitor("sheng")
    begin(page, "走查用标准草案")
    home = page.url

    open_part(page, STANDARD, "条件", "近三年集群总产值每年均在40亿元以上")
    new_value(page, "近三年每年集群总产值下限", "2026-04-01", "五十", "2026年度申报通知")
    save(page)
    expect(page.locator(".error-summary")).to_contain_text("请填写数字，不带单位和文字")
    page.get_by_label("值", exact=True).first.fill("50")
    save(page)
    expect(said(page)).to_contain_text("已保存")
    sound(page)

    open_part(page, "指标")
    add(page, SHARE)
    box(page, "公式").fill("last(output_export) / last(nothing_asked) * 100")
    box(page, "单位").fill("%")
    save(page)
    expect(page.locator(".part-problems")).to_contain_text("nothing_asked")
    page.get_by_role("searchbox", name="查找").fill("出口交货值")
    expect(page.locator(".names [data-name]:visible").first).to_contain_text("出口交货值")
    box(page, "公式").fill("last(exports) / last(revenue) * 100")
    save(page)
    expect(page.locator(".trial")).to_contain_text("出口交货值 ÷")
    sound(page)

    open_part(page, "条件")
    add(page, BOUND)
    page.get_by_label("所属方面").select_option("产业开放合作")
    page.get_by_label("判定方式").select_option("量化指标")
    page.get_by_label("指标", exact=False).first.select_option(SHARE)
    new_value(page, "界限值", "2025-01-01", "5", "2026年度申报通知")
    save(page)
    expect(said(page)).to_contain_text("已保存")
    expect(page.locator(".trial")).to_contain_text(SHARE)
    page.goto(home)
    expect(page.locator("#changes")).to_contain_text(BOUND)


def test_form_and_road_are_changed(visitor: OpenPage) -> None:
    page = visitor("sheng")
    begin(page, "走查用表样草案")
    home = page.url

    open_part(page, "表样", "表页", "分年度经济数据")
    add(page, "统计范围差异原因")
    page.get_by_label("类型").select_option("多行文字")
    page.get_by_label("填报前提").select_option("统计范围：集群内规模以上企业")
    box(page, "佐证材料").fill("统计部门说明")
    page.get_by_label("必须上传佐证").check()
    save(page)
    expect(page.locator(".preview")).to_contain_text("佐证材料：统计部门说明（必须上传）")
    sound(page)

    open_part(page, "表页")
    first = page.get_by_role("row").nth(1).get_by_role("link").first.inner_text()
    page.get_by_role("button", name=f"下移“{first}”").press("Enter")
    expect(page.get_by_role("row").nth(2)).to_contain_text(first)

    open_part(page, "增设环节")
    new_value(page, "答辩", "2025-04-17", "是", "2026年度申报通知")
    save(page)
    expect(said(page)).to_contain_text("已保存")
    sound(page)

    page.goto(home)
    expect(page.locator("#changes")).to_contain_text("统计范围差异原因")
    expect(page.locator("#changes")).to_contain_text("答辩")
