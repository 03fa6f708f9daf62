"""The policy of the living demonstration differs from the shipped one in its days only."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jiqun.core.calendar import SHANGHAI
from jiqun.programmes.sheet import track_group, value_groups
from jiqun.programmes.workdays import known_years
from jiqun.recognitions.models import Recognition
from jiqun.site.demo.living import moved, play_living
from tests.factories import shanxi_policy


def test_moved_values_keep_the_units_of_the_shipped_ones() -> None:
    shipped = shanxi_policy()
    policy = moved(shipped, opens=date(2026, 10, 7), closes=date(2026, 12, 6))
    groups = [*value_groups(policy), *(track_group(each, policy.day) for each in policy.tracks)]
    shown = [value.text for group in groups for value in group.values]

    assert "2023年" in shown
    assert "2025年" in shown
    assert policy.last_data_year.unit == shipped.last_data_year.unit


@pytest.mark.django_db
def test_the_demonstration_plays_over_a_year_whose_days_off_nobody_knows_yet() -> None:
    now = datetime(2029, 12, 28, 10, tzinfo=SHANGHAI)
    play_living(shanxi_policy(), seed=1, now=now, progress=lambda _: None)

    assert {2029, 2030} <= known_years().keys()
    assert known_years()[2030].source.mark == "A"
    assert Recognition.objects.filter(declaration__round__year=2030).exists()
