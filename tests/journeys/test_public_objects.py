"""Anybody reads what stands on notice, objects in four steps, and learns with the receipt what became of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import OpenPage, box, confirmed

pytestmark = pytest.mark.browser

CLUSTER = "阳高县医药中间体产业集群"


def test_objection_in_four_steps_with_a_receipt(visitor: OpenPage) -> None:
    page = visitor()
    page.goto("/")
    page.get_by_role("link", name="年度第二批拟认定集群公示").first.click()
    expect(page.locator("main")).to_contain_text("公示期至")
    page.get_by_role("link", name=f"对{CLUSTER}提出异议").click()
    expect(page.get_by_label(CLUSTER)).to_be_checked()
    page.get_by_role("button", name="下一步").click()

    box(page, "单位").fill("阳高县某企业")
    page.get_by_role("button", name="下一步").click()
    wrong = page.locator(".error-summary")
    expect(wrong).to_contain_text("请填写姓名；匿名、无事实依据或无联系方式的异议不予受理")
    expect(box(page, "单位")).to_have_value("阳高县某企业")
    box(page, "姓名").fill("周某")
    box(page, "联系方式").fill("13700000000")
    page.get_by_role("button", name="下一步").click()
    box(page, "异议内容").fill("产值数据与统计口径不一致")
    box(page, "事实与证据").fill("附县统计公报复印件")
    page.get_by_role("button", name="下一步").click()

    for words in (CLUSTER, "周某", "13700000000", "产值数据与统计口径不一致", "附县统计公报复印件"):
        expect(page.locator("main")).to_contain_text(words)
    page.get_by_role("button", name="修改联系方式").click()
    box(page, "联系方式").fill("zhou@example.cn")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交异议").click()

    expect(page.locator(".page-title")).to_have_text("异议回执")
    receipt = page.locator(".figures .figure").inner_text()
    another = visitor()
    another.goto("/receipts/")
    box(another, "回执编号").fill(receipt.lower())
    another.get_by_role("button", name="查询").click()
    expect(another.locator("main")).to_contain_text(CLUSTER)
    expect(another.locator("main")).not_to_contain_text("周某")

    officer = visitor("sheng")
    officer.goto("/decisions/notices/")
    officer.get_by_role("link", name="年度第二批拟认定集群公示").click()
    row = officer.get_by_role("region", name="异议").get_by_role("row").filter(has_text="周某")
    row.get_by_role("link").click()
    officer.get_by_label("不予受理，并说明理由").check()
    box(officer, "处理意见").fill("未附公报原件，无法核实")
    confirmed(officer, "登记处理结果")
    another.reload()
    expect(another.locator("main")).to_contain_text("未附公报原件，无法核实")


def test_public_pages_lead_to_lists_register_and_draws(visitor: OpenPage) -> None:
    page = visitor()
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="认定名单").first.click()
    page.get_by_role("link", name="年度山西省中小企业特色产业集群名单").last.click()
    expect(page.locator("main")).to_contain_text("清徐县食醋酿造产业集群")
    page.get_by_role("navigation").get_by_role("link", name="集群名录").first.click()
    page.get_by_role("searchbox").or_(box(page, "名称")).first.fill("定襄")
    page.get_by_role("main").get_by_role("button", name="查").first.click()
    expect(page.locator("main")).to_contain_text("定襄县")
    page.get_by_role("navigation").get_by_role("link", name="抽取").first.click()
    page.get_by_role("link", name="第一批实地抽查").click()
    expect(page.locator("main")).to_contain_text("40917-26")
    expect(page.locator("main")).to_contain_text("SHA-256")
