"""Criteria that apply under conditions, and criteria made of several conditions, say what they find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.facts import Setting
from jiqun.core.formula import FormulaError
from jiqun.core.policy.schema import Criterion, CriterionKind, Operator
from jiqun.core.vocabulary import Verdict
from tests.core.weighing import SOURCE, YEARS, by_year, figure, judged, rule, weigh

MET, NOT_MET, UNKNOWN, JUDGED, ASIDE = (
    Verdict.MET,
    Verdict.NOT_MET,
    Verdict.UNKNOWN,
    Verdict.JUDGED,
    Verdict.NOT_APPLICABLE,
)
WEST, EAST = Setting("declaration", "provincial", west=True), Setting("declaration", "provincial", west=False)


@pytest.mark.parametrize(("setting", "verdict"), [(WEST, NOT_MET), (EAST, ASIDE), (Setting(), UNKNOWN)])
def test_a_criterion_holds_only_where_it_applies(setting, verdict):
    assessment = weigh({"area": "120"}, figure("area", 100, Operator.AT_MOST, when="west"), setting=setting)

    assert (assessment.verdict, assessment.result("x").applies) == (verdict, verdict is not ASIDE)


def test_what_does_not_apply_says_why():
    result = weigh({}, judged(when='purpose == "re_evaluation" and not west'), setting=WEST).result("x")

    assert result.sentence == "条件：本条仅适用于申报事项为“复核”，且不属于西部地区的情形，本次不适用"


def test_what_may_not_apply_names_the_answer_that_would_tell():
    result = weigh({}, judged(when='stage == "young"')).result("x")

    assert (result.verdict, result.missing, result.missing_text) == (UNKNOWN, ("stage",), "发展阶段")
    assert result.sentence == "条件：是否适用暂不能判断，待填写：发展阶段"


def test_what_does_not_apply_counts_neither_for_nor_against():
    aside, short = figure("area", 1, id="aside", when="false"), figure("area", 9, id="short")
    alone = weigh({"area": "5"}, aside, judged(id="other", aspect="more"))

    assert weigh({"area": "5"}, aside, short).verdict is NOT_MET
    assert weigh({"area": "5"}, aside, figure("area", 5)).verdict is MET
    assert [each.verdict for each in alone.aspects] == [ASIDE, JUDGED]


def test_an_either_group_ignores_what_does_not_apply():
    group = [figure("area", 9, id="a", either="g"), figure("area", 1, id="b", either="g", when="west")]

    east, west = weigh({"area": "5"}, *group, setting=EAST), weigh({"area": "5"}, *group, setting=WEST)
    assert (east.aspects[0].verdict, west.aspects[0].verdict) == (NOT_MET, MET)
    assert not east.aspects[0].sentence.startswith("以下")
    assert [each.excused for each in weigh({"area": "9"}, *group, setting=EAST).results] == [False, False]


ONE_OF = "以下满足一项即可："
RULE = 'each_year(output >= 40) and (area <= 100 or stage == "grown")'


@pytest.mark.parametrize(
    ("answers", "verdict", "sentence"),
    [
        ({**by_year("output", 40, 41, 42), "area": "99"}, MET, "条件：符合"),
        (
            {**by_year("output", 38.5, 41, 42), "area": "99"}, NOT_MET,
            "条件：2022年总产值为38.5亿元，应不低于40亿元，相差1.5亿元",
        ),
        (
            {**by_year("output", 40, 41, 42), "area": "120.5", "stage": "young"}, NOT_MET,
            f"条件：{ONE_OF}（1）占地面积为120.5平方公里，应不超过100平方公里，相差20.5平方公里；（2）“发展阶段”为“成熟期”：不符合",
        ),
        ({**by_year("output", 40, 41), "area": "99"}, UNKNOWN, "条件：暂不能判断，待填写：2024年总产值"),
        (
            {**by_year("output", 40, 41, 42), "area": "120", "stage": ""}, UNKNOWN,
            f"条件：暂不能判断，{ONE_OF}（1）占地面积为120平方公里，应不超过100平方公里，相差20平方公里；（2）待填写：发展阶段",
        ),
    ],
)  # fmt: skip
def test_a_rule_says_what_keeps_it_from_being_met(answers, verdict, sentence):
    result = weigh(answers, rule(RULE)).result("x")

    assert (result.verdict, result.sentence) == (verdict, sentence)


def test_a_comparison_of_a_share_says_what_would_meet_it():
    answers = {"sme.2024": "60", "output.2024": "100"}
    result = weigh(answers, rule("last(sme) / last(output) * 100 >= 70 and last(output) > 1")).result("x")

    assert result.sentence == (
        "条件：（2024年中小企业产值 ÷ 2024年总产值）× 100为60，应不低于70，相差10"
        "（总产值不变时，中小企业产值需再增加10亿元）"
    )
    assert result.remedy_text == "总产值不变时，中小企业产值需再增加10亿元"


def test_every_comparison_of_a_rule_has_its_own_state():
    result = weigh({**by_year("output", 40, 39, None), "stage": "young"}, rule(RULE)).result("x")

    assert [(each.words, each.verdict) for each in result.conditions] == [
        ("2022年总产值不低于40亿元", MET),
        ("2023年总产值不低于40亿元", NOT_MET),
        ("2024年总产值不低于40亿元", UNKNOWN),
        ("占地面积不超过100平方公里", UNKNOWN),
        ("“发展阶段”为“成熟期”", NOT_MET),
    ]
    assert result.conditions[0].sentence == "2022年总产值为40亿元，不低于40亿元，符合"


def test_the_opposite_of_a_comparison_is_said_the_other_way_round():
    result = weigh({"area": "3", "town": "yes"}, rule("not (area < 5 or town)")).result("x")

    assert [each.words for each in result.conditions] == ["占地面积不低于5平方公里", "“是否重点专业镇”为“否”"]
    assert (result.verdict, result.remedy) == (NOT_MET, None)


def looked_at(result):
    return [(each.address, each.text, each.kind.label) for each in result.sources]


def test_a_rule_lists_the_answers_that_it_looked_at_beside_the_figures():
    short = weigh({"area": "4", "town": "yes"}, rule("town and area >= 5")).result("x")
    open_ = weigh({"stage": "grown"}, rule('stage == "grown" and (town or area >= 5)')).result("x")

    assert looked_at(short) == [("area", "4平方公里", "填报项"), ("town", "是", "填报项")]
    assert (open_.verdict, looked_at(open_)) == (UNKNOWN, [("stage", "成熟期", "填报项")])


def test_what_does_not_apply_lists_the_answer_that_decided():
    town = figure("area", 1, when="not town and west")
    aside = weigh({"town": "yes", "area": "3"}, town, setting=WEST).result("x")
    applied = weigh({"town": "no", "area": "3"}, town, setting=WEST).result("x")

    assert (aside.verdict, looked_at(aside)) == (
        ASIDE,
        [("town", "是", "填报项"), ("west", "是", "批次设定")],
    )
    assert looked_at(applied) == [("area", "3平方公里", "填报项"), ("town", "否", "填报项"), ("west", "是", "批次设定")]


def test_a_veto_lists_its_answer():
    veto = Criterion("x", "core", "否决", CriterionKind.VETO, SOURCE, field="town")

    assert looked_at(weigh({"town": "no"}, (veto, None)).result("x")) == [("town", "否", "填报项")]
    assert weigh({}, (veto, None)).result("x").sources == ()


def test_a_soft_rule_asks_for_a_reason_only():
    result = weigh({"area": "120"}, rule("area <= 100", soft=True)).result("x")

    assert (result.verdict, result.reason_wanted, result.remedy) == (JUDGED, True, None)


def test_a_rule_without_formula_is_an_error_of_the_policy():
    with pytest.raises(LookupError):
        weigh({}, rule(""))
    with pytest.raises(FormulaError):
        weigh({}, rule("area"), judged(id="y", when="area +"))


def test_the_basis_tells_how_it_is_computed():
    share = weigh({}, figure("last(sme) / last(output) * 100", 70)).result("x")
    growth = weigh({}, figure("growth(output)", 10), growth="mean", from_base=True).result("x")
    count = weigh({}, figure('firms("champion", "giant")', 1)).result("x")

    assert share.basis.formula == "（2024年中小企业产值 ÷ 2024年总产值）× 100"
    assert growth.basis.methods == ("年均增速按各年增速的平均数计算，以2021年为基年",)
    assert growth.basis.formula == "2021—2024年总产值年均增速"
    assert count.basis.formula == "有“单项冠军”或“专精特新‘小巨人’”称号的企业数"
    assert count.basis.methods == ("一家企业兼有多个称号只计一次",)
    assert (count.citation.quote, count.basis.names) == ("近三年产值年均增速高于10%", ("roster",))


def test_two_counts_of_one_table_stay_two():
    firms = [{"name": "甲", "titles": ["giant"]}, {"name": "乙"}]
    share = figure('firms("giant") / rows(roster, titles="giant") * rows(roster)', 5)
    result = weigh({"roster": firms}, share).result("x")
    empty = weigh({"roster": []}, share).result("x")

    assert [(each.label, each.text, each.kind.label) for each in result.sources] == [
        ("企业名录中有“专精特新‘小巨人’”称号的企业数", "1家", "企业名录"),
        ("企业名录中有“专精特新‘小巨人’”的行数", "1行", "企业名录"),
        ("企业名录行数", "2行", "企业名录"),
    ]
    assert empty.sentence == "指标不能计算：企业名录中有“专精特新‘小巨人’”的行数为0，不能作除数，请核对"


CORE = {"name": "甲", "uscc": "1", "titles": ["giant"], "core": "yes"}


@pytest.mark.parametrize(
    ("rows", "verdict", "missing"),
    [
        ([CORE], MET, ""),
        ([{**CORE, "core": "no"}], NOT_MET, ""),
        ([{**CORE, "core": ""}], UNKNOWN, "企业名录中的“是否属于主导产业”"),
        ([{**CORE, "core": "no"}, {"name": "乙", "core": "", "titles": []}], NOT_MET, ""),  # it would count either way
        ([CORE, {"name": "甲", "titles": ["giant"]}], MET, ""),  # the same firm, counted already
        ([CORE, {"name": "乙", "titles": ["giant"]}], UNKNOWN, "企业名录中的“是否属于主导产业”"),
        ([{**CORE, "titles": []}, {"name": "甲", "titles": ["giant"], "core": "no"}], NOT_MET, ""),
    ],
)
def test_only_firms_whose_column_says_so_count_and_what_is_left_empty_is_unknown_where_it_matters(
    rows, verdict, missing
):
    result = weigh({"roster": rows}, figure('firms("giant", core="yes")', 1)).result("x")

    assert (result.verdict, result.missing_text) == (verdict, missing)


def test_a_count_with_a_column_stands_beside_one_without_it():
    rows = [CORE, {"name": "乙", "titles": ["giant"], "core": "no"}]
    result = weigh({"roster": rows}, figure('firms("giant", core="yes") / firms("giant") * 100', 50)).result("x")

    assert [(each.label, each.text) for each in result.sources] == [
        ("企业名录中“是否属于主导产业”为“是”且有“专精特新‘小巨人’”称号的企业数", "1家"),
        ("企业名录中有“专精特新‘小巨人’”称号的企业数", "2家"),
    ]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("mean(output, 2) > area", "2023—2024年总产值平均值高于占地面积"),
        ("highest(sme / output) < 1", "2022—2024年各年（中小企业产值 ÷ 总产值）的最高值低于1"),
        ("-area == 1 - (2 - area)", "−占地面积等于1 −（2 − 占地面积）"),
        ('rows(roster, titles="giant") >= 2', "企业名录中有“专精特新‘小巨人’”的行数不低于2行"),
        ('firms("giant", core="yes") >= 2', "“是否属于主导产业”为“是”且有“专精特新‘小巨人’”称号的企业数不低于2家"),
        ("40 <= area < 100", "占地面积不低于40平方公里，且占地面积低于100平方公里"),
        ('titles("giant") > 0 or not town', "有“专精特新‘小巨人’”称号的企业数高于0家，或“是否重点专业镇”为“否”"),
        (
            "each_year(output > 1 and sme < 1) or west",
            "2022—2024年每年（总产值高于1亿元，且中小企业产值低于1亿元），或属于西部地区",
        ),
    ],
)
def test_formulas_are_said_in_words(formula, words):
    assert weigh({}, rule(formula)).result("x").basis.formula == words


PLACES = ("area", "stage", "town", "roster", *(f"{key}.{year}" for key in ("output", "sme") for year in (2021, *YEARS)))
ODD = ("0", "-3", "1", "40", "1E+39", "1E-39", "yes", "grown", "x", None, [], ["a"], 7, 1.5)
GIANTS = [{"titles": ["giant"], "name": "甲"}]
answers_given = st.dictionaries(st.sampled_from(PLACES), st.sampled_from([*ODD, GIANTS]))
PAIRS = (
    rule(RULE, id="r"),
    rule("growth(output) > 5 and not last(sme / output) < mean(output) / area", id="s", when="town"),
    figure("last(sme) * last(sme) * last(sme) / area", 3, id="a"),
    figure("mean_growth(output)", 3, Operator.ABOVE, id="b"),
    figure("total(sme) - lowest(output) * area", 3, Operator.BELOW, id="c"),
    figure('titles("giant", "champion") / rows(roster) * 100', 30, id="d", when='stage == "grown"'),
    figure('firms("giant")', 3, Operator.EQUALS, id="e"),
)


@given(answers_given, answers_given, st.sampled_from(["compound", "mean"]), st.booleans())
def test_nothing_typed_makes_it_fail_and_filling_in_never_turns_what_is_known(answers, more, growth, from_base):
    typed = {key: value for key, value in answers.items() if value is not None}
    before = weigh(typed, *PAIRS, growth=growth, from_base=from_base)
    filled = {**{key: value for key, value in more.items() if value}, **typed}
    after = weigh(filled, *PAIRS, growth=growth, from_base=from_base)
    for old, new in zip(before.results, after.results, strict=True):
        assert old.sentence
        assert all(each.text for each in old.sources)
        assert bool(old.remedy_text) is (old.remedy is not None)
        assert old.verdict is new.verdict or old.verdict is UNKNOWN
