"""Days off are read as the State Council's notice and an officer write them, and written so that they read the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.figures import Unreadable
from jiqun.core.holidays import read_days, read_holidays, write_days, write_holidays

NEW_YEAR = (date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3))
names = st.sampled_from(["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
days_off = st.lists(st.dates(date(2027, 1, 1), date(2027, 12, 31)), min_size=1, max_size=9, unique=True)


@pytest.mark.parametrize(
    "line",
    [
        "元旦 1月1日至1月3日",
        "元旦：1月1日至3日",
        "元旦　２０２７年１月１日～２０２７年１月３日",
        "元旦 2027-01-01到2027-01-03",
        "元旦 1.1、1.2、1.3",
    ],
)
def test_a_holiday_is_read_however_it_is_written(line: str):
    assert read_holidays(line, 2027) == {"元旦": NEW_YEAR}


def test_a_holiday_may_begin_in_the_year_before():
    assert read_holidays("元旦 2026年12月31日至2027年1月2日", 2027)["元旦"][0] == date(2026, 12, 31)


@pytest.mark.parametrize(
    "line", ["国庆节", "国庆节 十月一日", "国庆节 10月7日至10月1日", "国庆节 1月1日至10月7日", "国庆节 2月30日"]
)
def test_a_line_that_cannot_be_read_is_quoted(line: str):
    with pytest.raises(Unreadable) as refusal:
        read_holidays(f"元旦 1月1日\n{line}", 2027)

    assert line in refusal.value.sentence


def test_make_up_days_are_read_as_a_list():
    assert read_days("1月4日、2027-02-14，5月9日\n", 2027) == (date(2027, 1, 4), date(2027, 2, 14), date(2027, 5, 9))
    assert read_days(" ", 2027) == ()


@given(st.dictionaries(names, days_off.map(lambda days: tuple(sorted(days))), min_size=1))
def test_what_was_written_reads_the_same(holidays: dict[str, tuple[date, ...]]):
    assert read_holidays(write_holidays(holidays), 2027) == holidays


@given(days_off)
def test_single_days_written_read_the_same(days: list[date]):
    assert list(read_days(write_days(tuple(days)), 2027)) == sorted(days)
