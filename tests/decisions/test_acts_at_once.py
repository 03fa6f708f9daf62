"""Acts on the same cases at the same moment wait for each other and never lock each other out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction

from jiqun.assessments.models import SpotCheckDraw
from jiqun.audit.queries import verify_chain
from jiqun.audit.services import record
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Stage
from jiqun.declarations.models import Declaration
from tests.assessments.scene import announced
from tests.decisions.scene import MEETING_AT, met, ready
from tests.factories import officer

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row locks: its writers queue up"),
    pytest.mark.django_db(transaction=True),
]
A_WHILE = 0.5
"""Seconds in which the other act comes to where it has to wait."""


def apart(act: Callable[[], object]) -> object:
    """An act in a thread of its own, with a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def test_an_act_on_many_cases_waits_for_one_of_them_without_holding_up_the_record():
    cases, by, locked = ready(["法兰锻造", "玛钢铸造"]), officer(), Event()

    def other_act() -> None:
        with transaction.atomic():
            Declaration.objects.select_for_update().get(pk=cases[-1].pk)
            locked.set()
            sleep(A_WHILE)
            record("remark", "另一办理", by=by.actor, at=MEETING_AT, subject=cases[-1].case_number)

    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(apart, other_act)
        locked.wait(timeout=10)
        meeting = pool.submit(apart, lambda: met(cases))
        other.result(timeout=20)
        meeting.result(timeout=20)

    assert {case.stage for case in Declaration.objects.all()} == {Stage.PROPOSED}
    assert verify_chain().holds


def test_one_case_is_named_in_one_draw_only():
    cases, start = ready(stage=Stage.REVIEWED), Barrier(2)
    officer()  # seated before two threads ask for them

    def announce(title: str) -> bool:
        start.wait(timeout=10)
        try:
            announced(cases, title=title)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(apart, lambda name=name: announce(name)) for name in ("甲", "乙")]

    assert sorted(bool(each.result()) for each in done) == [False, True]
    assert SpotCheckDraw.objects.count() == 1
