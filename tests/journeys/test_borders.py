"""What is not one's own is not there, what is not one's office's is forbidden, and pressing twice is one act."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import OpenPage, of_case, said

pytestmark = pytest.mark.browser

FOREIGN = ("/desk/cases/{}/", "/declarations/{}/", "/declarations/{}/form/", "/declarations/{}/submit/")
WRONG_TIER = ("/city/", "/province/formal-checks/", "/decisions/notices/", "/rounds/open/", "/desk/records/")


def test_a_case_of_another_county_is_not_there(visitor: OpenPage) -> None:
    owner = visitor("j141022")
    of_case(owner, "翼城县球墨铸件产业集群")
    number = owner.url.rstrip("/").rpartition("/")[2]
    stranger = visitor("j140121")
    for address in FOREIGN:
        answer = stranger.goto(address.format(number))
        assert answer is not None
        assert answer.status == 404, address
        expect(stranger.locator("main")).not_to_contain_text("翼城县")
    expect(stranger.locator("h1")).to_have_text("未找到该页面")


def test_pages_of_another_tier_are_forbidden(visitor: OpenPage) -> None:
    page = visitor("j140121")
    for address in WRONG_TIER:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 403, address
    assert page.locator("h1").inner_text() != ""


def test_nobody_comes_to_a_page_of_work_without_logging_in(visitor: OpenPage) -> None:
    page = visitor()
    page.goto("/declarations/")
    expect(page.locator("main")).to_contain_text("请先登录，登录后回到所要打开的页面")


def test_pressing_twice_is_one_act(visitor: OpenPage) -> None:
    page, cluster = visitor("j141000"), "襄汾县采暖散热器产业集群"
    page.get_by_role("link", name=f"现场核查{cluster}省级申报").first.click()
    address, posted = page.url, []
    page.on("request", lambda request: posted.append(request.post_data) if request.method == "POST" else None)
    page.locator("summary", has_text="核查通过").click()
    page.get_by_role("button", name="确认核查通过").dblclick()
    expect(said(page)).to_contain_text(f"“{cluster}”已核查通过")
    concluding = next(body for body in posted if body and "act=conclude" in body)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": address}
    again = page.request.post(address, data=concluding, headers=kind)
    assert again.status == 422
    assert "该事项现为“市级核查通过”，现场核查记录不能再修改" in again.text()

    of_case(page, cluster)
    page.get_by_role("link", name="办理记录").last.click()
    entries = page.locator(".timeline").first.locator("li").filter(has_text="核查通过")
    expect(entries).to_have_count(1)
