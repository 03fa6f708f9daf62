"""An act that cannot be taken back asks for confirmation, and the Enter key in a field never sends it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.recommendations.services.visiting import conclude_visit
from tests.assessments.scene import arranged, make_cases, make_panel, secretary
from tests.factories import AT, make_case, make_city, make_round_with, make_seat, officer
from tests.recommendations.scenes import full_report, handler

Opened = tuple[Seat, str]
FORM = re.compile(r"<form.*?</form>", re.DOTALL)
BUTTON = re.compile(r"<button[^>]*>")


def score_sheet() -> Opened:
    """An expert's sheet."""
    task = make_panel(1).assignments.select_related("expert").first()
    assert task is not None
    return task.expert, reverse("assessments:review", args=[task.pk])


def formal_check() -> Opened:
    """A formal check that waits for the officer."""
    return officer(), reverse("assessments:formal-check", args=[make_case(stage=Stage.RECOMMENDED).case_number])


def defence() -> Opened:
    """A defence whose day has come."""
    turn = arranged(1).defences.select_related("declaration").get()
    return secretary(), reverse("assessments:defence", args=[turn.session_id, turn.declaration.case_number])


def arrangement() -> Opened:
    """Cases that wait for a session of 答辩."""
    make_round_with(Extra.DEFENCE)
    make_cases(2, Stage.DEFENCE)
    return secretary(), reverse("assessments:defence-arrange")


def visit() -> Opened:
    """A case that the city visits."""
    return handler(), reverse("recommendations:visit", args=[make_case(stage=Stage.SUBMITTED).case_number])


def decline() -> Opened:
    """A case that the city may decline."""
    return handler(), reverse("recommendations:decline", args=[make_case(stage=Stage.SUBMITTED).case_number])


def city_check() -> Opened:
    """A verified case that other people of the city look at once more."""
    make_round_with(Extra.CITY_SPOT_CHECK)
    case = make_case(stage=Stage.SUBMITTED)
    conclude_visit(case, full_report(case), by=handler(), at=AT)
    return make_seat(make_city(), Role.HANDLER), reverse("recommendations:city-check", args=[case.case_number])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opened", "act"),
    [
        (score_sheet, "提交评分"),
        (formal_check, "予以受理"),
        (formal_check, "不予受理"),
        (arrangement, "安排并抽定顺序"),
        (defence, "登记答辩结果"),
        (visit, "核查通过"),
        (decline, "不予推荐"),
        (city_check, "登记抽查结果"),
    ],
)
def test_an_act_for_good_is_confirmed_and_the_enter_key_saves_or_does_nothing(
    as_seat: Callable[[Seat], Client], opened: Callable[[], Opened], act: str
):
    seat, url = opened()

    page = as_seat(seat).get(url).content.decode()
    form = next(form for form in FORM.findall(page) if f"确认{act}</button>" in form)
    pressed_by_enter = BUTTON.findall(form)[0]

    assert re.search(rf"<summary[^>]*>{act}</summary>", form)
    assert f">{act}</button>" not in form
    assert "disabled" in pressed_by_enter or 'value="save"' in pressed_by_enter
