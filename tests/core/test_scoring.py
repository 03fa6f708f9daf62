"""Sheets are checked item by item; the panel's score is exact to the hundredth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.dated import Source
from jiqun.core.policy.schema import ScoreItem
from jiqun.core.scoring import check_sheet, panel_score, sheet_total, spread

ITEMS = [
    ScoreItem("core", "核心竞争力", Decimal(20), Source("评分表")),
    ScoreItem("green", "绿色化发展", Decimal(10), Source("评分表")),
]
totals = st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=9)


def points(core: str | None, green: str | None) -> dict[str, Decimal | None]:
    return {key: None if text is None else Decimal(text) for key, text in {"core": core, "green": green}.items()}


@pytest.mark.parametrize("scores", [points("20", "0"), points("15.5", "9.50"), points("1E+1", "0.0")])
def test_a_full_sheet_within_the_points_is_right(scores: dict[str, Decimal | None]):
    assert check_sheet(ITEMS, scores) == []


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        (points(None, "5"), [("score.missing", "core")]),
        ({}, [("score.missing", "core"), ("score.missing", "green")]),
        (points("20.1", "-0.1"), [("score.out_of_range", "core"), ("score.out_of_range", "green")]),
        (points("NaN", "Infinity"), [("score.out_of_range", "core"), ("score.out_of_range", "green")]),
        (points("15.55", "5"), [("score.decimals", "core")]),
        ({**points("1", "1"), "other": Decimal(1)}, [("score.unknown", "")]),
    ],
)
def test_every_wrong_item_is_named(scores: dict[str, Decimal | None], found: list[tuple[str, str]]):
    assert [(finding.code, finding.field) for finding in check_sheet(ITEMS, scores)] == found


def test_the_sentence_names_the_item_and_its_points():
    assert check_sheet(ITEMS, points("21", "1"))[0].message == "“核心竞争力”的得分须在0至20分之间，请更正"


def test_a_sheet_adds_up():
    assert sheet_total({"core": Decimal("15.5"), "green": Decimal("9")}) == Decimal("24.5")
    assert sheet_total({}) == 0


@pytest.mark.parametrize(
    ("sheets", "drop", "score"),
    [
        (["80"], True, "80.00"),
        (["80", "90", "91"], False, "87.00"),
        (["80", "80.1", "80.1", "80.1"], False, "80.08"),  # 80.075 goes up
        (["10", "80", "80", "80"], True, "62.50"),
        (["10", "80", "80", "80", "100"], True, "80.00"),
        (["10", "80", "80", "80", "100"], False, "70.00"),
        (["90", "90", "90", "90", "90", "60"], True, "90.00"),
    ],
)
def test_the_score_is_the_mean_and_extremes_go_from_five_sheets_on(sheets: list[str], drop: bool, score: str):
    assert panel_score([Decimal(total) for total in sheets], drop_extremes=drop) == Decimal(score)


@given(totals, st.booleans())
def test_the_score_lies_between_the_sheets_and_has_two_places(sheets: list[Decimal], drop: bool):
    score = panel_score(sheets, drop_extremes=drop)

    assert min(sheets) <= score <= max(sheets)
    assert score.as_tuple().exponent == -2


@given(totals, st.booleans())
def test_the_order_of_the_sheets_does_not_matter(sheets: list[Decimal], drop: bool):
    assert panel_score(sheets[::-1], drop_extremes=drop) == panel_score(sheets, drop_extremes=drop)


@given(st.lists(st.decimals(20, 80, places=1), min_size=5, max_size=9))
def test_one_extreme_opinion_moves_nothing_once_extremes_are_dropped(sheets: list[Decimal]):
    ordered = sorted(sheets)

    assert panel_score([Decimal(0), *ordered[1:-1], Decimal(100)], drop_extremes=True) == panel_score(
        sheets, drop_extremes=True
    )


@given(totals)
def test_the_spread_is_never_negative(sheets: list[Decimal]):
    assert spread(sheets) == max(sheets) - min(sheets)
    assert spread(sheets) >= 0


def test_without_a_sheet_there_is_no_score():
    with pytest.raises(ValueError, match="without a sheet"):
        panel_score([], drop_extremes=False)
