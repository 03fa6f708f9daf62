"""What the checks say reaches officials in their own words."""

from __future__ import annotations

from copy import deepcopy

import pytest

from jiqun.core.policy.tree import Place, Problem
from jiqun.policies.plainwords import plain_sentence
from jiqun.policies.wording import shown_problem, spot_at
from tests.policies.scene import pack

PACK = pack()


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ("应为下列之一：provincial、national", "“city”", "应为下列之一：省级申报、国家级申报，现为“city”"),
        ("应为下列之一：output_total、area_km2", "“”", "应为下列之一：集群总产值、占地面积，现未选择"),
        ("在同一列表中应不重复", "重复的“paper.file_name”", "在同一列表中应不重复，现为重复的“"),
        ("应为至少有一项的表", "表", "至少填写一项，现为空"),
        ("截止日期应不早于开始日期2026-04-17", "2026-03-01", "截止日期应不早于开始日期2026年4月17日，现为2026年3月1日"),
        ("应为日期", "“2026-02-30”", "应为日期，现为“2026-02-30”"),
        ("“output_total”应为整数、小数", "分年度数值", "“集群总产值”应为整数、小数，现为分年度数值"),
        ("应为下列之一：" + "、".join("abcdefghij"), "“k”", "应从所列的选项中选择，现为“k”"),
    ],
)
def test_keys_are_labels_and_days_are_written_out(expected: str, found: str, said: str) -> None:
    assert plain_sentence(expected, found, PACK).startswith(said)


@pytest.mark.parametrize(
    ("step", "said"),
    [("2022-09-13", "自2022年9月13日起"), ("2022-08-31", "自2022年8月31日起"), ("2022-02-30", "2022-02-30")],
)
def test_the_place_of_a_value_is_told_by_its_day_alone(step: str, said: str) -> None:
    broken = deepcopy(PACK)
    threshold = broken["criteria"]["national-2022"]["criteria"][4]["threshold"]
    threshold["values"] = {step: next(iter(threshold["values"].values()))}

    _, words = spot_at(broken, f"criteria.national-2022.criteria.4.threshold.values.{step}.value")

    assert words.endswith(f"› 界限值 › {said}")


def test_a_broken_pack_is_still_told() -> None:
    shown = shown_problem(
        Problem(Place(), "round.year", "应为整数", "“今年”"), {"round": {"year": "今年"}, "criteria": {}}
    )

    assert shown.sentence == "应为整数，现为“今年”"
