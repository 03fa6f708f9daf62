"""The secretary convenes a panel; experts score or step back; nobody sees what another has given."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import Demo, OpenPage, box, confirmed, of_case, said

pytestmark = pytest.mark.browser


def with_work(visitor: OpenPage) -> Page:
    """The first expert who still owes a sheet of the second panel, at that sheet."""
    for number in range(1, 10):
        page = visitor(f"zhuanjia{number}")
        owed = page.locator(".task").filter(has_text="第二评审组").get_by_role("link")
        if owed.count():
            owed.first.click()
            return page
        page.context.close()
    raise AssertionError("no expert owes a sheet")


def test_secretary_draws_a_panel_for_what_was_admitted(visitor: OpenPage) -> None:
    page = visitor("mishu")
    page.get_by_role("link", name="项已受理，待组织专家评审").first.click()
    for cluster in ("应县釉面砖产业集群", "朔州市平鲁区固废新型建材产业集群"):
        page.get_by_label(cluster).check()
    confirmed(page, "抽取专家并开始评审")
    expect(page.locator(".error-summary")).to_contain_text("请填写评审组名称")
    box(page, "评审组名称").fill("第三评审组")
    for expert in page.locator("#id_experts input").all():
        expert.check()
    confirmed(page, "抽取专家并开始评审")
    expect(page.locator(".page-title")).to_contain_text("第三评审组")
    expect(page.get_by_role("region", name="集群进度")).to_contain_text("应县釉面砖产业集群")
    expect(page.locator(".lead-line")).to_contain_text("评分表封存中，已提交0份")


def test_expert_scores_and_the_sheet_is_sealed(visitor: OpenPage) -> None:
    page = with_work(visitor)
    points = page.locator(".score-item .number")
    points.first.fill("999")
    confirmed(page, "提交评分")
    expect(page.locator(".score-item .field-error").first).to_be_visible()
    expect(points.first).to_have_value("999")

    for item in page.locator(".score-item").all():
        item.locator(".number").fill("６．５")
    expect(page.locator("#sheet-total")).to_contain_text("52")
    box(page, "总体意见").fill("特色鲜明，建议加强公共服务。")
    confirmed(page, "提交评分")
    expect(said(page)).to_contain_text("评分表已提交封存")
    page.get_by_role("link", name="产业集群").first.click()
    expect(page.get_by_text("提交评分", exact=True)).to_have_count(0)


def test_nobody_sees_points_before_the_review_is_closed(visitor: OpenPage, demo: Demo) -> None:
    secretary = visitor("mishu")
    secretary.get_by_role("navigation", name="主导航").get_by_role("link", name="专家评审").click()
    secretary.get_by_role("link", name="第二评审组").click()
    address = secretary.url.removeprefix(demo.address)
    expect(secretary.locator("main")).not_to_contain_text("综合得分")
    expect(secretary.locator("main")).not_to_contain_text("产业基础较好")
    secretary.locator("summary").filter(has_text="结束评审").click()
    secretary.get_by_role("button", name="确认结束评审").click()
    expect(secretary.get_by_role("region", name="尚不能办理")).to_be_visible()

    officer = visitor("sheng")
    of_case(officer, "泽州县铸管管件产业集群")
    sheets = f"{address}sheets/{officer.url.rstrip('/').rpartition('/')[2]}/"
    expert = with_work(visitor)
    for closed in (address, sheets, f"{address}summary/pdf/"):
        answer = expert.goto(closed)
        assert answer is not None
        assert answer.status == 403, closed
    officer.goto(sheets)
    expect(officer.locator("main")).to_contain_text("评审结束前任何人不能查看评分")


def test_expert_steps_back_and_no_longer_sees_the_case(visitor: OpenPage) -> None:
    page = with_work(visitor)
    address, cluster = page.url, page.locator(".page-title .cluster-name").inner_text()
    page.locator("summary").filter(has_text="申请回避").click()
    box(page, "回避理由").fill("曾为该集群企业提供咨询服务")
    page.get_by_role("button", name="确认申请回避").click()
    expect(said(page)).to_contain_text("回避")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404

    secretary = visitor("mishu")
    secretary.get_by_role("navigation", name="主导航").get_by_role("link", name="专家评审").click()
    secretary.get_by_role("link", name="第二评审组").click()
    gone = secretary.get_by_role("region", name="回避和更换").get_by_role("row").filter(has_text=cluster)
    expect(gone.last).to_contain_text("曾为该集群企业提供咨询服务")
