"""Acts on many cases lock them in one order before the first entry is made, so that no two wait for each other."""

from __future__ import annotations

import re
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

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole database and says nothing"),
    pytest.mark.django_db,
]

NICHES = ("法兰锻造", "玛钢铸造", "定制家具")
TABLE = Declaration._meta.db_table
NAMED = re.compile(rf'"{TABLE}"."id" IN \(([\d, ]+)\) ORDER BY "{TABLE}"."case_number" ASC FOR NO KEY UPDATE')


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


def locked_cases(sql: str) -> set[int]:
    """The keys of the cases that the query names and locks in the order of their numbers."""
    found = NAMED.search(sql)
    return {int(key) for key in found[1].split(",")} if found else set()


@pytest.mark.parametrize("prepared", [meeting, drawing, announcing, posting])
def test_the_cases_are_locked_in_one_order_before_anything_is_recorded(
    prepared: Callable[[], Callable[[], object]],
) -> None:
    act = prepared()
    cases = set(Declaration.objects.values_list("pk", flat=True))

    with CaptureQueriesContext(connection) as asked:
        act()

    said = [query["sql"] for query in asked.captured_queries]
    locked = next(at for at, sql in enumerate(said) if locked_cases(sql) == cases)
    recorded = next(at for at, sql in enumerate(said) if "audit_chainhead" in sql)
    assert locked < recorded
