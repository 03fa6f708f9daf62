"""A city's handler verifies on site, returns with remarks at the fields, and declines with reasons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import OpenPage, box, confirmed, photo, said, today

pytestmark = pytest.mark.browser


def to_case(page: Page, cluster: str) -> None:
    """Open a case from the inbox."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="核查与推荐").click()
    page.get_by_role("row").filter(has_text=cluster).get_by_role("link", name="核查").click()
    expect(page.locator(".page-title")).to_have_text(cluster)


def test_handler_verifies_every_condition_on_site(visitor: OpenPage, tmp_path: Path) -> None:
    page = visitor("j141000")
    page.get_by_role("link", name="现场核查翼城县球墨铸件产业集群省级申报").first.click()
    page.locator("summary", has_text="核查通过").click()
    page.get_by_role("button", name="确认核查通过").click()
    wrong = page.locator(".error-summary")
    expect(wrong.first).to_be_visible()

    judge_everything(page)
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(said(page)).to_contain_text("核查记录已保存，可稍后继续填写")
    page.locator("#id_photo").set_input_files(photo(tmp_path, "车间现场.png"))
    page.get_by_role("button", name="上传").click()
    expect(said(page)).to_contain_text("已上传1个文件，将附在符合性说明之后")
    page.locator("summary", has_text="核查通过").click()
    page.get_by_role("button", name="确认核查通过").click()
    expect(said(page)).to_contain_text("“翼城县球墨铸件产业集群”已核查通过，请在")

    page.goto("/city/?tab=verified")
    page.get_by_role("link", name="查看核查：翼城县球墨铸件产业集群").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="符合性说明（PDF）").click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert "符合性说明" in download.value.suggested_filename


def judge_everything(page: Page) -> None:
    """An opinion on every condition, one with a verified figure that differs, and the facts of the visit."""
    for opinion in page.get_by_label("核查意见：").all():
        opinion.select_option(label="符合")
    for remark in page.get_by_placeholder("必填：认定依据").all():
        remark.fill("现场查看并查阅台账，情况属实")
    first = page.get_by_label("核实数值：").first
    first.fill("47.3")
    page.get_by_label("说明：集群占地面积").fill("以现场测绘为准")
    page.get_by_label("说明：").first.fill("与应急管理部门核对一致")
    box(page, "核查地点").fill("翼城县铸造产业园")
    box(page, "参加人员").fill("市工业和信息化局2人、县工业和信息化局2人")
    box(page, "核查结论").fill("现场查阅台账，走访八户企业，符合申报条件。")
    day = page.locator("input[type=date]").first
    day.fill(today(page))


def test_handler_returns_a_case_with_remarks_at_its_fields(visitor: OpenPage) -> None:
    page = visitor("j140900")
    to_case(page, "岢岚县杂豆加工产业集群")
    page.get_by_role("link", name="退回补正").click()
    page.get_by_role("button", name="退回补正").click()
    expect(page.locator(".error-summary")).to_contain_text("未能退回")

    page.locator("summary").filter(has_text="分年度经济数据").click()
    page.get_by_role("textbox", name=re.compile(r"^补正要求：\d+年中小企业产值$")).last.fill("与汇总表合计数不一致")
    page.get_by_role("button", name="退回补正").click()
    expect(said(page)).to_contain_text("“岢岚县杂豆加工产业集群”已退回岢岚县补正，逐项要求1处；重新报送后再行核查")

    county = visitor("j140929")
    county.get_by_role("link", name="岢岚县杂豆加工产业集群").first.click()
    county.get_by_role("navigation", name="申报表各部分").get_by_role("link", name="分年度经济数据").click()
    expect(county.locator(".ask-remark")).to_contain_text("与汇总表合计数不一致")


def test_preliminary_review_declines_with_reasons_only(visitor: OpenPage) -> None:
    page = visitor("j140400")
    to_case(page, "长治市潞州区半导体照明产业集群")
    judge_everything(page)
    page.get_by_role("button", name="保存", exact=True).last.click()
    page.get_by_role("link", name="不予推荐").click()
    box(page, "不予推荐的理由").fill("   ")
    confirmed(page, "不予推荐")
    expect(page.locator(".error-summary")).to_contain_text("理由")

    reason = "主导产业产值占比未达标，三年计划两项目标未完成"
    box(page, "不予推荐的理由").fill(reason)
    confirmed(page, "不予推荐")
    expect(said(page)).to_contain_text("国家级复核不予推荐，理由已告知长治市潞州区")

    county = visitor("j140403")
    county.get_by_role("navigation", name="主导航").get_by_role("link", name="复核").click()
    county.get_by_role("link", name="查看办理情况").click()
    expect(county.locator("main")).to_contain_text(reason)
