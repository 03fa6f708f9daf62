"""Every page that a seat can reach: it answers, speaks Chinese, breaks no rule of axe, and fits a telephone."""

from __future__ import annotations

import os
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Error, Page, Response

from tests.journeys.stage import NARROW, WIDE, Demo, OpenPage, axe_findings, overflow

pytestmark = pytest.mark.browser

SEATS = [
    "",
    "j141182",
    "j141081",
    "f141121",
    "j141000",
    "f140900",
    "j140800",
    "sheng",
    "shengfuze",
    "mishu",
    "zhuanjia1",
    "a141000",
    "anquan",
    "xitong",
    "shenji",
]
FILES = (".pdf", ".docx", ".xlsx", ".zip", ".csv", ".jsonl", ".yaml", ".json")
PER_VIEW = int(os.environ.get("JIQUN_PAGES_PER_VIEW", "1"))
SKIPPED_VIEWS = {"accounts:logout"}


def view_of(path: str) -> str:
    """The name of the view behind a path; empty for what is no page of ours."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def links_on(page: Page) -> list[str]:
    """Where the links of the page lead, inside the product."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    here = urlsplit(page.url).netloc
    return [urlsplit(each)._replace(fragment="").geturl() for each in found if urlsplit(each).netloc == here]


def wanted(address: str, seen: dict[str, int], username: str) -> bool:
    """Whether a link leads to a view that has not been looked at often enough, and is no file.

    Pages open to everybody are the same for every seat: only the visitor without one looks at them.
    """
    path = urlsplit(address).path
    view = view_of(path)
    if not view or view in SKIPPED_VIEWS or path.endswith(FILES) or (username and view.startswith("portal:")):
        return False
    return seen.get(view, 0) < PER_VIEW


def opened(page: Page, address: str) -> Response | None:
    """The answer to opening an address; none when it is a file that the browser puts aside instead of showing it."""
    try:
        return page.goto(address)
    except Error as refusal:
        if "Download is starting" in refusal.message:
            return None
        raise


def inspect(page: Page) -> list[str]:
    """Everything that is wrong with the page as it stands, wide and narrow."""
    problems = axe_findings(page)
    page.set_viewport_size(NARROW)
    if (wider := overflow(page)) > 0:
        problems.append(f"390 像素下超宽 {wider} 像素")
    page.set_viewport_size(WIDE)
    return problems


@pytest.mark.parametrize("username", SEATS)
def test_every_reachable_page_is_sound(username: str, visitor: OpenPage, demo: Demo) -> None:
    page = visitor(username)
    problems: list[str] = []
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("console", note)
    seen: dict[str, int] = {}
    queue = deque([f"{demo.address}/desk/" if username else f"{demo.address}/"])
    while queue:
        address = queue.popleft()
        if not wanted(address, seen, username):
            continue
        view = view_of(address)
        seen[view] = seen.get(view, 0) + 1
        said.clear()
        answer = opened(page, address)
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        problems += [f"{view} {address}: {answer.status}"] if answer.status >= 400 else []
        problems += [f"{view} {address}: {each}" for each in (*inspect(page), *said)]
        queue.extend(links_on(page))

    assert not problems, "\n".join(problems)
    assert len(seen) > 1
