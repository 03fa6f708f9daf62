"""What waits for a list is seen whatever other lists there are."""

from __future__ import annotations

from datetime import date

import pytest

from jiqun.recognitions.models import ListKind, RecognitionList
from jiqun.recognitions.queries import recognition_counts, waiting_counts, waiting_for_list
from tests.factories import AT, make_round, officer
from tests.recognitions.scenes import cleared, drawn_up

pytestmark = pytest.mark.django_db


def waiting():
    seat, call = officer(), make_round()
    named = [case.case_number for case in waiting_for_list(seat, call, ListKind.PROVINCIAL)]
    return named, [count for _, _, count in waiting_counts(seat)], recognition_counts(seat)["to_list"]


def test_a_case_on_an_open_list_waits_for_none():
    listed, free = cleared(2)
    drawn_up([listed])

    assert waiting() == ([free.case_number], [1], 1)


def test_a_list_without_cases_hides_none():
    (case,) = cleared(1)
    RecognitionList.objects.create(
        round=make_round(), kind=ListKind.PROVINCIAL, title="空名单", issued_on=date(2025, 5, 12), prepared_at=AT
    )

    assert waiting() == ([case.case_number], [1], 1)
