"""Plain values to dataclasses and back: exact, and refusing what might be misread."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.loader import PolicyError, decode, to_plain
from jiqun.core.policy.schema import CheckItem, Choice, Column, FieldKind
from jiqun.core.policy.tree import Place, Problem, Scalar, Table, find, plain_tree
from jiqun.core.vocabulary import Mark

SOURCE = {"document": "2025年度申报和复核通知"}

amounts = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
sources = st.builds(
    Source, document=st.text(), clause=st.text(), mark=st.sampled_from(Mark), note=st.text(), url=st.text()
)
dated_amounts = st.builds(
    Dated,
    about=st.text(),
    values=st.dictionaries(st.dates(), st.builds(Valued, amounts, sources), min_size=1, max_size=3),
    unit=st.text(),
)


@given(dated_amounts)
def test_a_dated_amount_survives_being_made_plain(dated: Dated[Decimal]) -> None:
    assert decode(plain_tree(to_plain(dated)), Dated[Decimal]) == dated


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**6))
def test_a_decimal_is_read_exactly_as_written(amount: Decimal) -> None:
    assert str(decode(Scalar(str(amount)), Decimal)) == str(amount)


@pytest.mark.parametrize("text", ["", "1e3", "1,000", "０", "０.1", ".5", "1.", "+1", "NaN", "Infinity", "01", "1_000"])
def test_a_number_in_an_unusual_spelling_is_refused(text: str) -> None:
    with pytest.raises(PolicyError, match="应为数字"):
        decode(Scalar(text), Decimal)


@pytest.mark.parametrize("text", ["3.0", "三", "0x3", "1e1", "true", ""])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(PolicyError, match="应为整数"):
        decode(Scalar(text), int)


@pytest.mark.parametrize("text", ["yes", "是", "True", "1", "on"])
def test_only_true_and_false_are_yes_or_no(text: str) -> None:
    with pytest.raises(PolicyError, match="应为true或false"):
        decode(Scalar(text), bool)


def test_a_fraction_from_json_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"现为“0\.1”"):
        plain_tree({"share": 0.1})


def test_omitted_values_take_their_defaults() -> None:
    column = decode(plain_tree({"key": "name", "label": "名称"}), Column)

    assert column == Column("name", "名称", FieldKind.TEXT)


def test_a_source_left_out_is_that_of_the_record_around_it() -> None:
    item = {"about": "份数", "values": {"2025-04-17": {"value": 3}}}

    with pytest.raises(PolicyError, match=r"values\.2025-04-17\.source”必须填写"):
        decode(plain_tree(item), Dated[int])
    assert decode(plain_tree({"id": "a", "label": "甲", "source": SOURCE}), CheckItem).source.mark == Mark.VERIFIED


def test_the_value_in_force_is_the_latest_begun() -> None:
    source = Source("通知")
    dated = Dated("名额", {date(2025, 1, 1): Valued(3, source), date(2026, 1, 1): Valued(5, source)})

    assert [dated.on(date(2025, 12, 31)), dated.on(date(2026, 1, 1))] == [3, 5]
    with pytest.raises(LookupError, match="名额"):
        dated.on(date(2024, 12, 31))


def test_every_problem_of_a_record_is_reported_with_its_line() -> None:
    tree = Table(
        {"code": Scalar(None, Place("a.yaml", 2)), "labell": Scalar("甲", Place("a.yaml", 3))},
        Place("a.yaml", 1),
        {"code": Place("a.yaml", 2), "labell": Place("a.yaml", 3)},
    )

    with pytest.raises(PolicyError) as refusal:
        decode(tree, Choice)

    assert str(refusal.value).splitlines() == [
        "a.yaml 第3行：键“labell”应为下列之一：code、label，现为未知的键",
        "a.yaml 第2行：键“code”应为文字，现为空值",
        "a.yaml 第1行：键“label”必须填写文字，现为未填写",
    ]


def test_a_line_read_for_two_tracks_is_reported_once() -> None:
    twice = [Problem(Place("a.yaml", 3), f"tracks.{at}.criteria.title", "应为文字", "空值") for at in (0, 1)]

    assert PolicyError(twice).problems == twice[:1]


def test_a_problem_without_a_text_names_the_key_alone() -> None:
    assert str(Problem(Place(), "quota", "应为表", "列表")) == "键“quota”应为表，现为列表"


def test_the_place_of_a_path_is_the_nearest_known() -> None:
    tree = Table({"a": Scalar("1", Place("f", 2))}, Place("f", 1), {"a": Place("f", 2)})

    assert [find(tree, path).line for path in ("a", "a.b", "c")] == [2, 2, 1]
