"""The style sheet in a real browser: readable for everybody, and the scripts do what they promise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from jiqun.core.cells import count_characters
from tools.debian import browser as browser_path

AXE = Path(project.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
BLOCK = (
    "甲公司\t专精特新\t链主企业、高新技术企业\t1,234.5\r\n乙公司\t小巨人\t独角兽企业\t2\r\n"
    "丙公司\t\t无\t3\r\n丁公司\t\t瞪羚企业,链主企业\t4\r\n"
)
TICKED = """row => [...document.querySelectorAll(`[name="firms-${row}-held"]:checked`)].map(box => box.value)"""
PASTE = """([field, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(`[name="${field}"]`).dispatchEvent(event);
}"""

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.ui.specimen_urls")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    found = browser_path()
    if found is None:
        pytest.skip("no browser on this machine")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def address(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the style sheet is served; the browser's event loop must not be mistaken for an async view."""
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return f"{request.getfixturevalue('live_server').url}/specimen/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The style sheet, opened; scripts of the page must not fail."""
    context = chromium.new_context()
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()
    assert failures == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_stands_in_anybodys_way(chromium: Browser, address: str, scheme: Any, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(found => found.violations.map(each => each.id))")
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert (violations, wide) == ([], width)


def test_a_block_from_a_workbook_fills_rows_and_adds_those_it_needs(page: Page) -> None:
    page.evaluate(PASTE, ["firms-1-name", BLOCK])
    names = [page.input_value(f'[name="firms-{row}-name"]') for row in range(5)]

    assert names == ["清河县恒力锻造有限公司", "甲公司", "乙公司", "丙公司", "丁公司"]
    assert page.input_value('[name="firms-1-title"]') == "srdi"
    assert page.input_value('[name="firms-1-output"]') == "1234.5"
    assert page.inner_text("#live") == "已粘贴4行4列，其中1处没有对应位置或选项，未填入：第5行“瞪羚企业,链主企业”"


def test_a_pasted_cell_of_several_choices_ticks_them_by_their_labels(page: Page) -> None:
    page.check('[name="firms-2-held"][value="high"]')
    page.evaluate(PASTE, ["firms-0-name", BLOCK])

    assert [page.evaluate(TICKED, row) for row in range(4)] == [["high", "lead"], ["unicorn"], [], ["lead"]]
    assert [page.input_value(f'[name="firms-{row}-output"]') for row in range(4)] == ["1234.5", "2", "3", "4"]


def test_a_block_may_begin_at_the_ticks(page: Page) -> None:
    page.evaluate(PASTE, ["firms-1-held", "链主企业\t52\n"])

    assert page.evaluate(TICKED, 1) == ["lead"]
    assert page.input_value('[name="firms-1-output"]') == "52"


def grid_of_years(page: Page) -> dict[str, list[str | None]]:
    """What stands in each row of the table by years; None where the row asks nothing."""
    rows = page.locator("table.by-years[data-paste] tbody tr:not(.row-errors)")
    read = "row => [...row.querySelectorAll('td.number')].map(cell => cell.querySelector('input')?.value ?? null)"
    return {row.locator("th").inner_text().splitlines()[0]: row.evaluate(read) for row in rows.all()}


def test_a_pasted_year_stays_in_its_column_where_a_row_asks_nothing_there(page: Page) -> None:
    page.evaluate(PASTE, ["output_total-2022", "1\t2\t3\n\t21\t22\n"])
    grid = list(grid_of_years(page).values())

    assert grid[:2] == [["1", "2", "3"], [None, "21", "22"]]


def test_pasted_years_and_names_place_the_figures_and_what_has_no_place_is_named(page: Page) -> None:
    block = (
        "指标\t单位\t2024年\t2023年\t2021年\n研发投入\t亿元\t22\t21\t9\n利润\t亿元\t7\t8\t\n集群总产值\t亿元\t3\t2\t\n"
    )
    before = grid_of_years(page)["集群总产值"][0]
    page.evaluate(PASTE, ["output_total-2022", block])
    grid = grid_of_years(page)

    assert (grid["集群总产值"], grid["研发投入"]) == ([before, "2", "3"], [None, "21", "22"])
    assert page.inner_text(".paste-note").endswith("其中2处没有对应位置或选项，未填入：研发投入2021年“9”、“利润”一行")


def test_the_counter_counts_as_the_form_is_checked(page: Page) -> None:
    text = "清河 县\n锻造　产业\ufeff𠮷"
    page.fill('[name="summary"]', text)

    left = 300 - count_characters(text)
    assert page.inner_text('[name="summary"] + .counter') == f"还可填写{left}字"


def test_a_file_is_chosen_by_key_and_named_in_our_words(page: Page) -> None:
    # Listening from here on: the browser takes a while to hand its dialogue over, and would miss the key.
    page.on("filechooser", lambda _: None)
    chosen = page.locator('.file-choice:has([name="proof"]) .file-names')
    assert chosen.inner_text() == "未选择文件"

    page.focus('[name="proof"]')
    with page.expect_file_chooser() as opened:
        page.keyboard.press("Space")
    opened.value.set_files({"name": "统计证明.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"})
    assert chosen.inner_text() == "统计证明.pdf"

    page.set_input_files('[name="proof"]', [])
    assert chosen.inner_text() == "未选择文件"


def test_a_click_on_our_button_is_a_click_on_the_file_input(page: Page) -> None:
    button = page.get_by_text("选择文件", exact=True)
    button.scroll_into_view_if_needed()
    hit = """button => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2).name;
    }"""

    assert button.evaluate(hit) == "proof"


def test_without_script_the_native_file_input_is_there(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    seen = page.locator('[name="proof"]').evaluate("field => getComputedStyle(field).opacity")
    face = page.locator(".file-face").is_visible()
    context.close()

    assert (seen, face) == ("1", False)


def test_a_deleted_row_is_struck_out_and_the_others_numbered_again(page: Page) -> None:
    page.get_by_label("删除本行").first.click()
    numbers = page.locator("[data-rows] tbody tr:not(.row-struck) .row-number").all_inner_texts()

    assert numbers == ["1", "2"]
    assert page.is_checked('[name="firms-0-DELETE"]')


def test_arrows_move_in_a_grid_and_enter_does_not_send_it(page: Page) -> None:
    page.focus('[name="output_total-2022"]')
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.name") == "share-2022"


@pytest.mark.parametrize("script", [True, False])
def test_an_address_opens_the_folded_part_it_leads_into(chromium: Browser, address: str, script: bool) -> None:
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(address)
    before = page.get_by_text("集群总产值不低于10亿元").is_visible()
    page.goto(f"{address}#standards")
    expect(page.get_by_text("集群总产值不低于10亿元")).to_be_in_viewport()
    context.close()

    assert not before


def test_paper_shows_a_folded_part_whole_and_the_page_folds_it_again(page: Page) -> None:
    size = "document.querySelector('#standards').getBoundingClientRect().height"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    shown = page.evaluate(size)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    folded = page.locator("details.folded").get_attribute("open")
    page.emulate_media(media="print")

    assert shown > 0
    assert folded is None
    expect(page.get_by_text("集群总产值不低于10亿元")).to_be_visible()


def test_a_slash_leads_to_the_search(page: Page) -> None:
    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.name") == "q"


def test_typed_text_is_saved_after_a_pause(page: Page) -> None:
    page.route("**/specimen/", lambda route: route.fulfill(status=200, body=""))
    page.fill('[name="name"]', "清河县法兰锻造产业集群")
    page.wait_for_selector("[data-autosave-status][data-state=saved]")

    assert page.inner_text("[data-autosave-status]").startswith("已保存 ")


def test_text_that_could_not_be_saved_is_there_again_after_a_reload(page: Page) -> None:
    def refuse_posts(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/specimen/", refuse_posts)
    page.fill('[name="name"]', "清河县法兰锻造产业集群")
    page.wait_for_selector("[data-autosave-status][data-state=failed]")
    page.reload()

    assert page.input_value('[name="name"]') == "清河县法兰锻造产业集群"
    assert page.inner_text("[data-autosave-status]") == "已恢复上次未保存的内容"


def test_a_form_is_sent_once(page: Page) -> None:
    page.route("**/specimen/", lambda route: route.fulfill(status=204))
    button = page.locator(".form-foot button")
    button.click(no_wait_after=True)
    expect(button).to_be_disabled()

    assert button.inner_text() == "正在提交…"
