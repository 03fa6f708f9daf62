"""A round with 答辩 and the city's second look: switched on by its policy, walked by the people whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from jiqun.core.calendar import SHANGHAI
from tests.journeys.conftest import PATIENCE
from tests.journeys.stage import (
    NARROW,
    WIDE,
    Demo,
    OpenPage,
    accounts,
    axe_findings,
    box,
    confirmed,
    install,
    log_in,
    of_case,
    overflow,
    photo,
    said,
    serve,
)
from tests.journeys.stage import backstage as play

pytestmark = pytest.mark.browser

FIRST, SECOND = "阳城县建筑陶瓷产业集群", "晋城市城区光学镜头产业集群"
CITY, COUNTY, SECRETARY, OFFICER = "j140500", "j140522", "mishu", "sheng"


@pytest.fixture(scope="module")
def with_extras(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """An installation of its own whose round has both stages."""
    data = tmp_path_factory.mktemp("extras")
    install(data)
    play(data, "open_a_round_with_extra_stages")
    with serve(data) as address:
        yield Demo(address, accounts(data), data)


@pytest.fixture
def desk(chromium: Browser, with_extras: Demo) -> Iterator[OpenPage]:
    """Opens a page as one of the accounts of that installation."""
    contexts: list[BrowserContext] = []

    def open_page(username: str) -> Page:
        context = chromium.new_context(base_url=with_extras.address, locale="zh-CN", viewport=WIDE)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        log_in(page, username, with_extras)
        return page

    yield open_page
    for context in contexts:
        context.close()


def today() -> str:
    """Today on the clock of the office."""
    return datetime.now(SHANGHAI).date().isoformat()


def sound(page: Page) -> None:
    """The page is open to all, and no wider than its window."""
    assert axe_findings(page) == []
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0
    page.set_viewport_size(WIDE)


def look_again(page: Page, cluster: str, outcome: str, report: str = "") -> None:
    """Record the second look at one case."""
    page.get_by_role("link", name="我的待办").click()
    page.get_by_role("link", name=f"市级抽查{cluster}").first.click()
    page.get_by_label("抽查日期").fill(today())
    box(page, "抽查人员").fill("李明、王强")
    page.get_by_label(outcome, exact=True).check()
    box(page, "抽查情况").fill(report)
    confirmed(page, "登记抽查结果")


def test_a_round_with_both_stages_from_the_second_look_to_the_draw(
    desk: OpenPage, with_extras: Demo, tmp_path: Path
) -> None:
    the_city_looks_again(desk(CITY), tmp_path)
    with_extras.backstage("review_what_was_looked_at")
    the_secretary_arranges(desk(SECRETARY))
    the_county_sees_its_time(desk(COUNTY))
    the_secretary_records(desk(SECRETARY))
    the_province_goes_on(desk(OFFICER))


def the_city_looks_again(page: Page, folder: Path) -> None:
    """Not by the people of the first visit; what differs is looked at once more."""
    page.get_by_role("link", name=f"市级抽查{FIRST}").first.click()
    page.get_by_label("选择照片或文件").set_input_files(photo(folder, "车间.png"))
    page.get_by_role("button", name="上传").click()
    expect(said(page)).to_contain_text("已上传1个文件")
    page.get_by_label("抽查日期").fill(today())
    box(page, "抽查人员").fill("市工业和信息化局中小企业科2人、李明")
    page.get_by_label("不符合", exact=True).check()
    confirmed(page, "登记抽查结果")
    expect(page.locator(".error-summary")).to_contain_text("市级抽查须由其他人员进行")
    expect(page.locator(".error-summary")).to_contain_text("须写明发现的问题")
    sound(page)

    look_again(page, FIRST, "不符合", "部分企业产值口径不一致")
    expect(said(page)).to_contain_text("抽查不符合，已登记")
    look_again(page, FIRST, "符合", "企业已更正台账")
    expect(said(page)).to_contain_text(f"“{FIRST}”抽查符合")
    look_again(page, SECOND, "符合")
    expect(said(page)).to_contain_text(f"“{SECOND}”抽查符合")


def the_secretary_arranges(page: Page) -> None:
    """One session for both; the order comes from a seed that nobody types."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="答辩").click()
    page.get_by_role("link", name="安排答辩").click()
    confirmed(page, "安排并抽定顺序")
    expect(page.locator(".error-summary")).to_contain_text("请填写答辩地点")
    box(page, "场次名称").fill("第一场答辩")
    page.get_by_label("答辩日期").fill(today())
    page.get_by_label("开始时间").fill("08:30")
    box(page, "每项时间").fill("20")
    box(page, "答辩地点").fill("省工信厅三层会议室")
    sound(page)
    confirmed(page, "安排并抽定顺序")
    expect(said(page)).to_contain_text("“第一场答辩”已安排，2项的顺序已抽定")
    expect(page.get_by_role("region", name="答辩顺序")).to_contain_text("08:50")
    sound(page)


def the_county_sees_its_time(page: Page) -> None:
    """Among its tasks, and on the page of the case with the milestone."""
    page.get_by_role("link", name=f"参加答辩：{FIRST}").first.click()
    expect(page.locator("main")).to_contain_text("省工信厅三层会议室")
    expect(page.locator(".steps")).to_contain_text("答辩")


def the_secretary_records(page: Page) -> None:
    """One came, one did not; both go on."""
    page.get_by_role("link", name="登记“第一场答辩”答辩结果").first.click()
    page.get_by_role("link", name=FIRST).click()
    page.get_by_label("已到场", exact=True).check()
    confirmed(page, "登记答辩结果")
    expect(page.locator(".error-summary")).to_contain_text("请选择答辩意见")
    box(page, "用时").fill("18")
    page.get_by_label("建议不予推荐", exact=True).check()
    box(page, "答辩情况").fill("主导产业不够突出")
    sound(page)
    confirmed(page, "登记答辩结果")
    expect(said(page)).to_contain_text(f"“{FIRST}”答辩结果已登记，转入抽查抽取")
    page.get_by_role("link", name=SECOND).click()
    page.get_by_label("未到场", exact=True).check()
    confirmed(page, "登记答辩结果")
    expect(said(page)).to_contain_text(f"“{SECOND}”答辩结果已登记")


def the_province_goes_on(page: Page) -> None:
    """Both wait for the draw, with what the defence found on the page of the case."""
    expect(page.get_by_role("link", name="2项评审结束，待公告实地抽查抽取办法").first).to_be_visible()
    of_case(page, FIRST)
    expect(page.locator("main")).to_contain_text("意见：建议不予推荐；主导产业不够突出")
