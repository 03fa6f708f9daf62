"""What a report of an on-site visit must say before a case counts as verified (N08, N14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from jiqun.core.assessment import Assessment, CriterionResult, by_group
from jiqun.core.comparison import holds
from jiqun.core.figures import Unreadable, read_figure
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import CriterionKind
from jiqun.recommendations.models import Conformity

LINE_OPEN = "visit.line_open"
"""Nobody has looked at the criterion yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of one criterion; ``conformity`` a code of :class:`Conformity`, empty: not looked at yet."""

    conformity: str = ""
    verified_value: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One visit as written down, perhaps not yet complete; ``lines`` by criterion."""

    visited_on: date | None = None
    place: str = ""
    participants: str = ""
    conclusion: str = ""
    lines: Mapping[str, Line] = field(default_factory=dict)

    def line(self, criterion: str) -> Line:
        """What was found of a criterion, perhaps nothing."""
        return self.lines.get(criterion, Line())


def line_address(criterion: str) -> str:
    """The address of a criterion's line, so that a finding can lead to it."""
    return f"line.{criterion}"


def report_findings(report: Report, assessment: Assessment, at: datetime) -> list[Finding]:
    """Everything that keeps a case from counting as verified; empty when nothing does.

    What does not apply to the case need not be looked at.
    """
    found = list(_visit_findings(report, at))
    asked = [result for result in assessment.results if result.applies]
    for result in asked:
        found += _line_findings(result, report.line(result.criterion.id))
    for group in by_group(asked):
        found += _group_findings(group, report)
    return found


def _visit_findings(report: Report, at: datetime) -> Iterator[Finding]:
    if report.visited_on is None:
        yield Finding("visit.date", "请填写核查日期", field="visited_on")
    elif report.visited_on > localdate(at):
        yield Finding("visit.future", "核查日期晚于今天，请核对", field="visited_on")
    for name, label in (("place", "核查地点"), ("participants", "参加人员"), ("conclusion", "核查结论")):
        if not getattr(report, name).strip():
            yield Finding(f"visit.{name}", f"请填写{label}", field=name)


def _line_findings(result: CriterionResult, line: Line) -> Iterator[Finding]:
    """What one line lacks by itself."""
    label, place = result.criterion.label, line_address(result.criterion.id)
    if line.conformity not in Conformity.codes():
        yield Finding(LINE_OPEN, f"“{label}”尚未填写核查意见", result.citation, place)
        return
    if line.conformity != Conformity.CONFORMS and not line.remark.strip():
        word = Conformity(line.conformity).label
        yield Finding("visit.remark", f"“{label}”核查为{word}，请在说明中写明情况", result.citation, place)
    if result.criterion.kind is CriterionKind.FIGURE:
        yield from _value_findings(result, line, place)


def _value_findings(result: CriterionResult, line: Line, place: str) -> Iterator[Finding]:
    """A verified figure must be readable, and not contradict the opinion without a word on it."""
    label = result.criterion.label
    try:
        value = read_figure(line.verified_value, unit=result.unit, label=f"{label}核实数值")
    except Unreadable as unreadable:
        yield Finding("visit.value", unreadable.sentence, result.citation, place)
        return
    value = result.value if value is None else value
    if line.conformity != Conformity.CONFORMS or line.remark.strip() or result.threshold is None:
        return
    if value is None:
        yield Finding("visit.value_missing", f"“{label}”填报数据不能计算，请填写核实数值", result.citation, place)
    elif not holds(result.operator, value, result.threshold):
        message = f"“{label}”要求{result.threshold_text}，核实数值未达到；请改为不符合，或在说明中写明认定符合的依据"
        yield Finding("visit.value_short", message, result.citation, place)
    elif _differs(result, value):
        message = f"“{label}”核实数值与填报的{result.value_text}不一致，请在说明中写明差异原因"
        yield Finding("visit.value_differs", message, result.citation, place)


def _differs(result: CriterionResult, value: Decimal) -> bool:
    """Whether a verified figure is another than the declared one, exact or as it is shown."""
    if result.value is None:
        return False
    return value not in (result.value, read_figure(result.value_text, unit=result.unit, label=""))


def _group_findings(group: list[CriterionResult], report: Report) -> Iterator[Finding]:
    """All conditions must be met at once (N04); of an either-group one member suffices."""
    lines = [(each, report.line(each.criterion.id)) for each in group]
    if not all(line.conformity for _, line in lines) or any(_stands(each, line) for each, line in lines):
        return
    result = group[0]
    labels = "、".join(f"“{each.criterion.label}”" for each, _ in lines)
    message = f"{labels}核查未认定符合，不能核查通过；请退回补正，或写明理由不予推荐"
    yield Finding("visit.not_met", message, result.citation, line_address(result.criterion.id))


def _stands(result: CriterionResult, line: Line) -> bool:
    """Whether a line leaves the way free: it conforms, the bound is soft, or the matter is left to the experts."""
    if line.conformity == Conformity.CONFORMS or result.criterion.soft:
        return True
    return result.criterion.kind is CriterionKind.JUDGED and line.conformity == Conformity.NOT_APPLICABLE
