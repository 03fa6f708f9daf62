"""Figures that contradict each other are never counted as met."""

from __future__ import annotations

from jiqun.core.doubt import in_doubt
from jiqun.core.findings import Finding
from jiqun.core.vocabulary import Verdict
from tests.core.weighing import figure, weigh

WRONG = [Finding("form.inconsistent", "面积不应大于总面积", field="area")]


def test_what_was_computed_from_a_wrong_figure_is_unknown_and_says_so() -> None:
    met = weigh({"area": "5", "sme.2024": "7"}, figure("area", 3, id="a"), figure("last(sme)", 3, id="b"))
    doubted = in_doubt(met, WRONG)

    assert [each.verdict for each in met.results] == [Verdict.MET, Verdict.MET]
    assert [each.verdict for each in doubted.results] == [Verdict.UNKNOWN, Verdict.MET]
    assert doubted.verdict is Verdict.UNKNOWN
    assert "数据有误，待更正后判定（面积不应大于总面积）" in doubted.result("a").sentence


def test_a_wrong_figure_excuses_no_other_member_of_its_group() -> None:
    met = weigh(
        {"area": "5", "sme.2024": "1"},
        figure("area", 3, id="a", either="g"),
        figure("last(sme)", 3, id="b", either="g"),
    )
    doubted = in_doubt(met, WRONG)

    assert [each.excused for each in met.results] == [False, True]
    assert [each.excused for each in doubted.results] == [False, False]
    assert doubted.verdict is Verdict.UNKNOWN


def test_without_a_finding_nothing_changes() -> None:
    met = weigh({"area": "5"}, figure("area", 3, id="a"))

    assert in_doubt(met, []) is met
    assert in_doubt(met, [Finding("form.inconsistent", "别的", field="other")]).results == met.results
