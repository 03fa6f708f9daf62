"""Conditions are true, false or unknown, by Kleene's laws; filling in what is missing never turns a known answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.facts import Facts, Setting
from jiqun.core.formula import FormulaError, condition, walk, weigh
from jiqun.core.logic import Answered, Comparison

YEARS = (2022, 2023, 2024)
SETTING = Setting("declaration", "national", west=True)
TRUTHS = {"p >= 1": "p", "q >= 1": "q", "r >= 1": "r", 's == "x"': "s"}


def truth(formula, answers=None, setting=SETTING):
    return weigh(condition(formula), Facts(answers or {}, YEARS, setting=setting)).truth


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a >= 1", True),
        ("a > 1", False),
        ("a <= 1 and a < 1.1", True),
        ("a == 1", True),
        ("a != 1", False),
        ("0 < a <= 1", True),
        ("0 < a < 1", False),
        ("a + b > 2", True),
        ("not a > 1", True),
        ("gone > 1", None),
        ("gone > 1 or a == 1", True),
        ("gone > 1 and a != 1", False),
        ("not gone > 1", None),
        ("a / (a - 1) > 3", None),
        ('stage == "growing"', True),
        ('"growing" == stage', True),
        ('stage != "growing"', False),
        ('tags == "x"', True),
        ('tags == "z"', False),
        ('gone == "x"', None),
        ("town", True),
        ("not town", False),
        ("town == true", True),
        ("town == false", False),
        ('purpose == "declaration"', True),
        ('level == "provincial"', False),
        ("west", True),
        ("true and not false", True),
        ("each_year(x >= 3)", False),
        ("each_year(x >= 4, 2)", True),
        ("each_year(x >= 4, 4)", None),
        ("each_year(y >= 2)", None),
        ("each_year(y >= 9)", False),
        ("last(x) >= lowest(x) * 2", True),
        ('rows(roster, titles="a") >= 1', True),
        ("rows(roster) ≥ 2 and （a ＋ 0）== 1".replace("＋", "+"), True),
    ],
)
def test_a_condition_has_its_truth(formula, expected):
    answers = {"a": "1", "b": "2", "stage": "growing", "tags": ["x", "y"], "town": "yes"}
    answers |= {"x.2022": "2", "x.2023": "4", "x.2024": "5", "y.2022": "3", "y.2024": "3"}
    answers["roster"] = [{"name": "甲", "titles": ["a"]}, {"name": "乙"}]

    assert truth(formula, answers) is expected


@pytest.mark.parametrize("formula", ['purpose == "declaration"', 'level == "national"', "west"])
def test_a_setting_that_is_not_known_leaves_it_unknown(formula):
    assert truth(formula, setting=Setting()) is None


def test_only_what_the_truth_depends_on_is_missing():
    facts = Facts({"a": "0"}, YEARS)

    assert weigh(condition("a >= 1 and b >= 1 or c >= 1"), facts).missing == ("c",)
    assert weigh(condition("a >= 1 and b >= 1"), facts).missing == ()


def test_division_by_nought_is_unknown_and_says_why():
    weighed = weigh(condition("1 / a > 1"), Facts({"a": "0"}, YEARS))

    assert (weighed.truth, weighed.reason, weighed.blamed) == (None, "为0，不能作除数", ("a",))


def test_names_are_those_of_the_form_only():
    assert set(condition('a > 1 and west or b == "x" and each_year(c > rows(d))').names()) == {"a", "b", "c", "d"}


def test_the_tree_can_be_walked():
    leaves = [type(each) for each in walk(condition("a > 1 and not (west or b < 2)"))]

    assert (leaves.count(Comparison), leaves.count(Answered)) == (2, 1)


@pytest.mark.parametrize(
    "formula",
    [
        "a.b > 1", "a[0] > 1", "f(a) > 1", "a ** 2 > 1", "a if b else c", "lambda: a > 1", "[a > 1]",
        "a in b", "a is b", "'x' > a", "a > 'x'", "'x' == 'y'", "a == ''", "rows(a) == 'x'", "a + 1", "last(a)",
        "1", "(a > 1) + 1 > 2", "(a > 1) > 1", "a and 1", "a + (b > 1) > 2", "each_year(a > 1, 0)",
        "each_year(a > 1, 1.5)", "each_year(last(a) > 1)", "each_year(each_year(a > 1))", "each_year()",
        "level > 1", "west + 1 > 2", "not 1", "a > 10000000000000000000", "(a := 1) > 1", "a > 1 or", "True",
        " and ".join("a" * 250), "not " * 40 + "a",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_a_sentence(formula):
    with pytest.raises(FormulaError) as refusal:
        condition(formula)

    assert refusal.value.sentence.startswith("公式")


def conditions():
    return st.recursive(
        st.sampled_from(list(TRUTHS)),
        lambda inner: (
            inner.map(lambda each: f"not ({each})")
            | st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda each: "({}) {} ({})".format(*each))
        ),
        max_leaves=6,
    )


states = st.fixed_dictionaries({key: st.sampled_from([True, False, None]) for key in "pqrs"})


def as_answers(state):
    words = {"s": {True: "x", False: "y"}}
    found = {key: words.get(key, {True: "2", False: "0"}).get(value) for key, value in state.items()}
    return {key: value for key, value in found.items() if value is not None}


def kleene(formula, state):
    """The same by minimum and maximum of 0, ½ and 1."""
    scale = {True: 1.0, False: 0.0, None: 0.5}
    text = formula
    for leaf, key in TRUTHS.items():
        text = text.replace(leaf, f"V({scale[state[key]]})")
    found = eval(text.replace("not", "~").replace("and", "&").replace("or", "|"), {"V": Fuzzy})  # noqa: S307 - our own
    return {1.0: True, 0.0: False, 0.5: None}[found.value]


class Fuzzy:
    """A truth between nought and one."""

    def __init__(self, value):
        self.value = value

    def __invert__(self):
        return Fuzzy(1 - self.value)

    def __and__(self, other):
        return Fuzzy(min(self.value, other.value))

    def __or__(self, other):
        return Fuzzy(max(self.value, other.value))


@given(conditions(), states)
def test_conditions_follow_kleene(formula, state):
    assert truth(formula, as_answers(state)) is kleene(formula, state)


@given(conditions(), conditions(), states)
def test_not_and_or_exchange_under_negation(one, other, state):
    answers = as_answers(state)

    assert truth(f"not (({one}) and ({other}))", answers) is truth(f"not ({one}) or not ({other})", answers)
    assert truth(f"not not ({one})", answers) is truth(one, answers)


@given(conditions(), states, states)
def test_filling_in_what_is_missing_never_turns_a_known_answer(formula, state, more):
    before = truth(formula, as_answers(state))
    filled = {key: more[key] if value is None else value for key, value in state.items()}

    assert before is None or truth(formula, as_answers(filled)) is before


@given(conditions(), states)
def test_what_is_unknown_names_something_missing(formula, state):
    weighed = weigh(condition(formula), Facts(as_answers(state), YEARS))
    lacking = {key for key, value in state.items() if value is None}

    assert bool(weighed.missing) is (weighed.truth is None)
    assert set(weighed.missing) <= lacking


odd = st.one_of(
    st.none(), st.text(max_size=6), st.integers(), st.floats(), st.booleans(), st.lists(st.text(max_size=2)),
    st.lists(st.dictionaries(st.sampled_from(["name", "uscc", "titles"]), st.none() | st.text(max_size=2)), max_size=2),
    st.decimals(allow_nan=True, allow_infinity=True).map(str), st.just("1E+39"), st.just("-0"), st.just("1E-39"),
)  # fmt: skip
EVERYTHING = (
    "each_year(x / y > 1) or growth(x * x * x) > mean_growth(y) or compound_growth(y, 2) < 5",
    "a * a * a * a / b > 1 and 0 < mean(x) <= highest(y) or a == b",
    'town or tags == "x" and rows(roster, titles="a") > firms("a") + titles("a", "b") - firms_once("c")',
)


@given(
    st.sampled_from(EVERYTHING),
    st.dictionaries(
        st.sampled_from(["a", "b", "town", "tags", "roster", *(f"{key}.{year}" for key in "xy" for year in YEARS)]), odd
    ),
    st.booleans(),
)
def test_no_answer_whatever_makes_it_fail(formula, answers, compound):
    facts = Facts(answers, YEARS, compound_growth=compound)

    assert weigh(condition(formula), facts).truth in (True, False, None)


def test_what_grows_beyond_all_bounds_is_unknown():
    weighed = weigh(condition("a * a * a > 1"), Facts({"a": Decimal("1E+39")}, YEARS))

    assert (weighed.truth, weighed.reason) == (None, "算得的数值过大或过小")
