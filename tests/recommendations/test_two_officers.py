"""Two officers of one city at the same moment share one quota; only PostgreSQL has rows to lock."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from jiqun.accounts.models import Seat
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.recommendations.services.listing import prepare_list
from jiqun.recommendations.services.sending import send_list
from tests.factories import AT, make_city, make_round, make_seat
from tests.recommendations.scenes import LETTER, places, stages, verified


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row locks: its writers queue up anyway")
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_do_not_exceed_the_quota():
    call = make_round(sign_off=False)
    cases = verified(["法兰", "陶瓷", "玛钢", "醋"])
    seats = [make_seat(make_city(), Role.HANDLER, name) for name in ("张工", "李工")]
    start = Barrier(len(seats))

    def recommend(by: Seat, chosen: Sequence[Declaration]) -> bool:
        start.wait(timeout=10)
        return sent_by(by, call, chosen)

    with ThreadPoolExecutor(len(seats)) as pool:
        done = list(pool.map(recommend, seats, [cases[:2], cases[2:]]))

    assert sum(done) == 1
    assert stages(cases).count(Stage.RECOMMENDED) == 2


def sent_by(by: Seat, call: Round, chosen: Sequence[Declaration]) -> bool:
    """Whether this officer's list went through."""
    try:
        names = prepare_list(call, Purpose.DECLARATION, places(chosen), by=by, at=AT)
        send_list(names, letter_number=LETTER, seen=names.prepared_at, by=by, at=AT)
    except Refused:
        return False
    finally:
        connection.close()
    return True
