"""The province checks what was recommended, draws whom to look at, and writes down what it found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import Page, expect

from tests.journeys.stage import Demo, OpenPage, box, confirmed, of_case, photo, said, today

pytestmark = pytest.mark.browser


def to_check(page: Page, cluster: str) -> None:
    """From 我的待办 to the formal check of one case."""
    page.get_by_role("link", name="我的待办").click()
    page.get_by_role("link", name="待形式审查").first.click()
    page.get_by_role("link", name=cluster).click()
    expect(page.locator(".page-title")).to_contain_text(cluster)


def test_officer_admits_what_is_in_order(visitor: OpenPage) -> None:
    page = visitor("sheng")
    to_check(page, "祁县人工吹制玻璃器皿产业集群")
    confirmed(page, "予以受理")
    expect(page.get_by_role("region", name="尚不能办理")).to_be_visible()
    for line in page.get_by_role("radiogroup").all():
        line.get_by_label("符合", exact=True).check()
    confirmed(page, "予以受理")
    expect(said(page)).to_contain_text("“祁县人工吹制玻璃器皿产业集群”已受理，下一步组织专家评审")


def test_officer_refuses_with_the_point_and_the_reason(visitor: OpenPage) -> None:
    page = visitor("sheng")
    cluster = "平遥县牛肉制品产业集群"
    to_check(page, cluster)
    for line in page.get_by_role("radiogroup").all():
        line.get_by_label("符合", exact=True).check()
    page.locator(".check-refuse summary").click()
    page.get_by_role("button", name="确认不予受理").click()
    expect(page.get_by_role("region", name="尚不能办理")).to_contain_text("理由")

    page.get_by_role("radiogroup").last.get_by_label("不符合").check()
    box(page, "不予受理的理由").fill("主要佐证材料未加盖公章，逾期未补")
    page.get_by_role("button", name="确认不予受理").click()
    expect(said(page)).to_contain_text(f"“{cluster}”不予受理，理由已记入办理记录，推荐单位和申报主体可以看到")
    county = visitor("j140728")
    of_case(county, cluster)
    expect(county.locator("main")).to_contain_text("主要佐证材料未加盖公章，逾期未补")


def test_officer_announces_a_draw_and_performs_it_and_anybody_can_read_it(visitor: OpenPage, demo: Demo) -> None:
    page = visitor("sheng")
    page.get_by_role("link", name="待公告实地抽查抽取办法").first.click()
    page.get_by_role("button", name="公告抽取").click()
    expect(page.locator(".error-summary")).to_contain_text("请填写抽取名称")
    box(page, "抽取名称").fill("第三批实地抽查")
    box(page, "种子来源").fill("公告后首次公布的“排列5”开奖号码")
    box(page, "种子产生时间").fill(f"{localtime() + timedelta(minutes=90):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="公告抽取").click()
    expect(said(page)).to_contain_text("“第三批实地抽查”已公告：候选1个，抽取1个；种子产生后办理抽取")

    expect(page.locator("main")).to_contain_text("届时在本页办理抽取")
    expect(page.get_by_text("按此种子抽取")).to_have_count(0)
    demo.backstage("let_the_seed_be_known")
    page.reload()
    box(page, "种子").fill("58213")
    confirmed(page, "按此种子抽取")
    expect(said(page)).to_contain_text("抽取完成，抽中1项，可安排实地抽查")
    expect(page.get_by_role("region", name="签号表")).to_contain_text("阳泉市郊区耐火材料产业集群")

    public = visitor()
    public.goto("/draws/")
    public.get_by_role("link", name="第三批实地抽查").click()
    expect(public.locator("main")).to_contain_text("58213")
    expect(public.locator("main")).to_contain_text("阳泉市郊区耐火材料产业集群")


def test_officer_records_what_the_spot_check_found(visitor: OpenPage, tmp_path: Path) -> None:
    page = visitor("sheng")
    cluster = "长治市上党区中药饮片产业集群"
    page.get_by_role("link", name="待登记实地抽查结果").first.click()
    page.get_by_role("link", name=cluster).click()
    page.get_by_label("选择文件").set_input_files(photo(tmp_path, "药材基地.png"))
    page.get_by_role("button", name="先上传文件").click()
    expect(said(page)).to_contain_text("已上传1个文件")
    page.get_by_label("抽查日期").fill(today(page))
    page.get_by_label("与申报一致", exact=True).check()
    box(page, "抽查情况").fill("查看两个基地和检测中心，台账与申报一致。")
    confirmed(page, "登记抽查结果")
    expect(said(page)).to_contain_text(f"“{cluster}”抽查结果已登记，转入会议研究")
