"""The policy of the living demonstration differs from the shipped one in its days only."""

from __future__ import annotations

from datetime import date

from jiqun.programmes.sheet import track_group, value_groups
from jiqun.site.demo.living import moved
from tests.factories import shanxi_policy


def test_moved_values_keep_the_units_of_the_shipped_ones() -> None:
    shipped = shanxi_policy()
    policy = moved(shipped, opens=date(2026, 10, 7), closes=date(2026, 12, 6))
    groups = [*value_groups(policy), *(track_group(each, policy.day) for each in policy.tracks)]
    shown = [value.text for group in groups for value in group.values]

    assert "2023年" in shown
    assert "2025年" in shown
    assert policy.last_data_year.unit == shipped.last_data_year.unit
