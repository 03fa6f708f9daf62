"""What does not apply to a case is neither asked of the city nor held against the case."""

from __future__ import annotations

from datetime import UTC, date, datetime

from jiqun.core.facts import Setting
from jiqun.recommendations.candidates import counted
from jiqun.recommendations.conformity import Line, Report, report_findings
from jiqun.recommendations.forms import line_inputs
from jiqun.recommendations.models import Conformity
from jiqun.recommendations.papers import conformity_row
from tests.core.weighing import figure, weigh

AT = datetime(2025, 5, 12, tzinfo=UTC)
EAST = Setting("declaration", "provincial", west=False)
ASSESSMENT = weigh(
    {"area": "5"},
    figure("area", 9, id="a", when="west"),
    figure("area", 1, id="b"),
    figure("area", 9, id="c", either="g", when="west"),
    figure("area", 2, id="d", either="g"),
    setting=EAST,
)


def report(**lines: Line) -> Report:
    return Report(date(2025, 5, 11), "产业园区", "张工", "属实", lines)


def test_the_city_verifies_what_applies_only() -> None:
    conforms = Line(Conformity.CONFORMS)
    open_ = report_findings(report(), ASSESSMENT, AT)

    assert report_findings(report(b=conforms, d=conforms), ASSESSMENT, AT) == []
    assert [finding.field for finding in open_] == ["line.b", "line.d"]


def test_the_line_says_that_nothing_has_to_be_verified() -> None:
    aside, asked, *_ = line_inputs(ASSESSMENT.results, {}, {})

    assert aside.declared == "仅适用于属于西部地区的情形，无须核查"
    assert asked.declared.startswith("填报5")


def test_the_statement_and_the_count_say_so() -> None:
    row = conformity_row(ASSESSMENT.results[0], Line(), {})

    assert (row.declared, row.conforms) == ("不适用", None)
    assert counted(ASSESSMENT).words == "符合2项，不适用2项"
    assert counted(ASSESSMENT).passes
