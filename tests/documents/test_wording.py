"""Numbers, days and nothing, as they stand on paper."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.vocabulary import Verdict
from jiqun.documents.sheets import Cell, Table
from jiqun.documents.wording import centred, clean, plain, printed, shares
from tests.documents import specimens


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "—"),
        ("  ", "—"),
        (0, "0"),
        (1234567, "1,234,567"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("10234.50"), "10,234.50"),
        (date(2025, 5, 31), "2025年5月31日"),
        (Verdict.MET, "符合"),
    ],
)
def test_a_cell_is_printed_as_officials_write_it(cell: Cell, words: str) -> None:
    assert printed(cell) == words


def test_direction_overrides_cannot_turn_a_text_round() -> None:
    assert clean("甲\u202e乙\u200b丙\x00丁\ud800") == "甲乙丙丁"


def test_a_character_of_private_use_becomes_the_printers_mark() -> None:
    assert clean("张\ue000") == "张〓"


@given(st.text())
def test_a_clean_text_holds_nothing_invisible_and_stays_clean(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert {unicodedata.category(char) for char in once.replace("\n", "")}.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn"})


def test_columns_share_the_width_by_their_content() -> None:
    table = Table("表", ("序号", "名称"), ((1, "山西重型法兰锻造装备股份有限公司"),))
    number, name = shares(table)

    assert name > 3 * number
    assert centred(table) == (0,)


def test_given_widths_are_kept() -> None:
    assert shares(Table("表", ("甲", "乙"), (), widths=(3, 7))) == (3, 7)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        Table("表", ("甲", "乙"), (("一",),))


@pytest.mark.parametrize("kind", specimens.EVERY)
def test_every_sheet_becomes_json(kind: str) -> None:
    assert json.loads(json.dumps(plain(specimens.EVERY[kind]())))["title"]
