"""Where the journeys play: the product started as an operator would, its accounts, and what every journey does."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FACES = ROOT / "var" / "fonts"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SHOWN = "demo-accounts.json"
SEEDED = "JIQUN_SEEDED"
"""Names a folder that holds a seeded demonstration to copy: saves the seeding while journeys are written."""

OpenPage = Callable[..., Page]
"""Opens a page as nobody, or as the account named; each call is a person of their own."""


@dataclass(frozen=True)
class Demo:
    """The running demonstration: where it is, its accounts by user name, and who has logged in before."""

    address: str
    accounts: dict[str, dict[str, str]]
    data: Path
    cookies: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    @property
    def password(self) -> str:
        """The one password of all its accounts."""
        return next(iter(self.accounts.values()))["password"]

    def backstage(self, act: str) -> None:
        """Play one act of the module ``backstage`` beside the server."""
        backstage(self.data, act)


def environment(data: Path) -> dict[str, str]:
    """The settings of an installation of its own, whatever database the tests use."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {
        "JIQUN_DATA_DIR": str(data),
        "JIQUN_DEMO": "1" if (data / SHOWN).exists() else "0",
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


def furnish(data: Path) -> None:
    """Put tables, static files, faces and the demonstration round into the folder."""
    if seeded := os.environ.get(SEEDED):
        shutil.copytree(seeded, data, dirs_exist_ok=True, symlinks=True)
        order(data, "collectstatic", "--noinput", "-v0")
        return
    install(data)
    order(data, "seed_demo")


def install(data: Path) -> None:
    """Put tables, static files and faces into the folder, as an operator would, and nothing else."""
    (data / "fonts").symlink_to(FACES)
    order(data, "migrate", "-v0")
    order(data, "collectstatic", "--noinput", "-v0")


def backstage(data: Path, act: str) -> None:
    """Play one act of the module ``backstage`` on an installation."""
    order(data, "shell", "-v0", "-c", f"from tests.journeys import backstage; backstage.{act}()")


def order(data: Path, *command: str) -> str:
    """Run a management command that has to succeed; gives what it says."""
    done = manage(data, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def serve(data: Path) -> Iterator[str]:
    """Start the server on a free port; gives its address, and ends it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
    with (data / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--port", str(port), "jiqun.site.wsgi:application"],
            cwd=ROOT,
            env=environment(data),
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=10)


def accounts(data: Path) -> dict[str, dict[str, str]]:
    """The accounts that the demonstration shows on its log-in page, by user name."""
    rows = json.loads((data / SHOWN).read_text(encoding="utf-8"))
    return {row["username"]: row for row in rows}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until the server answers, half a minute at most."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except urllib.error.HTTPError as answer:
            raise AssertionError(f"the server answers {answer.code}") from None
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def log_in(page: Page, username: str, demo: Demo) -> None:
    """Come to 我的待办 as one of the accounts; who has logged in before in this run need not type it again."""
    if username in demo.cookies:
        page.context.add_cookies(demo.cookies[username])  # type: ignore[arg-type]
        page.goto("/desk/")
        return
    type_in(page, username, demo.password)
    page.wait_for_url("**/desk/**")
    demo.cookies[username] = page.context.cookies()  # type: ignore[assignment]


def type_in(page: Page, username: str, password: str) -> None:
    """Type a user name and a password on the log-in page and send them."""
    page.goto("/account/login/")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("口令", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def axe_findings(page: Page) -> list[str]:
    """What axe-core objects to on the page, contrast included: rule, how many places, the first of them."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    found = [(each["id"], len(each["nodes"]), each["nodes"][0]) for each in result["violations"]]
    return [f"{rule}: {count} × {first['target']} {first.get('failureSummary', '')}" for rule, count, first in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def said(page: Page) -> Locator:
    """The sentence that tells what an act has done."""
    return page.locator(".message")


def box(page: Page, label: str) -> Locator:
    """The box to type into that has this label."""
    return page.get_by_role("textbox", name=label).first


def confirmed(page: Page, act: str) -> None:
    """An act that cannot be taken back: open its confirmation and confirm."""
    page.locator("summary").filter(has_text=act).first.click()
    page.get_by_role("button", name=f"确认{act}", exact=True).click()


def newest_of(page: Page, label: str) -> Locator:
    """The box of the last year in a row of figures."""
    return page.get_by_role("textbox", name=re.compile(rf"^{label} \d+年$")).last


def pdf(folder: Path, name: str) -> str:
    """A file that a county might upload."""
    file = folder / name
    file.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    return str(file)


def upload(page: Page, key: str, file: str) -> None:
    """Choose a file for one question and upload it."""
    ask = page.locator(f"#ask-{key}")
    ask.locator("input[type=file]").set_input_files(file)
    ask.get_by_role("button", name="上传").click()
    page.wait_for_url(f"**#ask-{key}")


def photo(folder: Path, name: str) -> str:
    """A picture of one pixel."""
    file = folder / name
    file.write_bytes(base64.b64decode(ONE_PIXEL))
    return str(file)


def saved(page: Page, link: Locator) -> Path:
    """The file behind a link, downloaded."""
    with page.expect_download() as download:
        link.click()
    return download.value.path()


def of_case(page: Page, cluster: str) -> None:
    """Find a case by the search in the frame, and open it."""
    search = page.get_by_role("searchbox", name="搜索集群或事项")
    search.fill(cluster)
    search.press("Enter")
    page.get_by_role("link", name=cluster).first.click()
    expect(page.locator(".page-title")).to_contain_text(cluster)


def today(page: Page) -> str:
    """Today as the browser knows it, in the form that a day's input takes."""
    return str(page.evaluate("new Date().toLocaleDateString('sv')"))
