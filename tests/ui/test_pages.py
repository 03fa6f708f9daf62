"""The frame fits everybody; the style sheet and the refusals render; no template holds script or style."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from jiqun.ui.context import furniture
from jiqun.ui.furniture import STRANGER, Furniture, SeatChoice
from jiqun.ui.views import specimen

SOURCE = Path(__file__).resolve().parents[2] / "src"
TEMPLATES = sorted(SOURCE.rglob("*.html"))
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|hx-on|hx-vals=[\"']js|javascript:", re.IGNORECASE
)


def asked(**attributes: object) -> HttpRequest:
    """A request that can hold messages, with these attributes set by middleware."""
    request = RequestFactory().get("/")
    for name, value in {"_messages": CookieStorage(request), **attributes}.items():
        setattr(request, name, value)
    return request


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_holds_script_or_style(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


def test_the_style_sheet_shows_every_part() -> None:
    page = specimen(asked()).content.decode()

    assert "<title>样式总览 · " in page
    assert page.count("<h1") == 1
    assert "{%" not in page


def test_htmx_may_neither_evaluate_nor_style() -> None:
    page = render_to_string("ui/base.html", {}, request=asked())
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", page)

    assert config is not None
    told = json.loads(config[1])
    assert (told["allowEval"], told["includeIndicatorStyles"]) == (False, False)


def test_a_request_without_furniture_gets_the_frame_of_a_stranger() -> None:
    shown = furniture(asked())["furniture"]

    assert shown == STRANGER
    assert not shown.signed_in


def test_the_frame_names_person_office_and_role_and_offers_the_other_seats() -> None:
    seats = [SeatChoice("1", "甲县 · 经办人", current=True), SeatChoice("2", "甲县 · 负责人")]
    sitting = Furniture("张工", "甲县工信局", "经办人", seats, switch_url="/seat/", sign_out_url="/out/", demo=True)
    page = render_to_string("ui/base.html", {}, request=asked(furniture=sitting))

    assert re.findall(r'<button class="menu-item" name="seat" value="(\d)">', page) == ["2"]
    assert "张工" in page
    assert "退出" in page
    assert "演示数据" in page


def test_a_public_page_offers_only_the_way_in() -> None:
    page = render_to_string("ui/public_base.html", {}, request=asked(furniture=Furniture(sign_in_url="/in/")))

    assert '<a class="frame-link" href="/in/">工作人员登录</a>' in page
    assert "退出" not in page
    assert "演示数据" not in page


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "500"])
def test_a_refusal_says_what_why_and_what_next_without_any_context(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<p>") >= 2
    assert "返回首页" in page
    assert "<script" not in page
