"""A county's handler fills in a declaration: figures as people type them, evidence, the check, submitting."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import Demo, OpenPage, box, newest_of, pdf, said, upload

pytestmark = pytest.mark.browser


def to_section(page: Page, label: str) -> None:
    """Go to a part of the form by its name in the list."""
    page.get_by_role("navigation", name="申报表各部分").get_by_role("link", name=label).click()
    expect(page.locator(".section-head h2")).to_have_text(label)


def pick(page: Page, key: str, word: str) -> None:
    """Answer a question by one of its words."""
    page.locator(f"#ask-{key}").get_by_label(word, exact=True).check()


def fill_row(page: Page, table: str, number: int, cells: dict[str, str]) -> None:
    """Fill in one row of a repeating table."""
    for column, value in cells.items():
        cell = page.locator(f"[name={table}-{number}-{column}]")
        if cell.evaluate("field => field.tagName") == "SELECT":
            cell.select_option(label=value)
        else:
            cell.fill(value)


def next_page(page: Page) -> None:
    """Save and go on."""
    page.get_by_role("button", name="保存并继续").click()
    expect(said(page)).to_contain_text("该页已填写完整")


def test_handler_completes_the_form_and_submits(visitor: OpenPage, tmp_path: Path) -> None:
    page = visitor("j141182")
    page.get_by_role("link", name="填报汾阳市清香型白酒产业集群省级申报").first.click()
    expect(page.locator(".section-head h2")).to_have_text("数字化转型")

    fill_in_digital(page, tmp_path)
    page.get_by_role("link", name="检查并提交").click()
    expect(page.locator(".lead-line")).to_contain_text("处须先完善，完善后才能提交")
    green = page.locator("section.part").filter(has_text="绿色化发展")
    green.get_by_role("link", name="前往填写").first.click()
    expect(page.locator(".section-head h2")).to_have_text("绿色化发展")
    assert page.url.endswith("#id_energy_consumed")
    expect(page.locator("#id_energy_consumed")).to_be_in_viewport()

    fill_in_the_rest(page, tmp_path)
    expect(page.locator(".lead-line")).to_contain_text("内容已完整，可以提交")
    expect(page.locator("main")).to_contain_text("如有虚假愿承担相应责任")
    page.get_by_role("button", name="提交，送负责人签发").click()

    expect(said(page)).to_contain_text("已送汾阳市工业和信息化局负责人签发；签发后报送吕梁市")
    expect(page.locator(".page-title")).to_contain_text("待县级负责人签发")


def fill_in_digital(page: Page, folder: Path) -> None:
    """Figures in full width, with their unit, and one that nobody can read."""
    check = page.locator("#self-check")
    box(page, "普及率统计的企业数").fill("１２０")
    box(page, "应用工业互联网平台的企业数").fill("三十来家")
    expect(check).to_contain_text("“应用工业互联网平台的企业数”应填数字，如1,234.5，现填“三十来家”")
    box(page, "应用工业互联网平台的企业数").fill("36 家")
    expect(check).to_contain_text("工业互联网平台应用普及率30.00%，符合不低于10%的要求")
    box(page, "数字化转型说明").fill("集群建成工业互联网标识解析二级节点，规上企业完成数字化诊断。")
    upload(page, "platform_adopters", pdf(folder, "平台应用合同.pdf"))
    expect(page.locator("#ask-platform_adopters")).to_contain_text("平台应用合同.pdf")
    expect(box(page, "普及率统计的企业数")).to_have_value("120")


def fill_in_the_rest(page: Page, folder: Path) -> None:
    """The parts that the demonstration leaves open, one page after the other."""
    box(page, "综合能源消费量").fill("58,000 吨标准煤")
    box(page, "能耗对应的产值").fill("410")
    box(page, "绿色化发展说明").fill("推行清洁生产，酒糟全部资源化利用。")
    next_page(page)
    box(page, "产业开放合作说明").fill("产品出口三十多个国家和地区。")
    next_page(page)
    box(page, "运营管理机构专职人员数").fill("18人")
    fill_row(page, "service_bodies", 0, {"name": "汾酒产业公共检测中心", "level": "省级", "services": "检验检测"})
    pick(page, "has_plan", "是")
    box(page, "规划印发日期").fill("2025-03-01")
    box(page, "治理和服务能力说明").fill("管委会统筹运营，公共服务机构常年驻点。")
    upload(page, "service_bodies", pdf(folder, "机构认定文件.pdf"))
    next_page(page)
    for number, target in enumerate(("集群总产值", "研发经费", "称号企业数")):
        fill_row(page, "targets", number, {"target": target, "unit": "亿元", "year_1": "1,234.5", "year_2": "1300"})
        page.locator(f"[name=targets-{number}-year_3]").fill("１４００")
    box(page, "主要任务和措施").fill("延链补链强链，逐年落实。")
    next_page(page)
    for key in ("veto_accident", "veto_network", "veto_tax"):
        pick(page, key, "否")
    pick(page, "commitment", "是")
    upload(page, "veto_accident", pdf(folder, "应急管理部门证明.pdf"))
    upload(page, "veto_tax", pdf(folder, "税务部门证明.pdf"))
    page.get_by_role("button", name="保存并检查").click()


def test_figures_are_read_as_people_type_them_and_what_cannot_be_read_stays(visitor: OpenPage) -> None:
    page = visitor("j141127")
    page.get_by_role("link", name="填报岚县汽车铸件产业集群省级申报").first.click()
    to_section(page, "分年度经济数据")
    check = page.locator("#self-check")
    newest = newest_of(page, "集群总产值")
    newest.fill("1,234.5")
    expect(check).to_contain_text("中小企业产值占集群总产值比重1.39%，低于要求的50%，还差48.61个百分点")
    newest.fill("３４．２２")
    expect(check).to_contain_text("中小企业产值占集群总产值比重50.00%，符合不低于50%的要求")
    newest.fill("285,167万元")
    expect(check).to_contain_text("中小企业产值占集群总产值比重60.00%")

    newest.fill("约三百")
    page.get_by_role("button", name="保存", exact=True).last.click()
    wrong = page.locator(".error-summary")
    expect(wrong).to_contain_text("年集群总产值”应填数字，如1,234.5，现填“约三百”")
    expect(newest).to_have_value("约三百")
    wrong.get_by_role("link").first.click()
    expect(newest).to_be_focused()

    newest.fill("29")
    newest_of(page, "中小企业产值").fill("290")
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("中小企业产值不应大于集群总产值")


def test_who_is_logged_out_while_typing_is_told_in_one_line_and_finds_the_text_again(
    visitor: OpenPage, demo: Demo
) -> None:
    page = visitor("j141127")
    page.get_by_role("link", name="填报岚县汽车铸件产业集群省级申报").first.click()
    to_section(page, "产业开放合作")
    text = box(page, "产业开放合作说明")
    page.context.clear_cookies()
    text.fill("登录失效以后所填的文字")
    expect(page.locator("[data-autosave-status]")).to_contain_text("登录已失效，所填内容已暂存在本机，请重新登录")
    expect(page.locator("#self-check")).not_to_contain_text("登录名")
    expect(text).to_be_focused()

    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(page.locator(".page-title")).to_have_text("页面已过期")
    page.get_by_role("link", name="回到原页面").click()
    page.get_by_label("登录名").fill("j141127")
    page.get_by_label("口令", exact=True).fill(demo.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(text).to_have_value("登录失效以后所填的文字")


def test_a_page_can_be_filled_in_with_the_keyboard_alone(visitor: OpenPage) -> None:
    page = visitor("j141127")
    page.get_by_role("link", name="填报岚县汽车铸件产业集群省级申报").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="申报表各部分").get_by_role("link", name="核心竞争力").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".section-head h2")).to_have_text("核心竞争力")
    press_until(page, "Tab", "id_market_share")
    page.keyboard.type("12.5")
    press_until(page, "Tab", "id_market_rank_0")
    page.keyboard.press("ArrowDown")
    press_until(page, "Tab", "id_brands-0-name")
    page.keyboard.type("岚州铸造")
    press_until(page, "Tab", "id_narrative_1")
    page.keyboard.type("产品配套多家整车企业。")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("保存并继续")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(said(page)).to_contain_text("已保存“核心竞争力”，本页已填写完整")
    expect(page.get_by_label("全国前三")).to_be_checked()
    expect(page.locator("#id_brands-0-name")).to_have_value("岚州铸造")


def press_until(page: Page, key: str, wanted: str, most: int = 30) -> None:
    """Press a key until the field of that id has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"{wanted} was not reached with {key}")


def test_a_new_declaration_is_opened_for_both_levels(visitor: OpenPage) -> None:
    page = visitor("j141181")
    page.get_by_role("link", name="新建申报").click()
    page.get_by_role("button", name="建立申报").click()
    expect(page.locator(".error-summary")).to_contain_text("处需要改正")

    box(page, "集群名称").fill("孝义市高端耐材产业集群")
    box(page, "细分领域").fill("高端耐火材料")
    box(page, "主导产业").fill("耐火材料制品制造")
    page.get_by_label("省级、国家级同时申报").check()
    page.get_by_role("button", name="建立申报").click()

    expect(said(page)).to_contain_text("已建立“孝义市高端耐材产业集群”省级、国家级申报，请逐页填报")
    expect(page.locator(".section-head h2")).to_have_text("集群基本情况")
    expect(box(page, "集群名称")).to_have_value("孝义市高端耐材产业集群")
    expect(box(page, "细分领域")).to_have_value("高端耐火材料")
    page.get_by_role("link", name="我的待办").click()
    expect(page.locator("main")).to_contain_text("填报孝义市高端耐材产业集群国家级申报")
