"""What is said to be enough is enough, and one step less is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from jiqun.core.policy.schema import Operator
from jiqun.core.vocabulary import Verdict
from tests.core.weighing import by_year, figure, rule, weigh

AT_LEAST, ABOVE, AT_MOST, BELOW = Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST, Operator.BELOW
FIRM = {"name": "甲", "titles": ["champion"]}


@pytest.mark.parametrize(
    ("formula", "operator", "bound", "answers", "words"),
    [
        ("area", AT_LEAST, 100, {"area": "80"}, "占地面积需再增加20平方公里"),
        ("area", AT_MOST, 100, {"area": "120.5"}, "占地面积需减少20.5平方公里"),
        ("area", BELOW, 100, {"area": "100.0"}, "占地面积需减少0.1平方公里"),
        ("last(output)", ABOVE, 40, by_year("output", 1, 1, 40), "2024年总产值需再增加0.01亿元"),
        ("lowest(output)", AT_LEAST, 40, by_year("output", 38, 41, 42), "2022年总产值需再增加2亿元"),
        ("lowest(output)", AT_LEAST, 40, by_year("output", 38, 39, 42), ""),
        ("mean(output)", AT_LEAST, 40, by_year("output", 30, 30, 30), "其他数据不变时，2024年总产值需再增加30亿元"),
        ("total(output, 2)", AT_LEAST, 100, by_year("output", 1, 40, 50), "其他数据不变时，2024年总产值需再增加10亿元"),
        ("mean_growth(output)", AT_LEAST, 10, by_year("output", 100, 100, 110),
         "其他数据不变时，2024年总产值需再增加10亿元"),
        ("growth(output)", AT_LEAST, 10, by_year("output", 100, 1, 120),
         "2022年总产值不变时，2024年总产值需再增加1亿元"),
        ("last(sme / output * 100)", AT_LEAST, 70, {"sme.2024": "60", "output.2024": "100"},
         "总产值不变时，中小企业产值需再增加10亿元"),
        ("(last(output) - last(sme)) / area", AT_LEAST, 2, {"sme.2024": "60", "output.2024": "100", "area": "30"},
         "其他数据不变时，2024年总产值需再增加20亿元"),
        ("100 - last(sme)", AT_LEAST, 50, {"sme.2024": "60"}, "2024年中小企业产值需减少10亿元"),
        ("100 / area", AT_LEAST, 50, {"area": "3.0"}, "占地面积需减少1平方公里"),
        ('firms("champion", "giant")', AT_LEAST, 3, {"roster": [FIRM]},
         "需再增加2家有“单项冠军”或“专精特新‘小巨人’”称号的企业"),
        ('firms("champion")', ABOVE, 3, {"roster": [FIRM]}, "需再增加3家有“单项冠军”称号的企业"),
        ('firms("champion")', BELOW, 1, {"roster": [FIRM]}, ""),
        ('firms("champion", core="yes")', AT_LEAST, 2, {"roster": [{**FIRM, "core": "no"}]},
         "需再增加2家“是否属于主导产业”为“是”且有“单项冠军”称号的企业"),
        ('titles("champion", "giant", core="yes")', AT_LEAST, 2, {"roster": []},
         "“是否属于主导产业”为“是”的企业需再增加2个“单项冠军”或“专精特新‘小巨人’”称号"),
        ('firms("champion") + firms("giant")', AT_LEAST, 3, {"roster": [FIRM]},
         "需再增加2个“单项冠军”或“专精特新‘小巨人’”称号"),
        ('firms_once("champion", "giant") + firms("giant")', AT_LEAST, 3, {"roster": [FIRM]}, ""),
        ('firms("champion") + firms("champion")', AT_LEAST, 3, {"roster": [FIRM]}, ""),
        ('firms("champion") * 100', AT_LEAST, 300, {"roster": [FIRM]}, ""),
        ("rows(standards)", AT_LEAST, "1.5", {"standards": []}, "标准清单需再增加2行"),
        ('rows(standards, level="national")', AT_LEAST, 2, {"standards": [{"level": "industry"}]},
         "标准清单中有“国家标准”的需再增加2行"),
        ("area", Operator.EQUALS, 1, {"area": "2"}, ""),
        ("area - area", AT_LEAST, 1, {"area": "2"}, ""),
        ("last(sme) / last(output) * 100", AT_MOST, "-1", {"sme.2024": "60", "output.2024": "100"}, ""),
    ],
)  # fmt: skip
def test_the_smallest_change_is_said(formula, operator, bound, answers, words):
    assert weigh(answers, figure(formula, bound, operator)).result("x").remedy_text == words


def test_where_every_title_counts_titles_are_asked_for_and_not_firms():
    wanted = figure('firms("champion", "giant")', 3)
    by_firm, by_title = (weigh({"roster": [FIRM]}, wanted, once=once).result("x") for once in (True, False))

    assert by_firm.remedy_text == "需再增加2家有“单项冠军”或“专精特新‘小巨人’”称号的企业"
    assert by_title.remedy_text == "需再增加2个“单项冠军”或“专精特新‘小巨人’”称号"


def test_an_indicator_of_indicators_is_followed_to_its_figures():
    _, share = figure("last(sme) / last(output)", 0, id="share")
    answers = {"sme.2024": "60", "output.2024": "100"}
    result = weigh(answers, figure("share * 100", 70), indicators=[share]).result("x")

    assert result.remedy_text == "总产值不变时，中小企业产值需再增加10亿元"


def test_the_remedy_of_a_rule_meets_the_whole_of_it():
    both = weigh({"area": "4", "town": "no"}, rule("area >= 5 and town")).result("x")
    narrow = weigh({"area": "4"}, rule("area >= 5 and area <= 5.5")).result("x")

    assert (both.remedy, narrow.remedy.change) == (None, 1)


BOUNDS = st.tuples(st.sampled_from([">=", ">", "<=", "<"]), st.integers(0, 12)).map(
    lambda each: f"area {each[0]} {each[1]}"
)
RULES = st.recursive(
    BOUNDS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda each: f"({' '.join(each)})"),
        inner.map(lambda each: f"not {each}"),
    ),
    max_leaves=5,
)


@settings(max_examples=60)
@given(RULES, st.integers(0, 12))
@example("area >= 12 or area >= 6", 3)
@example("area >= 9 and area <= 10 or area < 3", 5)
def test_of_all_changes_of_its_figure_that_meet_a_rule_the_smallest_is_said(formula, area):
    def met(moved):
        return weigh({"area": str(area + moved)}, rule(formula)).verdict is Verdict.MET

    remedy = weigh({"area": str(area)}, rule(formula)).result("x").remedy
    enough = [abs(change) for change in range(-area, 14) if met(change)]

    if met(0):
        assert remedy is None
    else:
        assert (abs(remedy.change) if remedy else None) == min(enough, default=None)
        assert remedy is None or met(int(remedy.change))


money = st.decimals(min_value="0.01", max_value=10**4, allow_nan=False, allow_infinity=False, places=2)
rates = st.decimals(min_value=1, max_value=99, allow_nan=False, allow_infinity=False, places=1)
FORMULAS = (
    "last(output)",
    "lowest(output)",
    "mean(output)",
    "total(output, 2)",
    "growth(output)",
    "mean_growth(output)",
    "last(sme) / last(output) * 100",
    "100 * mean(sme) / mean(output)",
    "last(output) - last(sme)",
    "lowest(sme / output * 100)",
    "(last(sme) + area) / (last(output) + area) * 100",
)


@given(
    st.sampled_from(FORMULAS),
    st.sampled_from([AT_LEAST, ABOVE, AT_MOST, BELOW]),
    rates,
    st.lists(money, min_size=3, max_size=3),
    st.lists(money, min_size=3, max_size=3),
    money,
)
def test_the_change_is_enough_and_one_step_less_is_not(formula, operator, bound, outputs, smes, area):
    answers = {**by_year("output", *outputs), **by_year("sme", *smes), "area": str(area)}
    criterion = figure(formula, bound, operator)
    result = weigh(answers, criterion).result("x")
    assume(result.remedy is not None)
    place, change = result.remedy.address, result.remedy.change
    step = Decimal(1).scaleb(change.as_tuple().exponent).copy_sign(change)
    step = max(abs(step), Decimal("0.01")).copy_sign(change)

    def verdict(moved):
        return weigh({**answers, place: str(Decimal(answers[place]) + moved)}, criterion).verdict

    assert (verdict(change), verdict(change - step)) == (Verdict.MET, Verdict.NOT_MET)
