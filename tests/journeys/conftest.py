"""The product itself, started as an operator would, with the demonstration round; and a browser before it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.stage import FLAGS, WIDE, Demo, OpenPage, accounts, furnish, log_in, serve

PATIENCE = 15_000
"""Milliseconds that a page may take on a busy machine; nothing waits longer than it has to."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration on a free port, seeded once for all journeys; each journey works on cases of its own."""
    data = tmp_path_factory.mktemp("demo")
    furnish(data)
    with serve(data) as address:
        yield Demo(address, accounts(data), data)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser, or the one named by JIQUN_CHROMIUM."""
    expect.set_options(timeout=PATIENCE)
    path = os.environ.get("JIQUN_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, demo: Demo) -> Iterator[OpenPage]:
    """Opens a page as nobody or as an account; each call is a person of their own."""
    contexts: list[BrowserContext] = []

    def open_page(username: str = "", **options: Any) -> Page:
        context = chromium.new_context(base_url=demo.address, locale="zh-CN", viewport=WIDE, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if username:
            log_in(page, username, demo)
        return page

    yield open_page
    for context in contexts:
        context.close()
