"""A new installation: the first account, the system administrator, the first round, and the switch of the sign-off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.stage import ROOT, backstage, box, install, order, said, serve, type_in

pytestmark = pytest.mark.browser

NEW_PASSWORD = "shan-xi-2026-ling-shi"
SHIPPED = ROOT / "src" / "jiqun" / "policydata" / "rounds" / "shanxi-2025.yaml"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """An installation with its offices and first account only: its address, and that account's first password."""
    data = tmp_path_factory.mktemp("new")
    install(data)
    backstage(data, "load_offices")
    told = order(data, "first_account", "anquan", "李安全")
    with serve(data) as address:
        yield address, told.strip().rpartition("：")[2]


def enter(page: Page, username: str, first: str) -> None:
    """Log in with a first password and change it."""
    type_in(page, username, first)
    page.get_by_label("现用口令").fill(first)
    page.get_by_label("新口令", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("再次输入新口令").fill(NEW_PASSWORD)
    page.get_by_role("button", name="修改口令").click()
    expect(page.locator(".page-title")).to_have_text("我的待办")


def test_from_the_first_account_to_an_open_round(chromium: Browser, empty: tuple[str, str], tmp_path: Path) -> None:
    address, first = empty
    context = chromium.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    enter(page, "anquan", first)
    page.goto("/account/people/new/")
    page.get_by_label("单位").select_option(label="山西省工业和信息化厅")
    page.get_by_label("岗位").select_option(label="系统管理员（省级单位）")
    box(page, "姓名").fill("王系统")
    box(page, "登录名").fill("wang.xitong")
    page.get_by_role("button", name="建立账号").click()
    password = page.locator(".first-password").last.inner_text()
    context.close()

    context = chromium.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    enter(page, "wang.xitong", password)
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="批次与政策").click()
    page.get_by_role("link", name="开启批次").first.click()
    refuse_a_bad_file(page, tmp_path)
    open_the_shipped(page)
    switch_sign_off(page)
    context.close()


def refuse_a_bad_file(page: Page, folder: Path) -> None:
    """A file of one's own is brought in as a draft; one with two slips is refused with both, each with its line."""
    text = SHIPPED.read_text(encoding="utf-8").replace("value: 2025-05-31", "value: 2025-05-32")
    text = re.sub(r"^year: 2025$", "yaer: 2025", text, flags=re.MULTILINE)
    bad = folder / "更正.yaml"
    bad.write_text(text, encoding="utf-8")
    page.get_by_role("link", name="上传为草案").click()
    expect(page.get_by_role("radio", name="上传政策文件")).to_be_checked()
    page.locator("input[type=file]").set_input_files(str(bad))
    page.get_by_role("button", name="建立草案").click()
    wrong = page.get_by_role("region", name="需要改正之处")
    lines = text.splitlines()
    for slip in ("yaer", "2025-05-32"):
        number = next(n for n, line in enumerate(lines, start=1) if slip in line)
        expect(wrong.get_by_role("row").filter(has_text=slip).first).to_contain_text(str(number))


def open_the_shipped(page: Page) -> None:
    """The file that came with the software opens a round; its last day has passed, which must be confirmed."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="批次与政策").click()
    page.get_by_role("link", name="开启批次").first.click()
    page.get_by_label("随系统提供的政策数据").select_option(label="2025年度中小企业特色产业集群申报和2022年度复核")
    page.get_by_label("已核对日期、名额、标准和来源").check()
    page.get_by_role("button", name="开启批次").click()
    expect(page.locator(".error-summary")).to_contain_text("报送截止日期2025年5月31日已过")
    page.get_by_label("知悉报送截止日期已过").check()
    page.get_by_role("button", name="开启批次").click()
    expect(said(page)).to_contain_text(
        "已开启“2025年度中小企业特色产业集群申报和2022年度复核”，政策数据已固定；"
        "报送已于2025年5月31日截止，不再接受申报"
    )
    expect(page.locator("#notice")).to_contain_text("提交、推荐、公示和公布须经负责人签发")
    expect(page.locator("main")).to_contain_text("两类共")


def switch_sign_off(page: Page) -> None:
    """The sign-off is switched off, and on again."""
    page.locator("summary").filter(has_text="停用签发").click()
    page.get_by_role("button", name="确认停用签发").click()
    expect(said(page)).to_contain_text("签发环节已停用：经办人提交或推荐即报出，不再经负责人签发")
    expect(page.locator("#notice")).to_contain_text("已停用，由经办人直接办理")
    page.locator("summary").filter(has_text="启用签发").click()
    page.get_by_role("button", name="确认启用签发").click()
    expect(said(page)).to_contain_text("签发环节已启用")
