"""Ending a case at the city: the county is told why, and what was looked at says so item by item (N14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Stage
from jiqun.declarations.models import Declaration
from jiqun.recommendations.conformity import Line, Report
from jiqun.recommendations.models import Conformity
from jiqun.recommendations.papers import conformity_sheet
from jiqun.recommendations.services.declining import not_recommend
from jiqun.recommendations.services.visiting import save_visit
from tests.factories import AT, make_case
from tests.recommendations.scenes import full_report, handler, signatory, stages

pytestmark = pytest.mark.django_db


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What a refusal found, by code."""
    return [finding.code for finding in refusal.value.findings]


def failing(case: Declaration) -> Report:
    """A visit that found one figure short, kept but not concluded."""
    report = full_report(case, C1_4=Line(Conformity.DIFFERS, "61", "两户企业已转产"))
    save_visit(case, report, by=handler(), at=AT)
    return report


def test_not_recommending_needs_reasons():
    case = make_case(track="re_evaluation", stage=Stage.SUBMITTED)
    failing(case)

    with pytest.raises(Refused, match="须写明理由"):
        not_recommend(case, reason=" ", by=handler(), at=AT)
    not_recommend(case, reason="规划任务未完成，主导产业占比下降", by=handler(), at=AT)

    assert stages([case]) == [Stage.NOT_RECOMMENDED]
    assert Entry.objects.get(act="not_recommend").remark == "规划任务未完成，主导产业占比下降"


def test_a_re_evaluation_fails_only_after_it_was_looked_at_item_by_item():
    case = make_case(track="re_evaluation", stage=Stage.SUBMITTED)

    with pytest.raises(Refused, match="须对照标准逐项核查") as unseen:
        not_recommend(case, reason="未达到国家标准", by=signatory(), at=AT)
    report = failing(case)
    save_visit(case, replace(report, lines={**report.lines, "C3": Line()}), seen=1, by=handler(), at=AT)
    with pytest.raises(Refused) as open_line:
        not_recommend(case, reason="未达到国家标准", by=signatory(), at=AT)

    assert codes(unseen) == ["decline.no_visit"]
    assert [(each.code, each.field) for each in open_line.value.findings] == [("visit.line_open", "line.C3")]
    assert stages([case]) == [Stage.SUBMITTED]


@pytest.mark.parametrize("track", ["provincial", "re_evaluation"])
def test_a_case_that_fails_the_check_has_a_statement_that_says_so_line_by_line_and_why(track: str):
    case = make_case(track=track, stage=Stage.SUBMITTED)
    failing(case)

    not_recommend(case, reason="主导产业占比未达标", by=signatory(), at=AT)

    sheet = conformity_sheet(case.visits.get())
    assert sheet.conforms is False
    assert sheet.conclusion.endswith("的理由：主导产业占比未达标")
    assert [(row.verified, row.remark) for row in sheet.rows if row.conforms is False] == [("61%", "两户企业已转产")]
    assert Entry.objects.get(act="not_recommend").detail["differing"] == ["C1.4"]


def test_a_declaration_that_nobody_visited_is_only_told_the_reasons():
    case = make_case(stage=Stage.SUBMITTED)

    not_recommend(case, reason="本市名额已满", by=signatory(), at=AT)

    assert (stages([case]), case.visits.exists()) == ([Stage.NOT_RECOMMENDED], False)


def test_a_visit_with_nothing_against_the_case_does_not_say_that_it_fails():
    case = make_case(stage=Stage.SUBMITTED)
    save_visit(case, full_report(case), by=handler(), at=AT)

    not_recommend(case, reason="本市名额已满", by=signatory(), at=AT)

    assert conformity_sheet(case.visits.get()).conforms is None


def test_a_record_that_holds_nothing_is_no_visit():
    case = make_case(stage=Stage.SUBMITTED)
    save_visit(case, Report(), by=handler(), at=AT)

    assert not_recommend(case, reason="名额已满", by=signatory(), at=AT).stage == Stage.NOT_RECOMMENDED
    assert case.visits.get().concluded_at is None
