"""Two policies are held against each other place by place; equal ones differ in nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.difference import DifferenceKind, differences
from jiqun.core.policy.schema import (
    Aspect,
    Choice,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Field,
    FieldKind,
    Indicator,
    OnlyIf,
    RoundPolicy,
)
from jiqun.core.vocabulary import Mark
from jiqun.policyfiles.folder import policydata_root, read_round

POLICY = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
STANDARD = POLICY.tracks[1].criteria

ids = st.sampled_from(["C1", "C2", "C3"])
words = st.text("甲乙丙", max_size=2)
sources = st.builds(Source, document=words, mark=st.sampled_from(Mark))
days = st.dates(date(2022, 1, 1), date(2022, 1, 3))
amounts = st.integers(0, 3).map(Decimal)
thresholds = st.builds(Dated, words, st.dictionaries(days, st.builds(Valued, amounts, sources), min_size=1), unit=words)
criteria = st.builds(
    Criterion,
    id=ids,
    aspect=ids,
    label=words,
    kind=st.sampled_from(CriterionKind),
    source=sources,
    threshold=st.none() | thresholds,
    soft=st.booleans(),
)
standards = st.builds(
    CriteriaSet,
    name=words,
    title=words,
    source=sources,
    aspects=st.lists(st.builds(Aspect, ids, words, sources), max_size=2).map(tuple),
    indicators=st.lists(st.builds(Indicator, ids, words, words, sources), max_size=2).map(tuple),
    criteria=st.lists(criteria, max_size=3).map(tuple),
)
MIRRORED = {
    DifferenceKind.ADDED: DifferenceKind.REMOVED,
    DifferenceKind.REMOVED: DifferenceKind.ADDED,
    DifferenceKind.CHANGED: DifferenceKind.CHANGED,
}


@given(standards)
def test_what_is_equal_differs_in_nothing(standard: CriteriaSet) -> None:
    assert differences(standard, replace(standard)) == []


@given(standards, standards)
def test_what_differs_in_nothing_is_equal(one: CriteriaSet, other: CriteriaSet) -> None:
    assert bool(differences(one, other)) == (one != other)


@given(standards, standards)
def test_seen_from_the_other_side_every_difference_is_mirrored(one: CriteriaSet, other: CriteriaSet) -> None:
    there = Counter((each.before, each.after, each.kind) for each in differences(one, other))
    back = Counter((each.after, each.before, MIRRORED[each.kind]) for each in differences(other, one))

    assert there == back


def changed(**changes: object) -> CriteriaSet:
    return replace(STANDARD, **changes)  # type: ignore[arg-type]


def raised(criterion: Criterion, to: int) -> Criterion:
    assert criterion.threshold is not None
    source = Source("通知", "一")
    values = {**criterion.threshold.values, date(2026, 4, 1): Valued(Decimal(to), source)}
    return replace(criterion, threshold=replace(criterion.threshold, values=values))


def test_a_threshold_raised_from_a_day_is_told_with_its_unit() -> None:
    criteria = tuple(raised(each, 50) if each.id == "C1.2" else each for each in STANDARD.criteria)

    (found,) = differences(STANDARD, changed(criteria=criteria))

    assert found.kind is DifferenceKind.ADDED
    assert found.words == "C1.2 近三年集群总产值每年均在40亿元以上 › 界限值 › 自2026年4月1日起"
    assert (found.before, found.after) == ("", "50亿元（依据《通知》一）")
    assert found.path.endswith(".threshold.values.2026-04-01")


def test_a_criterion_moved_is_no_other_criterion() -> None:
    turned = changed(criteria=tuple(reversed(STANDARD.criteria)))

    assert [each.words for each in differences(STANDARD, turned)] == ["条件 › 顺序"]


def test_a_criterion_left_out_is_told_at_its_old_place() -> None:
    (found,) = differences(STANDARD, changed(criteria=STANDARD.criteria[1:]))

    assert (found.path, found.kind, found.after) == ("criteria.0", DifferenceKind.REMOVED, "")
    assert found.words == "C0.1 近三年未发生较大及以上安全、质量、环境污染等事故"
    assert found.before.startswith(
        "所属方面：否决事项；判定方式：否决事项；依据：《促进中小企业特色产业集群发展暂行办法》"
    )


def without_criterion(id: str) -> RoundPolicy:
    left = tuple(each for each in STANDARD.criteria if each.id != id)
    national = replace(POLICY.tracks[1], criteria=replace(STANDARD, criteria=left))
    return replace(POLICY, tracks=(POLICY.tracks[0], national, *POLICY.tracks[2:]))


def test_a_new_criterion_is_told_with_everything_that_decides_it() -> None:
    (found,) = differences(without_criterion("C1.5"), POLICY)

    assert found.words == "国家级申报 › 认定条件 › C1.5 集群总产值年均增速高于10%"
    said = ("所属方面：核心竞争力", "判定方式：量化指标", "指标：集群总产值年均增速", "比较方式：高于", "起10%（依据《")
    assert all(each in found.after for each in said)


def test_the_question_for_a_reason_is_told_by_its_label_in_what_is_new_and_in_what_changed() -> None:
    asked = next(each for each in STANDARD.criteria if each.reason_field == "area_reason")
    turned = tuple(replace(each, reason_field="bounds") if each is asked else each for each in STANDARD.criteria)
    national = replace(POLICY.tracks[1], criteria=replace(STANDARD, criteria=turned))

    (new,) = differences(without_criterion(asked.id), POLICY)
    (found,) = differences(POLICY, replace(POLICY, tracks=(POLICY.tracks[0], national, *POLICY.tracks[2:])))

    assert "理由填报项：面积超出一般要求的理由" in new.after
    assert (found.before, found.after) == ("面积超出一般要求的理由", "四至范围")


def test_a_new_indicator_is_told_with_its_formula_in_words() -> None:
    share = next(each for each in STANDARD.indicators if each.id == "leading_share")
    left = tuple(each for each in STANDARD.indicators if each is not share)
    national = replace(POLICY.tracks[1], criteria=replace(STANDARD, indicators=left))
    before = replace(POLICY, tracks=(POLICY.tracks[0], national, *POLICY.tracks[2:]))

    (found,) = differences(before, POLICY)

    assert found.after.startswith("公式：（2024年主导产业产值 ÷ 2024年集群总产值）× 100；")


def test_a_new_question_is_told_with_kind_unit_condition_evidence_and_options() -> None:
    source = Source("通知", "一")
    asked = Field(
        "extra",
        "专业镇等级",
        FieldKind.CHOICE,
        source,
        choices=(Choice("a", "一等"), Choice("b", "二等")),
        only_if=OnlyIf("is_key_town", "yes"),
        evidence="命名文件",
        evidence_required=True,
    )
    first, *rest = POLICY.form.sections
    form = replace(POLICY.form, sections=(replace(first, fields=(*first.fields, asked)), *rest))

    (found,) = differences(POLICY, replace(POLICY, form=form))

    assert found.after == (
        "类型：单选；依据：《通知》一；必填：是；选项：一等、二等；填报前提：“是否属于重点专业镇”为“是”；"
        "佐证材料：命名文件；必须上传佐证：是"
    )


def test_a_source_that_is_only_inherited_is_told_once() -> None:
    provincial = POLICY.tracks[0].criteria
    before, after = provincial.source, replace(provincial.source, document="认定管理办法")
    lent = {
        name: tuple(
            replace(each, source=after) if each.source == before else each for each in getattr(provincial, name)
        )
        for name in ("aspects", "indicators", "criteria")
    }

    found = differences(provincial, replace(provincial, source=after, **lent))  # type: ignore[arg-type]

    assert [each.words for each in found] == ["依据"]


def test_a_date_put_off_in_a_round_is_told() -> None:
    day, entry = next(iter(POLICY.closes_on.values.items()))
    later = replace(POLICY.closes_on, values={day: replace(entry, value=date(2025, 6, 10))})

    (found,) = differences(POLICY, replace(POLICY, closes_on=later))

    assert str(found) == "修改 报送截止日期 › 自2025年4月17日起：2025年5月31日 → 2025年6月10日"


def test_a_stage_switched_on_is_told() -> None:
    on = Dated("答辩", {POLICY.day: Valued(True, POLICY.notice.source)})

    (found,) = differences(POLICY, replace(POLICY, stages=replace(POLICY.stages, defence=on)))

    assert str(found).startswith("新增 增设环节 › 答辩：自2025年4月17日起是（依据《")


def test_a_round_is_not_compared_with_a_standard() -> None:
    with pytest.raises(TypeError):
        differences(POLICY, STANDARD)


def test_any_round_may_be_compared_with_any_other() -> None:
    other: RoundPolicy = replace(POLICY, code="other", tracks=POLICY.tracks[:1], west=None)

    assert {each.kind for each in differences(POLICY, other)} == {DifferenceKind.CHANGED, DifferenceKind.REMOVED}
