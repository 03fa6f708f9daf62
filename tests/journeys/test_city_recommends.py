"""A city ranks and lists what it verified; beyond the quota nothing is taken; the signatory sends the list."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys.stage import Demo, OpenPage, box, said, saved

pytestmark = pytest.mark.browser

OWN = ("运城市盐湖区水泵产业集群", "闻喜县镁合金压铸产业集群", "永济市牵引电机产业集群")
FOURTH = "河津市水泵产业集群"


def rank(page: Page, cluster: str, place: str) -> None:
    """Type the place of a cluster on the list."""
    page.get_by_label(f"推荐排序：{cluster}").fill(place)


def test_over_the_quota_nothing_is_listed_and_three_in_order_are(visitor: OpenPage, demo: Demo) -> None:
    demo.backstage("verify_a_fourth")
    page = visitor("j140800")
    page.goto("/city/lists/")
    for place, cluster in enumerate((*OWN, FOURTH), start=1):
        rank(page, cluster, str(place))
    page.get_by_role("button", name="拟定名单").click()
    refusal = page.locator(".error-summary")
    expect(refusal).to_contain_text("超过名额")
    expect(refusal).to_contain_text("水泵")
    expect(refusal).to_contain_text("《2025年度申报和复核通知》一（三）3")
    expect(page.get_by_label(f"推荐排序：{FOURTH}")).to_have_value("4")
    page.goto("/city/lists/")
    expect(page.locator(".lead-line")).to_contain_text("尚未拟定")
    expect(page.locator(".quota")).to_contain_text("0 / 3")

    for order, cluster in (("2", OWN[0]), ("1", OWN[1]), ("3", OWN[2])):
        rank(page, cluster, order)
        box(page, f"推荐意见：{cluster}").fill("经现场核查，同意推荐")
    page.get_by_role("button", name="拟定名单").click()
    expect(said(page)).to_contain_text("已拟定名单，共3项，待负责人签发报送")
    expect(page.locator(".quota")).to_contain_text("3 / 3")
    listed = page.get_by_role("region", name="列入名单的集群", exact=True).locator(".cluster-name")
    expect(listed).to_have_text([OWN[1], OWN[0], OWN[2]])


def test_signatory_signs_the_list_and_its_papers_open(visitor: OpenPage) -> None:
    page = visitor("f140900")
    page.get_by_role("link", name="签发申报推荐名单并报送省级").first.click()
    page.locator("summary", has_text="签发并报送").click()
    box(page, "正式推荐文件文号").fill(" ")
    page.get_by_role("button", name="确认签发并报送").click()
    expect(page.locator(".error-summary")).to_contain_text("请填写正式推荐文件的文号")

    box(page, "正式推荐文件文号").fill("忻工信发〔2026〕28号")
    page.get_by_role("button", name="确认签发并报送").click()
    expect(said(page)).to_contain_text("名单已报送省级，下一步由省级形式审查；请按要求寄送纸质材料")
    expect(page.locator("main")).to_contain_text("忻工信发〔2026〕28号")

    summary = page.locator("li").filter(has_text="推荐汇总表")
    book = CalamineWorkbook.from_path(str(saved(page, summary.get_by_role("link", name="电子表格"))))
    cells = {str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert {"代县黄酒酿造产业集群", "原平市带式输送机产业集群"} <= cells
    pdf = pypdfium2.PdfDocument(saved(page, summary.get_by_role("link", name="PDF")))
    assert "代县黄酒酿造产业集群" in "".join(pdf[0].get_textpage().get_text_range().split())
