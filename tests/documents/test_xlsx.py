"""Workbooks hold numbers as numbers and words as words."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jiqun.documents import xlsx
from jiqun.documents.sheets import Table
from tests.documents import specimens

KINDS = [kind for kind, make in specimens.EVERY.items() if type(make()) in xlsx.PAGES]


def rows_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_summary_table_can_be_read_back() -> None:
    rows = rows_of(xlsx.render(specimens.summary()))

    assert rows[0][0] == "2025年度山西省中小企业特色产业集群推荐汇总表"
    assert rows[2][:2] == ["推荐顺序", "集群名称"]
    assert rows[3] == [1, "定襄县法兰锻造产业集群", "定襄县", "法兰锻造", "黑色金属铸造", "省级、国家级",
                       120.89, 82.31, 133, "是", "—"]  # fmt: skip
    assert rows[4][7] == "—"


def test_a_day_is_written_as_a_day() -> None:
    table = Table("名单", ("集群", "有效期至"), (("甲", date(2027, 12, 31)),))

    assert rows_of(xlsx.render(replace(specimens.recognition_list(), table=table)))[3] == ["甲", date(2027, 12, 31)]


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK('http://a')", "{=1}", "http://a.b"])
def test_nothing_typed_becomes_a_formula_or_a_link(typed: str) -> None:
    content = xlsx.render(specimens.summary(typed))
    leaf = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()

    assert rows_of(content)[3][1] == typed
    assert "<f>" not in leaf
    assert "hyperlink" not in leaf


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sheet_gives_the_same_bytes(kind: str) -> None:
    assert xlsx.render(specimens.EVERY[kind]()) == xlsx.render(specimens.EVERY[kind]())


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_on_its_side_with_a_frozen_head_and_the_demonstration_mark(kind: str) -> None:
    content = xlsx.render(specimens.EVERY[kind]())
    leaf = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()

    assert 'orientation="landscape"' in leaf
    assert 'paperSize="9"' in leaf
    assert 'state="frozen"' in leaf
    assert "演示数据 · 不具效力" in leaf


def test_a_row_with_a_figure_too_few_is_refused() -> None:
    whole = specimens.summary()

    with pytest.raises(ValueError, match="11 cells"):
        replace(whole, rows=(whole.rows[0][:-1],))


@settings(max_examples=25, deadline=None)
@given(words=st.text(max_size=60))
def test_any_text_comes_back_as_text(words: str) -> None:
    assert isinstance(rows_of(xlsx.render(specimens.summary(words)))[3][1], str)
