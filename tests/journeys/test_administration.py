"""A city's security administrator gives out accounts; the auditor reads and checks the record."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys.stage import OpenPage, box, said, saved, type_in

pytestmark = pytest.mark.browser

NEW_PASSWORD = "shan-xi-2026-ling-shi"


def change_password(page: Page, current: str) -> None:
    """Change the first password, as the product asks."""
    page.get_by_label("现用口令").fill(current)
    page.get_by_label("新口令", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("再次输入新口令").fill(NEW_PASSWORD)
    page.get_by_role("button", name="修改口令").click()


def test_new_person_must_change_the_first_password_and_comes_to_the_tasks(visitor: OpenPage) -> None:
    admin = visitor("a141000")
    admin.get_by_role("link", name="单位尚无账号").first.click()
    admin.get_by_role("link", name="新建账号", exact=True).click()
    admin.get_by_role("button", name="建立账号").click()
    expect(admin.locator(".error-summary")).to_be_visible()
    admin.get_by_label("单位").select_option(label="洪洞县工业和信息化局")
    admin.get_by_label("岗位").select_option(label="经办人")
    box(admin, "姓名").fill("刘经办")
    box(admin, "登录名").fill("liu.hongtong")
    admin.get_by_role("button", name="建立账号").click()
    expect(admin.locator(".page-title")).to_have_text("已建立1个席位")
    first = admin.locator(".first-password").last.inner_text()

    page = visitor()
    type_in(page, "liu.hongtong", first)
    expect(page.locator("main")).to_contain_text("首次登录须先修改口令，修改后即可办理业务")
    page.goto("/declarations/")
    expect(page.locator(".page-title")).to_have_text("修改口令")
    change_password(page, first)
    expect(said(page)).to_contain_text("口令已修改，下次登录请使用新口令")
    expect(page.locator(".page-title")).to_have_text("我的待办")
    page.get_by_role("link", name="新建申报").first.click()
    expect(page.locator(".page-title")).to_have_text("新建申报")

    admin.get_by_role("link", name="完成").click()
    admin.get_by_role("searchbox", name="姓名、登录名或单位").fill("刘经办")
    admin.get_by_role("button", name="查找").click()
    expect(admin.get_by_role("region", name="席位列表")).to_contain_text("在岗")


def workbook(folder: Path, rows: list[list[str]]) -> str:
    """A workbook with these rows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    file = folder / "账号.xlsx"
    file.write_bytes(content.getvalue())
    return str(file)


def test_a_list_of_accounts_comes_in_whole_or_not_at_all(visitor: OpenPage, tmp_path: Path) -> None:
    page = visitor("a140900")
    page.goto("/account/people/")
    page.get_by_role("link", name="批量导入").click()
    template = saved(page, page.get_by_role("link", name="下载模板"))
    heads = [str(head) for head in CalamineWorkbook.from_path(str(template)).get_sheet_by_index(0).to_python()[0]]
    good = ["五台县工业和信息化局", "经办人", "郝经办", "hao.wutai", ""]
    bad = ["五台县商务局", "经办", "牛负责", "niu.wutai", ""]
    page.locator("input[type=file]").set_input_files(workbook(tmp_path, [heads, good, bad]))
    page.get_by_role("button", name="导入", exact=True).click()
    wrong = page.locator(".error-summary")
    expect(wrong).to_contain_text("未建立任何账号")
    expect(wrong).to_contain_text("第3行：没有名为“五台县商务局”的单位")
    expect(wrong).to_contain_text("；没有“经办”岗位")

    right = ["五台县工业和信息化局", "负责人", "牛负责", "niu.wutai", ""]
    page.locator("input[type=file]").set_input_files(workbook(tmp_path, [heads, good, right]))
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator(".page-title")).to_have_text("已建立2个席位")
    expect(page.get_by_role("region", name="首次口令")).to_contain_text("hao.wutai")


def test_five_wrong_passwords_lock_and_a_reset_unlocks(visitor: OpenPage) -> None:
    page = visitor()
    for _ in range(5):
        type_in(page, "j140122", "not-this-one")
    expect(page.locator(".page-title")).to_have_text("登录已锁定")
    admin = visitor("a140100")
    admin.goto("/account/people/?q=j140122")
    admin.locator("summary").filter(has_text="重置口令").first.click()
    admin.get_by_role("button", name="确认重置口令").first.click()
    first = admin.locator(".first-password").last.inner_text()
    type_in(page, "j140122", first)
    change_password(page, first)
    expect(page.locator(".page-title")).to_have_text("我的待办")


def test_auditor_reads_narrows_and_verifies_the_record(visitor: OpenPage) -> None:
    page = visitor("shenji")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="办理记录").click()
    expect(page.get_by_role("region", name="办理记录")).to_be_visible()
    page.get_by_role("button", name="校验全部记录").click()
    expect(page.get_by_role("status").last).to_contain_text("逐条校验一致，未发现改动、删除或插入")
    box(page, "人员或单位").fill("省级负责")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("region", name="办理记录")).to_contain_text("签发")
    kept = saved(page, page.get_by_role("link", name="导出全部记录"))
    assert kept.read_text(encoding="utf-8").count("\n") > 500
    assert page.get_by_role("link", name="新建申报").count() == 0
