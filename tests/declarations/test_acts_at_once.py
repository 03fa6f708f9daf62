"""Two handlers of one county at the same moment: neither act locks the other out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from jiqun.core.vocabulary import Role
from jiqun.declarations.models import Declaration
from jiqun.declarations.services import answering, opening
from tests.declarations.scenes import draft
from tests.factories import AT, make_county, make_seat, shanxi_policy

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row locks: its writers queue up"),
    pytest.mark.django_db(transaction=True),
]


def apart(act: Callable[[], object]) -> object:
    """An act in a thread of its own, with a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def test_answering_holds_the_dossier_and_still_lets_another_case_be_opened_on_it(monkeypatch: pytest.MonkeyPatch):
    case, holds_dossier, holds_cluster = draft(), Event(), Event()
    first, second = (make_seat(make_county(), Role.HANDLER, name) for name in ("张工", "李工"))
    section, names = shanxi_policy().form.sections[0], {"name": case.dossier.cluster.name, "niche": "锻造法兰"}
    follow_cluster, open_case = answering.follow_cluster, opening.open_case

    def follow_when_the_other_holds_the_cluster(dossier):
        holds_dossier.set()
        holds_cluster.wait(timeout=10)
        follow_cluster(dossier)

    def open_after_the_cluster_is_held(*given, **stated):
        holds_cluster.set()
        return open_case(*given, **stated)

    def answer():
        posted = {"leading_industry": "锻造"}
        return answering.save_section(case.dossier, section, posted, seen=case.dossier.revision, by=first, at=AT)

    def open_national():
        holds_dossier.wait(timeout=10)
        given = {**names, "leading_industry": "锻造", "tracks": ["national"]}
        return opening.open_declarations(case.round, **given, by=second, at=AT)

    monkeypatch.setattr(answering, "follow_cluster", follow_when_the_other_holds_the_cluster)
    monkeypatch.setattr(opening, "open_case", open_after_the_cluster_is_held)
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(apart, act) for act in (answer, open_national)]
        for each in done:
            each.result(timeout=30)

    assert set(Declaration.objects.values_list("track", flat=True)) == {"provincial", "national"}
