"""A small form and conventions, and criteria weighed against answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiqun.core.criteria import assess
from jiqun.core.facts import NO_SETTING
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

DAY = date(2025, 4, 17)
YEARS = (2022, 2023, 2024)
SOURCE = Source("认定办法", "第三条", quote="近三年产值年均增速高于10%")
TITLES = (Choice("champion", "单项冠军"), Choice("giant", "专精特新“小巨人”"))
LEVELS = (Choice("national", "国家标准"), Choice("industry", "行业标准"))
ROSTER = (
    Column("name", "企业名称"),
    Column("uscc", "统一社会信用代码"),
    Column("titles", "称号", FieldKind.CHOICES, choices=TITLES),
    Column("core", "是否属于主导产业", FieldKind.YES_NO),
)
STAGES = (Choice("young", "起步期"), Choice("grown", "成熟期"))
FIELDS = (
    Field("output", "总产值", FieldKind.YEARS, SOURCE, unit="亿元", base_year=True),
    Field("sme", "中小企业产值", FieldKind.YEARS, SOURCE, unit="亿元"),
    Field("area", "占地面积", FieldKind.DECIMAL, SOURCE, unit="平方公里"),
    Field("stage", "发展阶段", FieldKind.CHOICE, SOURCE, choices=STAGES),
    Field("town", "是否重点专业镇", FieldKind.YES_NO, SOURCE),
    Field("roster", "企业名录", FieldKind.ROWS, SOURCE, columns=ROSTER),
    Field("standards", "标准清单", FieldKind.ROWS, SOURCE, columns=(Column("level", "级别", choices=LEVELS),)),
)
FORM = Form("form", "申报表", "2025", SOURCE, (Section("all", "数据", FIELDS),))


def dated(value):
    return Dated("", {date(2022, 9, 13): Valued(value, SOURCE)})


def conventions(growth="compound", *, from_base=False, once=True):
    return Conventions(dated(growth), dated(from_base), dated(once))


def figure(formula, bound, operator=Operator.AT_LEAST, *, id="x", unit="", **more):
    """A criterion of a figure together with its indicator."""
    criterion = Criterion(
        id,
        more.pop("aspect", "core"),
        "条件",
        CriterionKind.FIGURE,
        SOURCE,
        id,
        operator,
        dated(Decimal(bound)),
        **more,
    )
    return criterion, Indicator(id, "指标", formula, SOURCE, unit)


def rule(formula, *, id="x", **more):
    """A criterion of a logical rule."""
    return Criterion(id, more.pop("aspect", "core"), "条件", CriterionKind.RULE, SOURCE, rule=formula, **more), None


def judged(*, id="x", **more):
    """A criterion that people judge."""
    return Criterion(id, more.pop("aspect", "core"), "条件", CriterionKind.JUDGED, SOURCE, **more), None


def edition(*pairs, indicators=()):
    """A set of criteria out of pairs of criterion and indicator."""
    criteria = tuple(criterion for criterion, _ in pairs)
    aspects = tuple(Aspect(id, id, SOURCE) for id in dict.fromkeys(each.aspect for each in criteria))
    own = (*(indicator for _, indicator in pairs if indicator), *indicators)
    return CriteriaSet("test", "认定标准", SOURCE, aspects, own, criteria)


def weigh(answers, *pairs, indicators=(), setting=NO_SETTING, form=FORM, **convention):
    """The assessment of answers against pairs of criterion and indicator."""
    return assess(
        edition(*pairs, indicators=indicators),
        answers,
        years=YEARS,
        on=DAY,
        conventions=conventions(**convention),
        form=form,
        setting=setting,
    )


def by_year(key, *values, first=2022):
    """Answers year by year; None leaves one out."""
    return {f"{key}.{year}": str(value) for year, value in enumerate(values, first) if value is not None}
