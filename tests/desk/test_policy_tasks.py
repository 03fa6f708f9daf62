"""Who writes, approves and opens policies finds what to do on the own page."""

from __future__ import annotations

import pytest

from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Role
from jiqun.desk.tasks.home import tasks_of
from jiqun.policies.services.approval import return_draft
from jiqun.policyfiles.pack import assembled
from jiqun.programmes.queries import current_round
from jiqun.programmes.services import open_round
from tests.factories import make_province, officer
from tests.policies.scene import LATER, begun, published_draft, signatory, submitted, system_admin

pytestmark = pytest.mark.django_db


def sentences(seat: Seat) -> list[str]:
    return [task.sentence for task in tasks_of(seat, current_round(), LATER) if "政策“" in task.sentence]


def test_the_signatory_finds_what_waits_for_approval() -> None:
    assert sentences(signatory()) == []

    submitted()

    assert sentences(signatory()) == ["审定政策“2026年度政策”"]


def test_nobody_is_asked_to_approve_what_they_wrote() -> None:
    submitted()
    same = Seat.objects.create(person=officer().person, authority=make_province(), role=Role.SIGNATORY)

    assert sentences(same) == []


def test_the_writer_finds_what_was_given_back() -> None:
    return_draft(submitted(), "名额请核对", by=signatory(), at=LATER)

    assert sentences(officer()) == ["修改退回的政策“2026年度政策”"]
    assert sentences(system_admin()) == []


def test_the_system_administrator_finds_what_may_be_opened_until_it_is() -> None:
    draft = published_draft(begun(a_year_on=True))
    assert sentences(system_admin()) == ["政策“2026年度政策”已发布，可开启批次"]

    open_round(assembled(draft.pack), by=officer().actor, at=LATER)

    assert sentences(system_admin()) == []
