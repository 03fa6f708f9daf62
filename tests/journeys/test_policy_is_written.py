"""Next year's round from last year's: written by one, returned and approved by another, opened by a third."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.stage import NARROW, WIDE, Demo, axe_findings, box, log_in, overflow, said, saved, serve
from tests.journeys.test_policy_is_edited import STANDARD, new_value, open_part, save

pytestmark = pytest.mark.browser

BASE = "随系统提供：2025年度中小企业特色产业集群申报和2022年度复核"
NAME = "2026年度申报政策"
AREA = "集群占地面积一般不超过100平方公里"
OUTGROWN = "面积超过100平方公里，属一般要求，由人工认定"
REASON = "面积上限提高的依据请补充"


@pytest.fixture
def apart(demo: Demo, tmp_path: Path) -> Iterator[Demo]:
    """A demonstration of its own, since a round is opened in it."""
    data = tmp_path / "apart"
    shutil.copytree(demo.data, data, symlinks=True)
    with serve(data) as address:
        yield Demo(address, demo.accounts, data)


@pytest.fixture
def desk(chromium: Browser, apart: Demo) -> Iterator[Callable[[str], Page]]:
    """Opens a page as an account."""
    contexts: list[BrowserContext] = []

    def open_page(username: str) -> Page:
        contexts.append(chromium.new_context(base_url=apart.address, locale="zh-CN", viewport=WIDE))
        page = contexts[-1].new_page()
        log_in(page, username, apart)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sound(page: Page) -> None:
    """Nothing that axe objects to, and nothing wider than the window, on a screen or a phone."""
    assert axe_findings(page) == []
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0
    page.set_viewport_size(WIDE)


def confirm(page: Page, act: str) -> None:
    """Open an act and carry it out."""
    page.locator("summary").get_by_text(act, exact=True).click()
    page.get_by_role("button", name=f"确认{act}").click()


def begin(page: Page) -> None:
    """Next year's draft, from the shipped round."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="政策编制").click()
    sound(page)
    page.get_by_role("link", name="起草政策").first.click()
    page.get_by_label(BASE).check()
    box(page, "草案名称").fill(NAME)
    sound(page)
    page.get_by_role("button", name="建立草案").click()
    expect(page.locator("#changes")).to_contain_text("2026年5月31日")
    sound(page)


def raise_the_bound(page: Page) -> None:
    """A larger area; two cases tell what that changes."""
    open_part(page, STANDARD, "条件", AREA)
    new_value(page, "集群占地面积上限", "2026-04-17", "120", "2026年度申报通知")
    save(page)
    expect(said(page)).to_contain_text("已保存")


def change_the_case(page: Page) -> None:
    """What was outside is inside now; the case is moved to the new bound."""
    page.get_by_role("link", name=OUTGROWN).first.click()
    box(page, "数值").fill("120.01")
    sound(page)
    page.get_by_role("button", name="保存情形").click()
    expect(said(page)).to_contain_text("已保存情形")


def add_a_case(page: Page) -> None:
    """The bound itself."""
    page.get_by_role("link", name="增加核对情形").click()
    box(page, "情形").fill("面积正好120平方公里")
    page.get_by_label("申报类别").select_option("国家级申报")
    page.get_by_role("button", name="换用此类别").click()
    expect(box(page, "情形")).to_have_value("面积正好120平方公里")
    page.get_by_role("button", name="保存情形").click()
    expect(page.locator(".error-summary")).to_contain_text("请填写")
    box(page, "依据条款").fill("2026年度申报通知")
    page.get_by_label("填报项").first.select_option(label="占地面积（平方公里）")
    box(page, "数值").fill("120")
    page.get_by_label(AREA).select_option("符合")
    page.get_by_role("button", name="保存情形").click()
    expect(said(page)).to_contain_text("已保存情形“面积正好120平方公里”")


def test_policy_is_written_approved_by_a_second_person_and_opened(desk: Callable[[str], Page]) -> None:
    writer, signatory = desk("sheng"), desk("shengfuze")
    begin(writer)
    home = writer.url
    raise_the_bound(writer)
    writer.goto(home)
    confirm(writer, "提交审定")
    expect(writer.locator(".error-summary")).to_contain_text(OUTGROWN)
    change_the_case(writer)
    add_a_case(writer)
    confirm(writer, "提交审定")
    expect(said(writer)).to_contain_text("待省级负责人审定")

    signatory.goto(home)
    expect(signatory.locator("#changes")).to_contain_text("120")
    sound(signatory)
    signatory.locator("summary").get_by_text("退回", exact=True).click()
    signatory.get_by_label("退回理由").fill(REASON)
    signatory.get_by_role("button", name="确认退回").click()
    expect(said(signatory)).to_contain_text("已退回")

    writer.reload()
    expect(writer.locator("main")).to_contain_text(REASON)
    confirm(writer, "提交审定")
    signatory.reload()
    confirm(signatory, "审定并发布")
    expect(said(signatory)).to_contain_text("已发布")
    archive = saved(signatory, signatory.get_by_role("link", name="导出文件夹"))
    assert archive.stat().st_size > 0

    system = desk("xitong")
    system.goto("/rounds/open/")
    choice = system.get_by_label("已发布的政策")
    choice.select_option(choice.locator("option").nth(1).get_attribute("value"))
    system.get_by_label("已核对日期").check()
    system.get_by_label("知悉报送截止日期已过").check()
    system.get_by_role("button", name="开启批次").click()
    expect(system.locator(".page-title")).to_have_text("2026年度中小企业特色产业集群申报和2023年度复核")
