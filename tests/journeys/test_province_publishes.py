"""The province's officer draws up the list, its signatory signs it, and the ministry's results are written down."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import Demo, OpenPage, box, confirmed, said, today

pytestmark = pytest.mark.browser


def test_a_list_is_drawn_up_signed_and_open_to_everybody(visitor: OpenPage, demo: Demo) -> None:
    demo.backstage("clear_one")
    cluster, title = "岚县马铃薯主食加工产业集群", "2026年度山西省中小企业特色产业集群名单（第二批）"
    officer = visitor("sheng")
    officer.get_by_role("navigation", name="主导航").get_by_role("link", name="名单").click()
    officer.get_by_role("link", name="拟定名单：本级认定名单").click()
    officer.get_by_label(cluster).check()
    officer.get_by_role("button", name="拟定名单").click()
    expect(officer.locator(".error-summary")).to_contain_text("文号：请填写此项")
    box(officer, "名单标题").fill(title)
    box(officer, "文号").fill("晋工信企业函〔2026〕119号")
    officer.get_by_label("公布日期").fill(today(officer))
    officer.get_by_label(cluster).check()
    officer.get_by_role("button", name="拟定名单").click()
    expect(officer.locator(".lead-line")).to_contain_text("签发后所列集群即获认定")
    expect(officer.get_by_role("button", name="确认签发名单")).to_have_count(0)

    signatory = visitor("shengfuze")
    signatory.get_by_role("link", name=title).first.click()
    signatory.locator("summary").filter(has_text="签发名单").click()
    signatory.get_by_role("button", name="确认签发名单").click()
    expect(said(signatory)).to_contain_text("签发")
    expect(signatory.get_by_role("region", name="名单对象")).to_contain_text("已认定")

    public = visitor()
    public.goto("/lists/")
    public.get_by_role("link", name=title).click()
    expect(public.locator("main")).to_contain_text(cluster)
    public.goto("/register/")
    expect(public.locator("main")).to_contain_text("集群名录")


def test_the_ministrys_result_is_recorded_from_its_document(visitor: OpenPage) -> None:
    page, cluster = visitor("sheng"), "太原市尖草坪区不锈钢精深加工产业集群"
    page.get_by_role("link", name="待登记国家结果").first.click()
    page.get_by_label(f"国家结果：{cluster}").select_option(label="通过")
    confirmed(page, "登记结果")
    expect(page.locator(".error-summary")).to_contain_text("国家公布文件文号")

    box(page, "国家公布文件文号").fill("工信部企业函〔2026〕388号")
    page.get_by_label("公布日期").fill(today(page))
    expect(page.get_by_label(f"国家结果：{cluster}")).to_have_value("passed")
    confirmed(page, "登记结果")
    expect(said(page)).to_contain_text("已登记1项国家结果，其中1项获认定或通过复核，已载入名录")

    page.get_by_role("navigation", name="主导航").get_by_role("link", name="集群名录").click()
    box(page, "名称、地区或编号").fill("尖草坪区")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text(cluster)
    expect(page.locator("main")).to_contain_text("国家级")


def test_a_recognition_is_revoked_with_the_reason_and_says_so_in_public(visitor: OpenPage) -> None:
    page, cluster = visitor("sheng"), "阳曲县碳纤维复合材料产业集群"
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="集群名录").click()
    box(page, "名称、地区或编号").fill("阳曲县")
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_role("link", name=cluster).click()
    page.locator("summary").filter(has_text="撤销认定").click()
    box(page, "撤销理由").fill("认定后发生较大安全事故")
    page.get_by_role("button", name="确认撤销认定").click()
    expect(said(page)).to_contain_text(f"“{cluster}”的认定已撤销")
    expect(page.locator(".page-title")).to_contain_text("已撤销")

    public = visitor()
    public.goto("/register/?q=阳曲县")
    expect(public.get_by_role("row").filter(has_text=cluster)).to_contain_text("已撤销")
