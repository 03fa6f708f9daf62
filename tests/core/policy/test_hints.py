"""A sound policy is told what is worth a second look."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jiqun.core.policy.hints import hints
from jiqun.core.policy.regionchecks import check_region
from jiqun.core.policy.schema import Indicator, QuotaException, RoundPolicy
from jiqun.core.policy.textschema import SummaryColumn
from jiqun.core.policy.wordhints import other_years
from jiqun.policyfiles.folder import policydata_root, read_region, read_round
from jiqun.policyfiles.nextyear import next_year
from jiqun.policyfiles.pack import assembled, split

POLICY = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")


def test_values_that_are_only_assumed_are_told_with_their_note() -> None:
    told = {hint.path: hint.sentence for hint in hints(POLICY)}

    assert told["spot_check.share_percent"] == "当前值为暂定，通知未规定比例，暂定"
    assert "closes_on" not in told


def test_an_indicator_that_no_criterion_uses_is_told() -> None:
    track = POLICY.tracks[0]
    spare = Indicator("spare", "备用指标", "area_km2", track.criteria.source, "平方公里")
    criteria = replace(track.criteria, indicators=(*track.criteria.indicators, spare))
    spoilt = replace(POLICY, tracks=(replace(track, criteria=criteria), *POLICY.tracks[1:]))

    assert "省级申报 › 认定条件 › 备用指标：没有条件使用这项指标" in map(str, hints(spoilt))


def test_an_indicator_used_by_another_is_used() -> None:
    track = POLICY.tracks[0]
    first, *others = track.criteria.indicators
    chained = replace(first, formula="inner * 1")
    inner = replace(first, id="inner", label="里层")
    criteria = replace(track.criteria, indicators=(chained, inner, *others))
    linked = replace(POLICY, tracks=(replace(track, criteria=criteria), *POLICY.tracks[1:]))

    assert not [hint for hint in hints(linked) if "没有条件使用这项指标" in hint.sentence]


def unused() -> set[str]:
    """The questions that nothing looks at, by their labels."""
    return {hint.words.rpartition(" › ")[2] for hint in hints(POLICY) if "没有条件或勾稽关系" in hint.sentence}


def test_figures_choices_and_tables_that_nothing_looks_at_are_told_and_words_are_not() -> None:
    assert {"上缴税金", "统计范围", "主导产业是否属于省级重点产业链", "创新平台"} <= unused()
    assert not any("说明" in each for each in unused())


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("集群总产值", "条件"),
        ("企业名录", "条件、勾稽关系"),
        ("是否属于重点专业镇", "系统取用的填报项"),
        ("公共服务机构", "系统取用的填报项"),
        ("是否已制定集群发展规划", "另一项的填报前提"),
        ("出口交货值", "勾稽关系"),
    ],
)
def test_what_anything_looks_at_is_not_told(label: str, why: str) -> None:
    assert label not in unused(), why


def test_a_column_of_the_summary_table_is_looked_at() -> None:
    assert POLICY.texts is not None
    texts = replace(POLICY.texts, summary_columns=(*POLICY.texts.summary_columns, SummaryColumn("tax")))
    shown = hints(replace(POLICY, texts=texts))

    assert not [hint for hint in shown if hint.words.endswith("上缴税金")]


def test_a_quota_for_a_kind_that_the_region_does_not_know_is_refused() -> None:
    places = POLICY.quota.per_recommender
    assert places is not None
    exception = QuotaException("separately_planned", "计划单列市", places)
    policy = replace(POLICY, quota=replace(POLICY.quota, exceptions=(exception,)))

    (problem,) = check_region(policy, read_region("shanxi"))

    assert problem.key == "quota.exceptions.0.kind"
    assert check_region(policy, read_region("china")) == []


def test_a_soft_bound_without_a_question_for_the_reason_is_told() -> None:
    track = POLICY.tracks[0]
    loose = tuple(replace(each, reason_field="") for each in track.criteria.criteria)
    spoilt = replace(POLICY, tracks=(replace(track, criteria=replace(track.criteria, criteria=loose)),))

    told = [hint for hint in hints(spoilt) if "未指定理由填报项" in hint.sentence]

    assert len(told) == 1
    assert not [hint for hint in hints(POLICY) if "未指定理由填报项" in hint.sentence]


def with_limit(limit: int) -> RoundPolicy:
    """The round with another limit for the output of each year, whose text still says 40亿元."""
    track = POLICY.tracks[1]
    found = next(each for each in track.criteria.criteria if each.id == "C1.2")
    assert found.threshold is not None
    values = {day: replace(entry, value=Decimal(limit)) for day, entry in found.threshold.values.items()}
    changed = replace(found, threshold=replace(found.threshold, values=values))
    criteria = tuple(changed if each is found else each for each in track.criteria.criteria)
    moved = replace(track, criteria=replace(track.criteria, criteria=criteria))
    return replace(POLICY, tracks=(POLICY.tracks[0], moved, *POLICY.tracks[2:]))


def test_a_text_that_gives_another_figure_than_the_limit_is_worth_a_look() -> None:
    told = [hint.sentence for hint in hints(with_limit(15)) if hint.sentence.startswith("条件内容")]

    assert told == ["条件内容写的是40亿元，界限值为15亿元，请核对是否一致"]
    assert not [hint for hint in hints(with_limit(40)) if "请核对是否一致" in hint.sentence]


def test_a_clause_of_a_year_that_is_not_the_round_s_is_worth_a_look_after_a_year_s_move() -> None:
    moved = assembled(next_year(split(POLICY)))

    told = [str(hint) for hint in hints(moved) if "请对照通知改写" in hint.sentence]

    assert len(told) == 2
    assert all("写有2022年度" in each for each in told)
    assert not [hint for hint in hints(POLICY) if "请对照通知改写" in hint.sentence]


@pytest.mark.parametrize(
    "says", ["按《办法（2018年版）》执行", "晋企发〔2018〕35号", "2022—2024年的数据", "2025年5月31日前报送"]
)
def test_the_years_of_documents_and_of_the_round_itself_are_no_stray_years(says: str) -> None:
    clause = replace(POLICY.clauses[0], says=says)

    assert not list(other_years(replace(POLICY, clauses=(clause,))))
