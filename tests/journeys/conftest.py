"""The product itself, started as an operator would, with the demonstration round; and a browser before it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Demo:
    """The running demonstration: where it is, and its accounts by user name."""

    address: str
    accounts: dict[str, dict[str, str]]
    data: Path

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a management command beside the server."""
        return manage(self.data, *command)


def environment(data: Path) -> dict[str, str]:
    """The settings of a demonstration of its own, whatever database the tests use."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {
        "JIQUN_DATA_DIR": str(data),
        "JIQUN_DEMO": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "jiqun.site.settings",
    }


def manage(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a management command on the demonstration's data."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration on a free port, seeded once for all journeys; each journey works on cases of its own."""
    data = tmp_path_factory.mktemp("demo")
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["seed_demo"]):
        done = manage(data, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    port = free_port()
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
    log = (data / "server.log").open("w")
    server = subprocess.Popen(
        [*serve, "--port", str(port), "jiqun.site.wsgi:application"],
        cwd=ROOT,
        env=environment(data),
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        rows = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
        yield Demo(address, {row["username"]: row for row in rows}, data)
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


def wait_for(address: str) -> None:
    """Wait until the server answers, half a minute at most."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser, or the one named by JIQUN_CHROMIUM."""
    path = os.environ.get("JIQUN_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, demo: Demo) -> Iterator[Callable[..., Page]]:
    """Opens a page as nobody or as an account; each call is a person of their own."""
    contexts: list[BrowserContext] = []

    def open_page(username: str = "", **options: Any) -> Page:
        context = chromium.new_context(base_url=demo.address, locale="zh-CN", viewport=WIDE, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if username:
            log_in(page, username, demo)
        return page

    yield open_page
    for context in contexts:
        context.close()


def log_in(page: Page, username: str, demo: Demo) -> None:
    """Log in as one of the shown accounts, or any other of the demonstration."""
    password = next(iter(demo.accounts.values()))["password"]
    page.goto("/account/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/**")


def axe_findings(page: Page) -> list[str]:
    """What axe-core objects to on the page, contrast included: rule, how many places, the first of them."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {len(each['nodes'])} × {each['nodes'][0]['target']} {each['nodes'][0].get('failureSummary', '')}"
        for each in result["violations"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
