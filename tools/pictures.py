"""Pictures for the README from a running demonstration: ``.venv/bin/python -m tools.pictures ADDRESS``."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tools.places import ROOT, say
from tools.png import smaller

IMAGES = ROOT / "docs" / "images"
PASSWORD = "Jiqun-demo-2025"  # noqa: S105 - the demonstration's, shown on its log-in page
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Picture:
    """One page as an account sees it; ``follow`` is the text of links to go through from ``start``."""

    name: str
    username: str
    start: str
    follow: tuple[str, ...] = ()
    height: int = 900


PICTURES = (
    Picture("form", "j141182", "/declarations/", ("继续填报", "分年度经济数据")),
    Picture("list", "f140900", "/city/lists/"),
    Picture("case", "sheng", "/desk/cases/?q=清徐", ("清徐县食醋酿造产业集群",)),
)


def main(address: str) -> None:
    """Take every picture, 1440 pixels wide."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        path = os.environ.get("JIQUN_CHROMIUM", "/usr/bin/chromium")
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        for picture in PICTURES:
            take(browser, address, picture)
        browser.close()


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Log in, go there, and keep what the screen shows."""
    size: ViewportSize = {"width": 1440, "height": picture.height}
    context = browser.new_context(base_url=address, locale="zh-CN", viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("[name=username]", picture.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.goto(picture.start)
    for words in picture.follow:
        page.get_by_role("link", name=words).first.click()
        page.wait_for_load_state("networkidle")
    file = IMAGES / f"{picture.name}.png"
    file.write_bytes(smaller(page.screenshot()))
    context.close()
    say(f"{file.name}: {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
