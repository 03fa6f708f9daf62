"""A formula that cannot be read is refused with the place where it goes wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.formula import FormulaError, compiled, condition


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("(a + b", "第1个字符“(”没有配对的“)”"),
        ("a + b) * 2", "第6个字符“)”多余"),
        ("last(a", "第5个字符“(”没有配对"),
        ("a + * b", "第5个字符“*”处不能这样写"),
        ("a +", "末尾不完整"),
    ],
)
def test_a_figure_that_cannot_be_read_says_where(formula: str, fault: str) -> None:
    with pytest.raises(FormulaError) as refused:
        compiled(formula)

    assert fault in refused.value.sentence


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("a = 3", "第3个字符“=”应写作“==”"),
        ('a == "yes', "第6个字符的引号没有配对"),
        ('a == "x=y" and (b > 3', "第16个字符“(”没有配对"),
    ],
)
def test_a_condition_that_cannot_be_read_says_where(formula: str, fault: str) -> None:
    with pytest.raises(FormulaError) as refused:
        condition(formula)

    assert fault in refused.value.sentence


@given(st.text("ab()=<>\"' +1", max_size=20))
def test_no_text_makes_the_search_for_the_fault_fail(text: str) -> None:
    for read in (compiled, condition):
        with suppress(FormulaError):
            read(text)
