"""Acts on many cases lock them in one order before the first entry is made, so that no two wait for each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiqun.assessments.services.draws import perform_draw
from jiqun.core.vocabulary import Stage
from jiqun.decisions.services.notice import open_notice
from jiqun.declarations.models import Declaration
from tests.assessments.scene import announced
from tests.decisions.scene import MEETING_AT, POSTED_AT, drawn_up, met, ready, signatory
from tests.factories import officer

pytestmark = pytest.mark.django_db

NICHES = ("法兰锻造", "玛钢铸造", "定制家具")
LOCKING = f'ORDER BY "{Declaration._meta.db_table}"."case_number" ASC'


def meeting() -> Callable[[], object]:
    cases = ready(NICHES)
    return lambda: met(cases[::-1])


def drawing() -> Callable[[], object]:
    cases = ready(NICHES, Stage.REVIEWED)
    draw = announced(cases)
    return lambda: perform_draw(draw, seed="031522", by=officer(), at=MEETING_AT)


def announcing() -> Callable[[], object]:
    cases = ready(NICHES, Stage.REVIEWED)
    return lambda: announced(cases[::-1])


def posting() -> Callable[[], object]:
    notice = drawn_up(ready(NICHES, Stage.PROPOSED))
    return lambda: open_notice(notice, by=signatory(), at=POSTED_AT)


def locks_cases(sql: str) -> bool:
    """Whether the query locks cases in their order; SQLite locks the whole database instead and says nothing of it."""
    return LOCKING in sql and ("FOR UPDATE" in sql or connection.vendor == "sqlite")


@pytest.mark.parametrize("prepared", [meeting, drawing, announcing, posting])
def test_the_cases_are_locked_in_one_order_before_anything_is_recorded(
    prepared: Callable[[], Callable[[], object]],
) -> None:
    act = prepared()

    with CaptureQueriesContext(connection) as asked:
        act()

    said = [query["sql"] for query in asked.captured_queries]
    locked = next(at for at, sql in enumerate(said) if locks_cases(sql))
    recorded = next(at for at, sql in enumerate(said) if "audit_chainhead" in sql)
    assert locked < recorded
