"""Every part of a policy has a name that an official can read."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from jiqun.core.policy import dated, formschema, schema, textschema
from jiqun.core.policy.words import SHAPES, field_words, path_words, shape_words
from jiqun.policyfiles.folder import policydata_root, read_round

POLICY = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
MODULES = (schema, formschema, textschema, dated)
SHAPED = [
    each
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__
]


@pytest.mark.parametrize("shape", SHAPED, ids=lambda shape: shape.__name__)
def test_every_field_of_every_shape_has_a_label(shape: type) -> None:
    assert shape_words(shape).name
    assert list(shape_words(shape).fields) == [field.name for field in fields(shape)]
    assert [each.label for each in shape_words(shape).fields.values() if not each.label.strip()] == []


def test_no_words_are_kept_for_shapes_that_are_gone() -> None:
    assert set(SHAPES) == {shape.__name__ for shape in SHAPED}


@pytest.mark.parametrize("shape", SHAPED, ids=lambda shape: shape.__name__)
def test_labels_of_one_shape_tell_its_fields_apart(shape: type) -> None:
    labels = [each.label for each in shape_words(shape).fields.values()]

    assert len(set(labels)) == len(labels)


def test_a_field_has_a_line_of_help() -> None:
    assert field_words(schema.Criterion, "soft").help == "不符合时只须说明理由，不作否决。"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("closes_on", "报送截止日期"),
        ("quota.per_recommender", "推荐名额 › 每个单位名额"),
        ("tracks.0.label", "省级申报 › 名称"),
        (
            "tracks.0.criteria.criteria.5.threshold",
            "省级申报 › 认定条件 › C1.2 近三年集群总产值每年均在10亿元以上 › 界限值",
        ),
        (
            "tracks.2.re_evaluates.values.2025-04-17.value",
            "国家级复核 › 复核年度 › 自2025年4月17日起",
        ),
        ("validity.national.years", "有效期 › 国家级 › 年数"),
        ("tracks.0.prerequisite", "省级申报 › 前提级别"),
        ("tracks.9.label", "申报类别 › 第10项 › label"),
        ("nothing", "nothing"),
        ("", ""),
    ],
)
def test_a_path_is_told_in_words(path: str, words: str) -> None:
    assert path_words(POLICY, path) == words


def test_a_path_inside_a_standard_is_told_in_words() -> None:
    standard = POLICY.tracks[1].criteria

    assert path_words(standard, "indicators.0.formula") == "集群占地面积 › 公式"
