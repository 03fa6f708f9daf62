"""Panels and experts for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.accounts.models import Seat
from jiqun.assessments.defence import to_defend
from jiqun.assessments.models import Assignment, DefenceSession, ExpertProfile, Panel, SpotCheck, SpotCheckDraw
from jiqun.assessments.services.closing import close_panel
from jiqun.assessments.services.defence_sessions import Sitting, arrange_defence
from jiqun.assessments.services.draws import announce_draw
from jiqun.assessments.services.panels import Call, convene_panel
from jiqun.assessments.services.scoring import Filled, submit_sheet
from jiqun.assessments.services.spot_check import attach_photo
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Extra, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from tests.factories import (
    AT,
    SHANGHAI,
    make_case,
    make_city,
    make_county,
    make_province,
    make_round,
    make_round_with,
    make_seat,
)

SITTING = Sitting(date(2025, 5, 20), time(8, 30), 20, "省工信厅三层会议室")
KNOWN = AT + timedelta(hours=1)
"""When the seed of an announced draw is known, and the draw is made."""
DEFENCE_AT = datetime(2025, 5, 20, 16, 0, tzinfo=SHANGHAI)
CALL = Call(title="申报评审一组", purpose="declaration")


def secretary() -> Seat:
    """The panel secretary."""
    return make_seat(make_province(), Role.PANEL_SECRETARY)


def make_expert(name: str, organisation: str = "太原理工大学", city: str = "") -> Seat:
    """An expert with a profile; ``city`` is a place such as 忻州市."""
    seat = make_seat(make_province(), Role.EXPERT, name)
    home = make_city(place=city) if city else None
    ExpertProfile.objects.update_or_create(seat=seat, defaults={"organisation": organisation, "city": home})
    return seat


def make_experts(count: int) -> list[Seat]:
    """So many experts free of any conflict."""
    return [make_expert(f"专家{chr(0x7532 + n)}") for n in range(count)]


def make_cases(count: int, stage: Stage = Stage.ADMITTED) -> list[Declaration]:
    """So many cases of different counties."""
    return [make_case(make_county(f"1409{n + 21}", f"第{n + 1}县"), stage=stage) for n in range(count)]


def make_panel(cases: int = 2, experts: int = 6) -> Panel:
    """A panel with its draw made."""
    chosen = make_cases(cases)
    return convene_panel(chosen[0].round, CALL, chosen, make_experts(experts), by=secretary(), at=AT)


def filled(task: Assignment, points: str = "", **changes: str) -> Filled:
    """A full sheet: ``points`` on every item, or the full points of each."""
    items = policy_of(task.panel.round).scoring.items
    return Filled(
        points={item.id: changes.get(item.id, points or f"{item.points:f}") for item in items},
        remarks={"innovation": "创新平台层次较高"},
        opinion="建议认定",
    )


def submit_all(panel: Panel, points: Sequence[str] = ("6.5",)) -> None:
    """Every active expert submits a sheet; the points per item go round."""
    for n, task in enumerate(panel.assignments.filter(recused_at=None, sheet__submitted_at=None)):
        submit_sheet(task, filled(task, points[n % len(points)]), by=task.expert, at=AT)


def closed_panel(cases: int = 2, points: Sequence[str] = ("6.5",)) -> Panel:
    """A panel with all sheets in, closed."""
    panel = make_panel(cases)
    submit_all(panel, points)
    return close_panel(panel, by=secretary(), at=AT)


def arranged(count: int = 2, **changes: Any) -> DefenceSession:
    """A session of 答辩 with so many more cases, besides those that wait already."""
    if not Round.objects.exists():
        make_round_with(Extra.DEFENCE)
    make_cases(count, Stage.DEFENCE)
    call = make_round()
    cases = list(to_defend(secretary(), call))
    sitting = replace(SITTING, **changes)
    return arrange_defence(call, cases, sitting, title="第一场答辩", by=secretary(), at=AT)


def announced(cases: Sequence[Declaration], **changes: Any) -> SpotCheckDraw:
    """A draw announced over these cases; ``changes`` go to the announcement."""
    said = {"title": "第一次抽查", "seed_source": "6月10日开奖号码", "seed_known_at": KNOWN, "at": AT, **changes}
    return announce_draw(make_round(), cases, by=make_seat(make_province(), Role.PROVINCIAL_OFFICER), **said)


def photographed(check: SpotCheck) -> SpotCheck:
    """The check with a photo of its look."""
    picture = SimpleUploadedFile("厂区.png", b"\x89PNG\r\n\x1a\n1")
    attach_photo(check, picture, by=make_seat(make_province(), Role.PROVINCIAL_OFFICER), at=AT)
    return check


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What a refusal found, by code."""
    return [finding.code for finding in refusal.value.findings]
