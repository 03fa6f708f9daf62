"""What a report of an on-site visit must say before a case counts as verified (N08, N14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from jiqun.core.addresses import key_of
from jiqun.core.assessment import Assessment, CriterionResult, by_group
from jiqun.core.comparison import holds
from jiqun.core.figures import Unreadable, read_figure
from jiqun.core.findings import Finding, overlong
from jiqun.core.policy.schema import CriterionKind
from jiqun.recommendations.models import Conformity
from jiqun.recommendations.queries import PHOTO

TEXTS = {"place": "核查地点", "participants": "参加人员", "conclusion": "核查结论"}
"""What is written of a visit beside its day."""

LONGEST_VALUE, LONGEST_REMARK = 60, 500

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

    @property
    def differing(self) -> list[str]:
        """The criteria found not to conform."""
        return sorted(key for key, line in self.lines.items() if line.conformity == Conformity.DIFFERS)

    def line(self, criterion: str) -> Line:
        """What was found of a criterion, perhaps nothing."""
        return self.lines.get(criterion, Line())


def line_address(criterion: str) -> str:
    """The address of a criterion's line, so that a finding can lead to it."""
    return f"line.{criterion}"


def length_findings(report: Report, labels: Mapping[str, str]) -> list[Finding]:
    """Values and remarks for which the statement has no room; ``labels`` by criterion."""
    found = []
    for criterion, label in labels.items():
        line, place = report.line(criterion), line_address(criterion)
        found += overlong(line.verified_value, LONGEST_VALUE, f"“{label}”的核实数值", place)
        found += overlong(line.remark, LONGEST_REMARK, f"“{label}”的说明", place)
    return found


def questions_of(result: CriterionResult) -> list[str]:
    """The fields of the form that a criterion looks at, each once."""
    places = [result.criterion.field, *(place for place, _ in result.inputs), *result.basis.names]
    return list(dict.fromkeys(key_of(place) for place in places if place))


def report_findings(
    report: Report, assessment: Assessment, at: datetime, *, proven: Collection[str] = ()
) -> list[Finding]:
    """Everything that keeps a case from counting as verified; empty when nothing does.

    What does not apply to the case need not be looked at. ``proven``: the fields that files were declared for, and
    ``PHOTO`` where the visit has files of its own.
    """
    found = list(_visit_findings(report, at))
    asked = [result for result in assessment.results if result.applies]
    for result in asked:
        found += _line_findings(result, report.line(result.criterion.id))
    for group in by_group(asked):
        found += _group_findings(group, report)
    found += _proof_findings(asked, report, proven)
    return found


def failing_findings(
    report: Report, assessment: Assessment, at: datetime, *, item_by_item: bool = False
) -> list[Finding]:
    """Everything that keeps a report from saying why a case ends here; empty when nothing does.

    The reasons of the end stand for the conclusion. ``item_by_item``: no criterion may be left open (N14).
    """
    found = list(_visit_findings(report, at, {"place": "核查地点", "participants": "参加人员"}))
    for result in assessment.results:
        line = report.line(result.criterion.id)
        if result.applies and (item_by_item or line.conformity):
            found += _line_findings(result, line)
    return found


def _visit_findings(report: Report, at: datetime, texts: Mapping[str, str] = TEXTS) -> Iterator[Finding]:
    if report.visited_on is None:
        yield Finding("visit.date", "请填写核查日期", field="visited_on")
    elif report.visited_on > localdate(at):
        yield Finding("visit.future", "核查日期晚于今天，请核对", field="visited_on")
    for name, label in texts.items():
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
    if is_judged(result) and line.conformity == Conformity.CONFORMS and not line.remark.strip():
        message = f"“{label}”由人工认定，认定符合的，请在说明中写明依据"
        yield Finding("visit.judged", message, result.citation, place)
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


def is_judged(result: CriterionResult) -> bool:
    """Whether a person decides it, with reason and evidence, because no figure can."""
    return result.criterion.kind is CriterionKind.JUDGED


def _proof_findings(asked: list[CriterionResult], report: Report, proven: Collection[str]) -> Iterator[Finding]:
    """What people found to conform is shown by a declared file of its fields, or by one of the visit."""
    bare = [
        f"“{each.criterion.label}”"
        for each in asked
        if is_judged(each)
        and report.line(each.criterion.id).conformity == Conformity.CONFORMS
        and not {PHOTO, *questions_of(each)} & set(proven)
    ]
    if bare:
        message = f"由人工认定符合的{len(bare)}项条件尚无佐证，请上传现场照片或材料：{'、'.join(bare)}"
        yield Finding("visit.proof", message, field=PHOTO)


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
    return is_judged(result) and line.conformity == Conformity.NOT_APPLICABLE
