"""Criteria are weighed exactly; unknown is never met; what is said to be lacking is enough."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.criteria import assess
from jiqun.core.facts import Facts
from jiqun.core.formula import evaluate
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import (
    Aspect,
    Choice,
    Column,
    Conventions,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Field,
    FieldKind,
    Form,
    Indicator,
    Operator,
    Section,
)
from jiqun.core.vocabulary import Verdict

DAY = date(2025, 4, 17)
YEARS = (2022, 2023, 2024)
SOURCE = Source("认定办法", "附件")
MET, NOT_MET, UNKNOWN, JUDGED = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.JUDGED
money = st.decimals(min_value="0.01", max_value=10**5, allow_nan=False, allow_infinity=False, places=2)
bounds = st.decimals(min_value=1, max_value=99, allow_nan=False, allow_infinity=False, places=1)

TITLES = Column(
    "titles",
    "称号",
    FieldKind.CHOICES,
    choices=(Choice("champion", "单项冠军"), Choice("innovative", "创新型")),
)
FORM = Form(
    "form",
    "申报表",
    "2025",
    SOURCE,
    (
        Section(
            "figures",
            "数据",
            (
                Field("output_total", "总产值", FieldKind.YEARS, SOURCE, unit="亿元"),
                Field("output_sme", "中小企业产值", FieldKind.YEARS, SOURCE, unit="亿元"),
                Field("area", "占地面积", FieldKind.DECIMAL, SOURCE, unit="平方公里"),
                Field("accident", "是否发生较大事故", FieldKind.YES_NO, SOURCE),
                Field("roster", "企业名录", FieldKind.ROWS, SOURCE, columns=(TITLES,)),
            ),
        ),
    ),
)
INDICATORS = {
    "share": Indicator("share", "中小企业产值占比", "last(output_sme) / last(output_total) * 100", SOURCE, "%"),
    "growth": Indicator("growth", "总产值年均增速", "growth(output_total)", SOURCE, "%"),
    "lowest": Indicator("lowest", "各年总产值", "lowest(output_total)", SOURCE, "亿元"),
    "area": Indicator("area", "占地面积", "area", SOURCE, "平方公里", 0),
    "one": Indicator("one", "单项冠军企业数", 'firms("champion")', SOURCE, "家", 0),
    "ten": Indicator("ten", "创新型企业数", 'firms("innovative")', SOURCE, "家", 0),
}


def dated(value):
    return Dated("", {date(2022, 9, 13): Valued(value, Source("认定办法", "附件一"))})


CONVENTIONS = Conventions(dated("compound"), dated(False), dated(True))


def figure(indicator, bound, operator=Operator.AT_LEAST, **more):
    return Criterion(
        more.pop("id", indicator), more.pop("aspect", "core"), "条件", CriterionKind.FIGURE, SOURCE,
        indicator, operator, dated(Decimal(bound)), **more,
    )  # fmt: skip


def weigh(answers, *criteria):
    """The assessment of answers against a few criteria."""
    aspects = tuple(Aspect(id, id, SOURCE) for id in dict.fromkeys(each.aspect for each in criteria))
    indicators = tuple(INDICATORS[id] for id in {each.indicator for each in criteria} if id)
    edition = CriteriaSet("test", "认定标准", SOURCE, aspects, indicators, criteria)
    return assess(edition, answers, years=YEARS, on=DAY, conventions=CONVENTIONS, form=FORM)


def share(sme, total):
    return {"output_sme.2024": str(sme), "output_total.2024": str(total)}


@pytest.mark.parametrize(
    ("operator", "value", "verdict"),
    [
        (Operator.AT_LEAST, "70", MET),
        (Operator.AT_LEAST, "69.9999999999999", NOT_MET),
        (Operator.ABOVE, "70", NOT_MET),
        (Operator.ABOVE, "70.0000000000001", MET),
        (Operator.AT_MOST, "70", MET),
        (Operator.AT_MOST, "70.0000000000001", NOT_MET),
        (Operator.BELOW, "70", NOT_MET),
        (Operator.BELOW, "69.9999999999999", MET),
        (Operator.EQUALS, "70", MET),
        (Operator.EQUALS, "70.0000000000001", NOT_MET),
    ],
)
def test_nothing_is_rounded_before_it_is_compared(operator, value, verdict):
    assert weigh({"area": value}, figure("area", 70, operator)).verdict is verdict


@pytest.mark.parametrize(("total", "sme"), [("3", "2.1"), ("0.7", "0.49"), ("90.01", "63.007")])
def test_a_share_exactly_on_the_bound_is_at_least_but_not_above_it(total, sme):
    assert weigh(share(sme, total), figure("share", 70)).verdict is MET
    assert weigh(share(sme, total), figure("share", 70, Operator.ABOVE)).verdict is NOT_MET


def test_growth_of_exactly_ten_percent_is_not_above_ten():
    answers = {"output_total.2022": "100", "output_total.2023": "1", "output_total.2024": "121"}

    assert weigh(answers, figure("growth", 10, Operator.ABOVE)).verdict is NOT_MET
    assert weigh(answers, figure("growth", 10)).verdict is MET


def test_a_result_carries_its_figures_and_where_its_number_comes_from():
    result = weigh(share(60, 100), figure("share", 70)).result("share")

    assert (result.verdict, result.value, result.threshold, result.gap) == (NOT_MET, 60, 70, 10)
    assert (result.value_text, result.threshold_text, result.aspect_id) == ("60.00%", "不低于70%", "core")
    assert str(result.citation) == "《认定办法》附件一"
    assert result.inputs == (("output_sme.2024", Decimal(60)), ("output_total.2024", Decimal(100)))


def test_unknown_is_never_met():
    result = weigh({"output_sme.2024": "60"}, figure("share", 0)).result("share")

    assert (result.verdict, result.value, result.gap, result.missing) == (UNKNOWN, None, None, ("output_total.2024",))


@pytest.mark.parametrize(("answer", "verdict"), [("yes", NOT_MET), ("no", MET), ("", UNKNOWN), (None, UNKNOWN)])
def test_a_veto_is_declared(answer, verdict):
    veto = Criterion("C0", "veto", "未发生事故", CriterionKind.VETO, SOURCE, field="accident")

    assert weigh({"accident": answer}, veto).verdict is verdict


def test_what_people_judge_is_left_to_them():
    assert weigh({}, Criterion("C7", "opening", "开放合作", CriterionKind.JUDGED, SOURCE)).verdict is JUDGED


def test_outside_a_soft_bound_a_reason_is_asked_for():
    soft = figure("area", 100, Operator.AT_MOST, soft=True)
    outside, inside = weigh({"area": "120"}, soft), weigh({"area": "100"}, soft)

    assert (outside.verdict, inside.verdict, weigh({}, soft).verdict) == (JUDGED, MET, UNKNOWN)
    assert [each.sentence for each in outside.reasons_wanted] == [
        "占地面积一般不超过100平方公里，现为120平方公里，请说明理由"
    ]
    assert inside.reasons_wanted == ()


ONE_OR_TEN = (figure("one", 1, either="C2"), figure("ten", 2, either="C2"))


def roster(**titled):
    return {"roster": [{"name": name, "titles": [title]} for name, title in titled.items()]}


@pytest.mark.parametrize(
    ("answers", "verdict", "excused"),
    [
        (roster(甲="champion"), MET, [False, True]),
        (roster(甲="innovative", 乙="innovative"), MET, [True, False]),
        (roster(甲="innovative"), NOT_MET, [False, False]),
        ({}, UNKNOWN, [False, False]),
    ],
)
def test_one_of_an_either_group_suffices(answers, verdict, excused):
    assessment = weigh(answers, *ONE_OR_TEN)

    assert assessment.aspects[0].verdict is verdict
    assert [each.excused for each in assessment.results] == excused


def test_a_group_with_one_member_unknown_may_yet_be_met():
    either = (figure("area", 1, either="C"), figure("share", 70, either="C"))

    assert weigh({"area": "0"}, *either).verdict is UNKNOWN
    assert weigh({"area": "0", **share(1, 100)}, *either).verdict is NOT_MET
    assert weigh({"area": "2"}, *either).verdict is MET


def test_a_group_not_met_names_every_way():
    sentence = weigh(roster(甲="innovative"), *ONE_OR_TEN).aspects[0].sentence

    assert sentence == (
        "以下满足一项即可：（1）单项冠军企业数0家，低于要求的1家，还差1家；需再增加1家有“单项冠军”称号的企业；"
        "（2）创新型企业数1家，低于要求的2家，还差1家；需再增加1家有“创新型”称号的企业"
    )


def test_the_worst_of_an_aspect_counts_and_is_what_it_says():
    judged = Criterion("C1", "core", "支柱产业", CriterionKind.JUDGED, SOURCE)
    short, unknown = figure("area", 200), figure("growth", 10)
    seen = [
        weigh({"area": "100"}, *criteria).aspects[0].verdict
        for criteria in ((figure("area", 1), judged), (judged, unknown), (unknown, short, judged))
    ]

    assert seen == [JUDGED, UNKNOWN, NOT_MET]
    assert weigh({"area": "100"}, judged, unknown, short).aspects[0].sentence == (
        "占地面积100平方公里，低于要求的200平方公里，还差100平方公里"
    )


def test_excused_members_are_not_counted_among_the_unmet():
    assessment = weigh({**roster(甲="champion"), "area": "1"}, *ONE_OR_TEN, figure("area", 2))

    assert [each.criterion.id for each in assessment.of(NOT_MET)] == ["area"]


def test_a_threshold_not_yet_in_force_is_an_error_of_the_policy():
    late = Criterion(
        "x", "core", "条件", CriterionKind.FIGURE, SOURCE, "area",
        threshold=Dated("上限", {date(2026, 1, 1): Valued(Decimal(1), SOURCE)}),
    )  # fmt: skip
    with pytest.raises(LookupError):
        weigh({"area": "1"}, late)


@given(money, money, money, bounds, st.sampled_from([Operator.AT_LEAST, Operator.ABOVE]))
def test_raising_the_numerator_never_turns_met_into_not_met(sme, more, total, bound, operator):
    before = weigh(share(sme, total), figure("share", bound, operator)).verdict
    after = weigh(share(sme + more, total), figure("share", bound, operator)).verdict

    assert (before, after) != (MET, NOT_MET)


@given(money, money, bounds, st.sampled_from([each for each in Operator if each is not Operator.EQUALS]))
def test_the_stated_change_meets_the_criterion_and_is_the_smallest(sme, total, bound, operator):
    criterion = figure("share", bound, operator)
    result = weigh(share(sme, total), criterion).result("share")
    if result.verdict is MET:
        assert (result.gap, result.remedy) == (None, None)
        return
    if result.remedy is None:  # nothing below nought can be asked for
        assert operator in (Operator.AT_MOST, Operator.BELOW)
        return
    step = Decimal("0.01").copy_sign(result.remedy.change)
    enough = weigh(share(sme + result.remedy.change, total), criterion)
    one_less = weigh(share(sme + result.remedy.change - step, total), criterion)

    assert (enough.verdict, one_less.verdict) == (MET, NOT_MET)


@given(money, money, bounds, st.sampled_from([Operator.AT_LEAST, Operator.ABOVE]))
def test_the_stated_last_year_reaches_the_growth(first, last, bound, operator):
    def grown(figure):
        return {"output_total.2022": str(first), "output_total.2023": "1", "output_total.2024": str(figure)}

    result = weigh(grown(last), figure("growth", bound, operator)).result("growth")
    if result.verdict is NOT_MET:
        reached = weigh(grown(last + result.remedy.change), figure("growth", bound, operator))
        assert reached.verdict is MET
    else:
        assert result.remedy is None


@given(st.lists(st.none() | money, min_size=3, max_size=3), money, bounds)
def test_the_verdict_is_what_the_formula_says(outputs, sme, bound):
    totals = {f"output_total.{year}": str(value) for year, value in zip(YEARS, outputs, strict=True) if value}
    answers = {"output_sme.2024": str(sme), **totals}
    for id in ("share", "growth", "lowest"):
        value = evaluate(INDICATORS[id].formula, Facts(answers, YEARS)).value
        expected = UNKNOWN if value is None else MET if value >= bound else NOT_MET
        assert weigh(answers, figure(id, bound)).verdict is expected
