"""The province deliberates, posts, answers objections, and its signatory signs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import OpenPage, box, confirmed, of_case, said, today

pytestmark = pytest.mark.browser

AGREED, DECLINED = "长子县光伏组件产业集群", "襄垣县煤基合成材料产业集群"


def decide(page: Page, cluster: str, word: str, reason: str = "") -> None:
    """Write down what the meeting decided of a cluster's provincial case."""
    row = page.get_by_role("region", name="省级申报").get_by_role("row").filter(has_text=cluster)
    row.get_by_label(word, exact=True).check()
    if reason:
        row.get_by_role("textbox").fill(reason)


def test_meeting_is_recorded_and_what_it_agreed_to_is_posted(visitor: OpenPage) -> None:
    page = visitor("sheng")
    page.get_by_role("link", name="待会议研究").first.click()
    page.get_by_role("link", name="登记会议研究").click()
    box(page, "会议名称").fill("2026年第6次厅长办公会议")
    page.get_by_label("召开日期").fill(today(page))
    box(page, "参会人员").fill("厅分管领导、中小企业处、纪检监察组")
    decide(page, AGREED, "同意")
    decide(page, DECLINED, "不同意")
    confirmed(page, "提交会议研究结果")
    expect(page.locator(".error-summary")).to_contain_text("理由")
    decide(page, DECLINED, "不同意", "与同领域集群相比优势不足，建议继续培育")
    confirmed(page, "提交会议研究结果")
    expect(page.locator("main")).to_contain_text("与同领域集群相比优势不足，建议继续培育")
    expect(page.locator(".lead-line")).to_contain_text("研究2项，同意1项")

    page.get_by_role("link", name="拟定公示").click()
    page.get_by_role("link", name="拟定公示").click()
    box(page, "公示标题").fill("2026年度第四批拟认定集群公示")
    expect(page.locator("#period")).to_contain_text("共5个工作日")
    page.get_by_role("button", name="拟定公示").click()
    expect(said(page)).to_contain_text("公示已拟定，公示期至")
    expect(page.get_by_role("region", name="公示对象")).to_contain_text(AGREED)
    public = visitor()
    public.goto("/notices/")
    expect(public.locator("main")).not_to_contain_text("第四批")


def test_signatory_signs_a_notice(visitor: OpenPage) -> None:
    page = visitor("shengfuze")
    page.get_by_role("link", name="年度第三批拟认定集群公示").first.click()
    confirmed(page, "签发公示")
    expect(said(page)).to_contain_text("公示已签发，公示期至")
    expect(said(page)).to_contain_text("其间受理实名异议，期满后办结")


def test_officer_takes_up_an_objection_and_answers_it(visitor: OpenPage) -> None:
    page = visitor("sheng")
    page.get_by_role("link", name="1件异议待处理").first.click()
    page.get_by_role("region", name="异议").get_by_role("row").filter(has_text="盂县磁性材料产业集群").get_by_role(
        "link"
    ).click()
    expect(page.locator("main")).to_contain_text("企业名录中有已停产企业")
    page.get_by_label("受理，开展调查核实").check()
    confirmed(page, "登记处理结果")
    expect(said(page)).to_contain_text("异议已受理，请调查核实后登记处理结果")

    page.get_by_label("异议不成立，继续公示").check()
    confirmed(page, "登记处理结果")
    expect(page.locator(".error-summary")).to_contain_text("请写明调查情况和结论")
    box(page, "处理意见").fill("经核实，所指企业正常生产，异议不成立。")
    confirmed(page, "登记处理结果")
    expect(said(page)).to_contain_text("异议不成立，继续公示；处理意见可由异议人凭回执编号查询")


def test_a_false_declaration_is_disqualified_with_the_reason(visitor: OpenPage) -> None:
    page, cluster = visitor("sheng"), "怀仁市日用陶瓷产业集群"
    of_case(page, cluster)
    page.locator("summary").filter(has_text="取消资格").click()
    reason = box(page, "查实情况和理由")
    reason.fill(" ")
    page.get_by_role("button", name="确认取消资格").click()
    expect(page.locator("main")).to_contain_text("理由")
    box(page, "查实情况和理由").fill("经查实企业名录虚列六户企业")
    page.get_by_role("button", name="确认取消资格").click()
    expect(said(page)).to_contain_text(f"“{cluster}”已取消资格，理由已记入办理记录，推荐单位和申报主体可以看到")
    expect(page.get_by_role("button", name="确认取消资格")).to_have_count(0)

    county = visitor("j140681")
    of_case(county, cluster)
    expect(county.locator("main")).to_contain_text("经查实企业名录虚列六户企业")
