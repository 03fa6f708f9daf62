"""The eighteenth character of a credit code checks the others."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jiqun.core.credit_code import ALPHABET, LENGTH, check_character, normalise, problem_of
from tests.factories import CODES

bodies = st.text(alphabet=ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def test_the_published_example_is_right():
    assert problem_of("91350100M000100Y43") == ""


@pytest.mark.parametrize("code", CODES)
def test_the_codes_that_tests_use_are_right(code):
    assert problem_of(code) == ""


def test_a_code_is_read_in_capitals_without_spaces():
    assert normalise(" ９1350100 m000100y43 ") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350100M000100Y4", "应为18位，现为17位"),
        ("91350100M000100Y4I", "含有不该出现的字符“I”（不使用字母I、O、S、V、Z）"),
        ("91350100M000100Y44", "校验不通过，请核对是否有错字"),
    ],
)
def test_a_wrong_code_is_told_how_it_is_wrong(code, problem):
    assert problem_of(code) == problem


@settings(max_examples=50, derandomize=True, deadline=None)
@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_always_noticed(body, place, other):
    code = body + check_character(body)
    assume(code[place] != other)

    assert problem_of(code) == ""
    assert problem_of(code[:place] + other + code[place + 1 :]) != ""


@settings(max_examples=50, derandomize=True, deadline=None)
@given(bodies, st.integers(0, LENGTH - 2))
def test_two_neighbours_swapped_are_noticed(body, place):
    code = body + check_character(body)
    assume(code[place] != code[place + 1])

    assert problem_of(code[:place] + code[place + 1] + code[place] + code[place + 2 :]) != ""
