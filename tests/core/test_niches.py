"""One niche is recognised however it was written, and two are kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.niches import GENERIC_ENDINGS, normalise_niche

names = st.text(alphabet="法兰锻造陶瓷产业集群特色 ·—（）ＡａA1１\u200b", max_size=10)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("法兰锻造", " 法兰 锻造 "),
        ("法兰锻造", "法兰锻造产业集群"),
        ("法兰锻造产业", "法兰锻造特色产业集群"),
        ("法兰、锻造", "法兰锻造"),
        ("ＬＥＤ照明", "led 照明产业"),
        ("法兰（锻造）", "法兰(锻造)"),
        ("法兰\u200b锻造", "法兰锻造"),
    ],
)
def test_spelling_does_not_make_another_niche(one: str, other: str):
    assert normalise_niche(one) == normalise_niche(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("法兰锻造", "法兰"),
        ("农机制造", "农机服务"),
        ("陶瓷", "陶瓷制造"),
        ("", "法兰"),
        ("产业", "集群"),
    ],
)
def test_other_words_are_another_niche(one: str, other: str):
    assert normalise_niche(one) != normalise_niche(other)


def test_signs_alone_are_no_name():
    assert normalise_niche("·") == normalise_niche(" — ") == ""


@pytest.mark.parametrize("ending", GENERIC_ENDINGS)
def test_a_name_made_of_a_generic_ending_stays_a_name(ending: str):
    assert normalise_niche(ending) == ending
    assert normalise_niche(f"醋{ending}") == "醋"


@given(names | st.text(max_size=10))
def test_tidying_twice_is_tidying_once(name: str):
    assert normalise_niche(normalise_niche(name)) == normalise_niche(name)
