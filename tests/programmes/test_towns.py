"""A specialised town is the one that the list has at that place, whatever is ticked (N16)."""

from __future__ import annotations

import pytest

from jiqun.programmes.towns import listed_town, listed_towns, town_words
from tests.factories import shanxi_policy

TAIYUAN = "140121"


def said(name: str, ticked: str = "yes") -> dict[str, str]:
    """What a declaration says of its town."""
    return {"is_key_town": ticked, "town_name": name}


@pytest.mark.parametrize("town", listed_towns("shanxi"), ids=lambda each: each.name)
def test_every_listed_town_is_found_by_its_name_where_it_lies(town):
    assert listed_town(shanxi_policy(), town.code, said(town.name)) == town


@pytest.mark.parametrize("name", ["老陈醋", "清徐老陈醋", "山西清徐老陈醋专业镇", "清徐老陈醋省级重点专业镇"])
def test_part_of_the_name_or_more_than_it_is_enough(name):
    found = listed_town(shanxi_policy(), TAIYUAN, said(name))

    assert found is not None
    assert found.name == "清徐老陈醋专业镇"


@pytest.mark.parametrize("name", ["专业镇", "重点专业镇", "清徐专业镇", "镇", "", "玻璃专业镇"])
def test_words_that_name_no_listed_town_find_none(name):
    assert listed_town(shanxi_policy(), TAIYUAN, said(name)) is None


def test_a_town_of_another_place_or_one_that_is_not_claimed_is_none():
    policy = shanxi_policy()

    assert listed_town(policy, "140122", said("清徐老陈醋专业镇")) is None
    assert listed_town(policy, TAIYUAN, said("清徐老陈醋专业镇", "no")) is None


def test_the_words_say_on_which_list_it_stands_or_that_it_does_not():
    policy = shanxi_policy()

    assert town_words(policy, TAIYUAN, said("清徐老陈醋专业镇")) == "清徐老陈醋专业镇（省级名单）"
    assert town_words(policy, "140521", said("沁水道地药材专业镇")) == "沁水道地药材专业镇（市级名单）"
    assert town_words(policy, TAIYUAN, said("玻璃专业镇")) == "玻璃专业镇（名单中未见）"
    assert town_words(policy, TAIYUAN, said("玻璃专业镇", "no")) == ""
