"""The terminal tells how every criterion was computed, and from what."""

from __future__ import annotations

from jiqun.core.standard import InUse
from jiqun.policyfiles.telling import as_plain, told
from tests.core.weighing import DAY, FORM, YEARS, conventions, edition, figure, rule

PAIRS = (
    figure("last(sme) / last(output) * 100", 70, id="share", unit="%"),
    figure('firms("champion", "giant")', 2, id="firms", unit="家"),
    rule("area <= 100 or town", id="rule"),
)
ANSWERS = {
    "sme.2024": "60",
    "output.2024": "100",
    "area": "120",
    "town": "yes",
    "roster": [{"name": "甲", "titles": ["giant"]}],
}
STANDARD = InUse(edition(*PAIRS), FORM, conventions(), YEARS, DAY)


def test_formula_convention_inputs_and_conditions_are_printed() -> None:
    lines = [line.strip() for line in told(STANDARD, STANDARD.assess(ANSWERS))]

    assert "算法：（2024年中小企业产值 ÷ 2024年总产值）× 100" in lines
    assert "所用数据：2024年中小企业产值60亿元（填报项）、2024年总产值100亿元（填报项）" in lines
    assert any(line.endswith("一家企业兼有多个称号只计一次") for line in lines)
    assert "不符合　占地面积为120平方公里，应不超过100平方公里，相差20平方公里" in lines


def test_the_same_is_in_the_json() -> None:
    share, firms, combined = as_plain(STANDARD, STANDARD.assess(ANSWERS))["criteria"]

    assert share["remedy"] == "总产值不变时，中小企业产值需再增加10亿元"
    assert share["inputs"][0] == {
        "address": "sme.2024",
        "label": "2024年中小企业产值",
        "value": "60",
        "answer": "",
        "unit": "亿元",
        "kind": "field",
    }
    assert [each["kind"] for each in firms["inputs"]] == ["roster"]
    assert [each["verdict"] for each in combined["conditions"]] == ["not_met", "met"]
