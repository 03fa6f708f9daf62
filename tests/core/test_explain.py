"""Sentences say by how much a figure falls short, and never look better than it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.comparison import holds, shown
from jiqun.core.explain import Measure, figure_sentence, soft_sentence, veto_sentence
from jiqun.core.facts import Facts
from jiqun.core.formula import compiled, evaluate
from jiqun.core.policy.dated import Source
from jiqun.core.policy.schema import Indicator, Operator
from jiqun.core.remedies import remedy_for
from jiqun.core.wording import Wording

SOURCE = Source("认定办法")
WORDING = Wording(
    {"total": "总产值", "sme": "中小企业产值", "users": "应用企业数", "firms_asked": "统计企业数"},
    {"total": "亿元", "sme": "亿元", "users": "家", "firms_asked": "家"},
)
SHARE = Indicator("share", "中小企业产值占比", "last(sme) / last(total) * 100", SOURCE, "%")
GROWTH = Indicator("growth", "年均增速", "growth(total)", SOURCE, "%")
LOWEST = Indicator("lowest", "各年总产值最低值", "lowest(total)", SOURCE, "亿元")
COUNT = Indicator("count", "单项冠军企业数", "rows(roster)", SOURCE, "家", 0)
USERS = Indicator("users", "普及率", "users / firms_asked * 100", SOURCE, "%")


def say(indicator, operator, bound, **answers):
    """The sentence about a few answers; ``total_2024`` stands for ``total.2024``."""
    given_ = {key.replace("_2", ".2"): value for key, value in answers.items()}
    facts = Facts(given_, (2022, 2023, 2024))
    part = compiled(indicator.formula)
    measure = Measure(indicator, operator, Decimal(bound), evaluate(indicator.formula, facts), WORDING)
    return figure_sentence(measure, part, remedy_for(part, operator, Decimal(bound), facts, WORDING))


AT_LEAST, ABOVE, AT_MOST = Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST


@pytest.mark.parametrize(
    ("sentence", "indicator", "operator", "bound", "answers"),
    [
        (
            "中小企业产值占比68.20%，低于要求的70%，还差1.80个百分点；总产值不变时，中小企业产值需再增加2.16亿元",
            SHARE, AT_LEAST, 70, {"sme_2024": "81.84", "total_2024": "120"},
        ),
        (
            "中小企业产值占比70.00%，要求高于70%，恰为70%不算；总产值不变时，中小企业产值需再增加0.01亿元",
            SHARE, ABOVE, 70, {"sme_2024": "84", "total_2024": "120"},
        ),
        (
            "中小企业产值占比69.9996%，低于要求的70%，还差0.0004个百分点；总产值不变时，中小企业产值需再增加0.0005亿元",
            SHARE, AT_LEAST, 70, {"sme_2024": "83.9995", "total_2024": "120"},
        ),
        (
            "中小企业产值占比75.00%，超过要求的70%，超出5.00个百分点；总产值不变时，中小企业产值需减少6亿元",
            SHARE, AT_MOST, 70, {"sme_2024": "90", "total_2024": "120"},
        ),
        (
            "中小企业产值占比75.00%，符合不低于70%的要求",
            SHARE, AT_LEAST, 70, {"sme_2024": "90", "total_2024": "120"},
        ),
        (
            "年均增速8.63%，要求高于10%，相差1.37个百分点；2022年总产值不变时，2024年总产值需再增加3.01亿元",
            GROWTH, ABOVE, 10, {"total_2022": "100", "total_2023": "110", "total_2024": "118"},
        ),
        (
            "总产值每年须不低于40亿元，未达到的有：2022年38.20亿元，差1.80亿元；2023年39.996亿元，差0.004亿元",
            LOWEST, AT_LEAST, 40, {"total_2022": "38.2", "total_2023": "39.996", "total_2024": "45"},
        ),
        ("单项冠军企业数1家，低于要求的3家，还差2家", COUNT, AT_LEAST, 3, {"roster": [{"name": "甲"}]}),
        (
            "普及率9.00%，低于要求的10%，还差1.00个百分点；统计企业数不变时，应用企业数需再增加1家",
            USERS, AT_LEAST, 10, {"users": "9", "firms_asked": "100"},
        ),
        ("年均增速暂不能计算，待填写：2022年、2024年总产值", GROWTH, ABOVE, 10, {"total_2023": "1"}),
        ("普及率不能计算：统计企业数为0，不能作除数，请核对", USERS, AT_LEAST, 10, {"users": "9", "firms_asked": "0"}),
    ],
)  # fmt: skip
def test_a_criterion_says(sentence, indicator, operator, bound, answers):
    assert say(indicator, operator, bound, **answers) == sentence


def test_a_soft_bound_asks_for_a_reason():
    area = Indicator("area", "占地面积", "area", SOURCE, "平方公里", 1)
    outcome = evaluate("area", Facts({"area": "120"}, (2024,)))

    assert soft_sentence(Measure(area, AT_MOST, Decimal(100), outcome, WORDING)) == (
        "占地面积一般不超过100平方公里，现为120平方公里，请说明理由"
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("yes", "“是否发生事故”填为“是”，属于否决情形"),
        ("no", "“是否发生事故”填为“否”，符合要求"),
        ("", "待填写：是否发生事故"),
    ],
)
def test_a_veto_says(answer, sentence):
    assert veto_sentence("是否发生事故", answer) == sentence


def test_what_falls_just_short_is_not_shown_as_the_bound():
    assert shown(Decimal("69.9996"), 2, ABOVE, Decimal(70)) == Decimal("69.9996")
    assert shown(Decimal("70.0004"), 2, AT_LEAST, Decimal(70)) == Decimal("70.00")


small = st.decimals(min_value=0, max_value=100, allow_nan=False, allow_infinity=False, places=6)


@given(small, small | st.just(Decimal(70)), st.sampled_from(list(Operator)), st.integers(0, 2))
def test_what_is_shown_never_seems_met_when_it_is_not(value, bound, operator, decimals):
    assert holds(operator, shown(value, decimals, operator, bound), bound) == holds(operator, value, bound)
