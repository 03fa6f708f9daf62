from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

import pytest

from jiqun.core.policy.dated import Dated
from jiqun.core.vocabulary import Mark
from jiqun.programmes.sheet import count_to_check, criteria_sheets, in_words, track_group, value_groups
from tests.factories import shanxi_policy


def dated_values(value: object) -> Iterator[Dated]:
    """Every dated value anywhere in a policy."""
    if isinstance(value, Dated):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from dated_values(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from dated_values(item)


def groups():
    policy = shanxi_policy()
    tracks = [track_group(track, policy.day) for track in policy.tracks]
    return [*value_groups(policy), *tracks, *(aspect for sheet in criteria_sheets(policy) for aspect in sheet.aspects)]


def test_every_dated_value_of_a_round_is_shown():
    policy = shanxi_policy()
    thresholds = [c.threshold for track in policy.tracks for c in track.criteria.criteria if c.threshold]
    expected = {dated.about for dated in dated_values(policy)} - {dated.about for dated in thresholds}

    shown = {value.about for group in groups() for value in group.values}

    assert expected - shown == set()


def test_every_condition_of_every_edition_is_shown_once():
    sheets = criteria_sheets(shanxi_policy())

    assert [sheet.tracks for sheet in sheets] == ["省级申报", "国家级申报、国家级复核"]
    editions = {track.criteria.name: track.criteria for track in shanxi_policy().tracks}
    for sheet, edition in zip(sheets, editions.values(), strict=True):
        shown = [value.about for aspect in sheet.aspects for value in aspect.values]
        assert shown == [criterion.label for criterion in edition.criteria]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (True, "", "是"),
        (False, "", "否"),
        (date(2025, 5, 31), "", "2025年5月31日"),
        (2024, "年", "2024年"),
        (3, "个", "3个"),
        (Decimal("30.0"), "%", "30%"),
        (12000, "万元", "12,000万元"),
        ("compound", "", "复合增速"),
        ("{county}申报资料", "", "（县名）申报资料"),
        ("正式推荐文件", "", "正式推荐文件"),
    ],
)
def test_values_are_written_as_officials_write_them(value, unit, text):
    assert in_words(value, unit) == text


def test_no_code_is_in_sight():
    texts = [f"{value.about}{value.text}" for group in groups() for value in group.values]

    assert [text for text in texts if any("a" <= letter <= "z" for letter in text)] == []


def test_what_the_province_should_check_is_counted():
    policy = shanxi_policy()
    shown = groups()
    marked = [value for group in shown for value in group.values if value.source.mark != Mark.VERIFIED]

    assert count_to_check(policy, shown) == len(marked) + len(policy.scoring.items)
