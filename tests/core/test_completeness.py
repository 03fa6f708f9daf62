"""What is lacking is named figure by figure, and figures that disagree are shown beside each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiqun.core.completeness import asked_fields, consistency, missing
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import (
    Choice,
    Column,
    Consistency,
    Conventions,
    Field,
    FieldKind,
    Form,
    OnlyIf,
    Operator,
    Section,
)

DAY = date(2025, 4, 17)
YEARS = (2023, 2024)
SOURCE = Source("申报通知", "一（三）1")


def field(key, kind=FieldKind.TEXT, **more):
    return Field(key, more.pop("label", key), kind, SOURCE, **more)


def form(*fields, rules=()):
    return Form("f", "表", "1", SOURCE, (Section("s", "节", fields),), tuple(rules))


def lacking(fields, answers, evidence=(), tracks=("national",)):
    found = missing(form(*fields), answers, evidence=set(evidence), tracks=tracks, years=YEARS)
    return [(each.code, each.field, each.message) for each in found]


def test_every_year_that_is_empty_is_named():
    output = field("x", FieldKind.YEARS, label="总产值", base_year=True)

    assert lacking([output], {"x.2023": "1"}) == [
        ("form.missing", "x.2022", "请填写“2022年总产值”"),
        ("form.missing", "x.2024", "请填写“2024年总产值”"),
    ]


def test_a_code_of_other_digits_and_parts_of_people_keep_a_declaration_from_being_submitted():
    code = field("code", label="行业代码", digits=4)
    people = field("people", FieldKind.YEARS, label="从业人员数", whole=True)

    assert lacking([code, people], {"code": "9", "people.2023": "100.5", "people.2024": "100"}) == [
        ("form.wrong_digits", "code", "“行业代码”应为4位数字，现填“9”"),
        ("form.unreadable", "people.2023", "“2023年从业人员数”应填整数，现填“100.5”"),
    ]
    assert lacking([code, people], {"code": "3489", "people.2023": "90", "people.2024": "100"}) == []


def test_a_figure_in_a_table_outside_of_its_bounds_is_named_with_row_and_column():
    output = Column("output", "上年度产值", FieldKind.DECIMAL, minimum=Decimal(0), maximum=Decimal(9))
    roster = field("roster", FieldKind.ROWS, label="企业名录", columns=(output,))

    assert lacking([roster], {"roster": [{"output": "-1"}, {"output": "9"}, {"output": "9.5"}]}) == [
        ("form.out_of_range", "roster.0.output", "“企业名录第1行上年度产值”不应小于0，现填-1"),
        ("form.out_of_range", "roster.2.output", "“企业名录第3行上年度产值”不应大于9，现填9.5"),
    ]


@pytest.mark.parametrize("empty", [None, "", []])
def test_only_what_is_required_is_missing(empty):
    assert lacking([field("x", required=False)], {"x": empty}) == []
    assert lacking([field("x")], {"x": empty}) == [("form.missing", "x", "请填写“x”")]


def test_a_finding_cites_what_asks_for_it():
    found = missing(form(field("x")), {}, evidence=set(), tracks=("national",), years=YEARS)

    assert [each.citation for each in found] == [SOURCE.citation]


def test_a_figure_of_nought_and_a_no_are_answers():
    assert lacking([field("x", FieldKind.DECIMAL), field("y", FieldKind.YES_NO)], {"x": "0", "y": "no"}) == []


def test_a_field_of_another_track_is_not_asked():
    provincial = field("x", tracks=("provincial",))

    assert lacking([provincial], {}) == []
    assert lacking([provincial], {}, tracks=("national", "provincial")) == [("form.missing", "x", "请填写“x”")]


def test_a_field_is_asked_only_if_the_answer_before_it_says_so():
    town = field("town", FieldKind.YES_NO)
    name = field("name", only_if=OnlyIf("town", "yes"))
    fame = field("fame", only_if=OnlyIf("name", "法兰镇"))
    stale = {"town": "no", "name": "法兰镇"}

    assert [each.key for each in asked_fields(form(town, name, fame), {"town": "yes"}, tracks=("t",))] == [
        "town",
        "name",
    ]
    assert lacking([town, name, fame], stale) == []
    assert lacking([town, name, fame], {**stale, "town": "yes"}) == [("form.missing", "fame", "请填写“fame”")]


def test_a_condition_on_a_multiple_choice_is_met_by_any_of_it():
    levels = field("levels", FieldKind.CHOICES, choices=(Choice("a", "甲"), Choice("b", "乙")))
    detail = field("detail", only_if=OnlyIf("levels", "b"))

    assert lacking([levels, detail], {"levels": ["a"]}) == []
    assert lacking([levels, detail], {"levels": ["a", "b"]}) == [("form.missing", "detail", "请填写“detail”")]


def test_conditions_in_a_circle_ask_nothing():
    circle = [field("x", only_if=OnlyIf("y", "1")), field("y", only_if=OnlyIf("x", "1"))]

    assert lacking(circle, {"x": "1", "y": "1"}) == []


def test_a_table_needs_its_rows_and_their_columns():
    roster = field(
        "roster",
        FieldKind.ROWS,
        label="企业名录",
        min_rows=2,
        columns=(Column("name", "名称", required=True), Column("note", "备注")),
    )

    assert lacking([roster], {}) == [("form.missing", "roster", "请填写“企业名录”")]
    assert lacking([roster], {"roster": []}) == [
        ("form.too_few_rows", "roster", "“企业名录”至少填写2行，现有0行"),
    ]
    assert lacking([roster], {"roster": [{"name": "甲"}, {"note": "乙"}]}) == [
        ("form.missing", "roster.1.name", "请填写“企业名录第2行名称”"),
    ]


def test_what_was_stored_wrong_is_found_again():
    fields = [
        field("x", max_chars=1),
        field("y", FieldKind.DECIMAL, minimum=Decimal(0)),
        field("r", FieldKind.ROWS, columns=(Column("n", "产值", FieldKind.DECIMAL),)),
    ]
    found = lacking(fields, {"x": "一二", "y": "-1", "r": [{"n": "约5"}]})

    assert [(code, place) for code, place, _ in found] == [
        ("form.too_long", "x"),
        ("form.out_of_range", "y"),
        ("form.unreadable", "r.0.n"),
    ]


def test_evidence_is_wanted_for_what_is_stated():
    proof = {"evidence": "统计部门证明", "evidence_required": True}
    output = field("x", FieldKind.YEARS, label="总产值", required=False, **proof)
    wanted = [("evidence.missing", "x.2023", "请为“总产值”上传佐证材料：统计部门证明")]

    assert lacking([output], {"x.2024": "5"}) == wanted
    assert lacking([output], {"x.2024": "5"}, evidence={"x"}) == []
    assert lacking([output], {"x.2024": "5"}, evidence={"x.2024"}) == []
    assert lacking([output], {"x.2024": "5"}, evidence={"xy"}) == wanted


@pytest.mark.parametrize("answers", [{}, {"x": "0"}, {"x": ""}])
def test_nothing_stated_needs_no_proof(answers):
    asked = field("x", FieldKind.DECIMAL, evidence="证明", evidence_required=True, required=False)

    assert lacking([asked], answers) == []


def test_evidence_that_is_only_suggested_keeps_nothing_back():
    suggested = field("x", FieldKind.DECIMAL, evidence="证明", required=False)

    assert lacking([suggested], {"x": "5"}) == []


def dated(value):
    return Dated("", {DAY: Valued(value, SOURCE)})


FIGURES = (
    field("total", FieldKind.YEARS, label="总产值", unit="亿元", base_year=True),
    field("sme", FieldKind.YEARS, label="中小企业产值", unit="亿元"),
    field("users", FieldKind.INTEGER, label="应用企业数", unit="家"),
    field("roster", FieldKind.ROWS, label="企业名录"),
)
SME_WITHIN_TOTAL = Consistency("sme", "中小企业产值不应大于总产值", "sme", Operator.AT_MOST, "total", SOURCE)
USERS_WITHIN_ROSTER = Consistency("users", "应用企业数不应大于名录", "users", Operator.AT_MOST, "rows(roster)", SOURCE)


def disagreeing(answers, *rules):
    conventions = Conventions(dated("compound"), dated(False), dated(True))
    asked = form(*FIGURES, rules=rules)
    found = consistency(asked, answers, tracks=("t",), years=YEARS, on=DAY, conventions=conventions)
    return [(each.code, each.field, each.message) for each in found]


def test_figures_by_years_are_compared_in_every_year_both_ask():
    answers = {"total.2022": "1", "total.2023": "100", "total.2024": "100", "sme.2023": "100", "sme.2024": "120.5"}

    assert disagreeing(answers, SME_WITHIN_TOTAL) == [
        (
            "form.inconsistent",
            "sme.2024",
            "中小企业产值不应大于总产值：现填2024年中小企业产值120.5亿元，2024年总产值100亿元，请核对",
        )
    ]


def test_a_figure_is_compared_with_the_rows_of_a_table():
    answers = {"users": "2", "roster": [{"name": "甲"}]}

    assert [place for _, place, _ in disagreeing(answers, USERS_WITHIN_ROSTER)] == ["users"]
    assert disagreeing({**answers, "users": "1"}, USERS_WITHIN_ROSTER) == []


def test_what_is_not_yet_filled_in_disagrees_with_nothing():
    assert disagreeing({"sme.2024": "5"}, SME_WITHIN_TOTAL, USERS_WITHIN_ROSTER) == []
