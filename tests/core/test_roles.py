"""The software finds what it looks at by the roles of the form, and goes without what is not asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiqun.core import roles
from jiqun.core.policy.dated import Source
from jiqun.core.policy.schema import Column, Field, FieldKind, Form, Roles, Section

SOURCE = Source("表样")
FORM = Form(
    "f",
    "表",
    "1",
    SOURCE,
    (
        Section(
            "s",
            "页",
            (
                Field("firm", "企业名称", FieldKind.TEXT, SOURCE),
                Field("sales", "销售收入", FieldKind.DECIMAL, SOURCE),
                Field("revenue", "营业收入", FieldKind.YEARS, SOURCE),
                Field("partners", "合作单位", FieldKind.ROWS, SOURCE, columns=(Column("name", "名称"),)),
                Field("in_town", "是否专业镇", FieldKind.YES_NO, SOURCE),
            ),
        ),
    ),
    roles=Roles(name="firm", output="revenue", town="in_town", bodies=("firm", "partners", "gone")),
)
ANSWERS = {
    "firm": "甲公司",
    "niche": "法兰",
    "revenue.2024": "12.5",
    "revenue.2023": "9",
    "partners": [{"name": "乙大学"}, {}],
    "in_town": "yes",
}


def test_a_question_with_a_role_is_read_and_one_that_is_not_asked_is_not() -> None:
    assert roles.named(FORM, ANSWERS) == "甲公司"
    assert roles.niche(FORM, ANSWERS) == ""
    assert roles.leading_industry(FORM, ANSWERS) == ""


@pytest.mark.parametrize(("answer", "town"), [("yes", "重点专业镇"), ("no", ""), ("", "")])
def test_a_town_without_a_name_is_still_a_town(answer: str, town: str) -> None:
    assert roles.town(FORM, {**ANSWERS, "in_town": answer}) == town


def test_the_size_is_that_of_the_last_year_or_the_one_figure_asked() -> None:
    plain = Form("f", "表", "1", SOURCE, FORM.sections, roles=Roles(output="sales"))

    assert roles.output(FORM, ANSWERS, (2023, 2024)) == Decimal("12.5")
    assert roles.output(plain, {"sales": "7"}, (2023, 2024)) == Decimal(7)
    assert roles.output(Form("f", "表", "1", SOURCE, ()), ANSWERS, (2023, 2024)) is None


def test_the_houses_named_stand_in_answers_and_in_tables() -> None:
    assert list(roles.bodies(FORM, ANSWERS)) == ["甲公司", "乙大学", ""]


def test_a_dossier_begins_with_what_its_form_asks() -> None:
    assert roles.first_answers(FORM, name="甲公司", niche="法兰", leading_industry="") == {"firm": "甲公司"}
