"""A county's signatory signs or sends back; a returned case is corrected; a recognised cluster is re-evaluated."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import OpenPage, box, newest_of, pdf, said, upload

pytestmark = pytest.mark.browser


def test_signatory_sends_back_with_a_reason_and_signs_what_comes_again(visitor: OpenPage) -> None:
    signatory = visitor("f141121")
    signatory.get_by_role("link", name="审核签发").click()
    expect(signatory.locator(".page-title")).to_contain_text("文水县钢结构构件产业集群")
    expect(signatory.locator("main")).to_contain_text("对内容和材料的真实性负责")
    signatory.get_by_text("退回经办人", exact=True).click()
    box(signatory, "退回理由").fill("请核对从业人员数与社保缴纳人数")
    signatory.get_by_role("button", name="确认退回经办人").click()
    expect(said(signatory)).to_have_text("✓已退回经办人修改，修改后须重新提交签发")

    handler = visitor("j141121")
    handler.get_by_role("link", name="文水县钢结构构件产业集群").first.click()
    expect(handler.locator(".returned")).to_contain_text("请核对从业人员数与社保缴纳人数")
    handler.get_by_role("link", name="检查并提交").click()
    handler.get_by_role("button", name="提交，送负责人签发").click()
    expect(said(handler)).to_contain_text("已送文水县工业和信息化局负责人签发")

    signatory.get_by_role("link", name="我的待办").click()
    signatory.get_by_role("link", name="审核签发").click()
    signatory.get_by_role("button", name="签发并报送").click()
    expect(said(signatory)).to_contain_text("已签发并报送吕梁市，接下来由吕梁市现场核查")
    expect(signatory.locator(".page-title")).to_contain_text("待市级核查")


def test_returned_case_shows_what_is_asked_at_each_field_and_goes_out_again(visitor: OpenPage) -> None:
    page = visitor("j141081")
    page.get_by_role("link", name="侯马市光通信器件产业集群").first.click()
    expect(page.locator("main")).to_contain_text("数据与佐证不一致")
    sections = page.get_by_role("navigation", name="申报表各部分")
    sections.get_by_role("link", name="分年度经济数据").click()
    expect(page.locator("main")).to_contain_text("与佐证材料汇总数不一致，请核对")
    newest_of(page, "中小企业产值").fill("12.6")
    page.get_by_role("button", name="保存", exact=True).last.click()
    sections.get_by_role("link", name="协同创新能力").click()
    expect(page.locator("#ask-narrative_4")).to_contain_text("请补充创新平台运行情况")
    box(page, "协同创新能力说明").fill("省级企业技术中心常年运行，年服务企业四十余家。")
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(said(page)).to_contain_text("已保存“协同创新能力”")
    page.get_by_role("link", name="检查并提交").click()
    page.get_by_role("button", name="提交，送负责人签发").click()
    expect(said(page)).to_contain_text("签发后报送临汾市")

    signatory = visitor("f141081")
    signatory.get_by_role("link", name="审核签发").click()
    expect(signatory.locator("main")).to_contain_text("第2次提交")
    signatory.get_by_role("button", name="签发并报送").click()
    expect(said(signatory)).to_contain_text("已签发并报送临汾市")
    signatory.get_by_role("link", name="办理情况").click()
    signatory.get_by_role("link", name="办理记录").click()
    expect(signatory.locator(".timeline").first).to_contain_text("数据与佐证不一致")


def test_re_evaluation_asks_for_the_three_contributions(visitor: OpenPage, tmp_path: Path) -> None:
    page = visitor("j141181")
    page.get_by_role("link", name="填报孝义市铝系新材料产业集群国家级复核").first.click()
    expect(page.locator(".page-title")).to_contain_text("复核")
    page.get_by_role("navigation", name="申报表各部分").get_by_role("link", name="复核情况").click()
    said_of = {
        "对当地经济的贡献": "产值占全市工业总产值的三成，三年纳税累计增长两成。",
        "对当地就业的贡献": "吸纳就业一万二千人，三年净增一千八百人。",
        "对技术创新的贡献": "攻克高纯氧化铝制备，新增发明专利四十六项。",
        "存在问题和整改情况": "无",
        "三年发展计划完成情况": "各项目标均已完成。",
    }
    for label, words in said_of.items():
        box(page, label).fill(words)
    expect(page.locator("#ask-contribution_economy")).to_contain_text("统计、税务部门证明")
    upload(page, "contribution_economy", pdf(tmp_path, "统计部门证明.pdf"))
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(said(page)).to_contain_text("已保存“复核情况”，本页已填写完整")

    page.get_by_role("link", name="通读全文").click()
    for words in said_of.values():
        expect(page.locator("main")).to_contain_text(words)
