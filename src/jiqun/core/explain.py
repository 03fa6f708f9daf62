"""Sentences for officials: what a criterion finds, by how much, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jiqun.core.addresses import key_of, year_of
from jiqun.core.comparison import distance_words, holds, shown
from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import Name, Part, Reference
from jiqun.core.figures import format_figure
from jiqun.core.formula import Outcome, Weighed
from jiqun.core.over_years import OverYears
from jiqun.core.policy.schema import Indicator, Operator
from jiqun.core.remedies import RISING, Remedy
from jiqun.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure against its bound, and the words to tell of it.

    ``figure``: the value as it is shown, never looking like what it is not; nought when unknown.
    """

    indicator: Indicator
    operator: Operator
    bound: Decimal
    outcome: Outcome
    wording: Wording
    figure: Decimal = field(init=False)

    def __post_init__(self) -> None:
        value, decimals = self.outcome.value, self.indicator.decimals
        figure = Decimal(0) if value is None else shown(value, decimals, self.operator, self.bound)
        object.__setattr__(self, "figure", figure)  # once, for the table and for the sentence

    @property
    def label(self) -> str:
        """What is measured."""
        return self.indicator.label

    def amount(self, figure: Decimal) -> str:
        """A figure with the indicator's unit."""
        return f"{figure:,f}{self.indicator.unit}"

    @property
    def bound_text(self) -> str:
        """The bound with its unit, as the document writes it."""
        return f"{format_figure(self.bound)}{self.indicator.unit}"

    @property
    def value_text(self) -> str:
        """The value with its unit; empty when unknown."""
        return "" if self.outcome.value is None else self.amount(self.figure)


def figure_sentence(measure: Measure, part: Part, remedy: Remedy | None) -> str:
    """What a criterion with a figure says: met, not met by how much, or what is still missing."""
    value = measure.outcome.value
    if value is None:
        return _unknown(measure)
    figure = measure.figure
    if holds(measure.operator, value, measure.bound):
        return f"{measure.label}{measure.amount(figure)}，符合{measure.operator.label}{measure.bound_text}的要求"
    short = _lowest_short(measure, part) or _short(measure, figure)
    if remedy is None or repeats_the_gap(part):
        return short
    return f"{short}；{remedy_words(remedy, measure.wording)}"


def soft_sentence(measure: Measure) -> str:
    """Outside a bound that holds “in general”: a reason is asked for, nothing is refused."""
    general = f"{measure.label}一般{measure.operator.label}{measure.bound_text}"
    if measure.outcome.value is None:
        return _unknown(measure)
    return f"{general}，现为{format_figure(measure.figure)}{measure.indicator.unit}，请说明理由"


def _unknown(measure: Measure) -> str:
    outcome = measure.outcome
    if outcome.missing:
        return f"{measure.label}暂不能计算，待填写：{measure.wording.listing(outcome.missing)}"
    blamed = measure.wording.listing(outcome.blamed) or measure.label
    return f"{measure.label}不能计算：{blamed}{outcome.reason}，请核对"


def _short(measure: Measure, figure: Decimal) -> str:
    """“…68.20%，低于要求的70%，还差1.80个百分点”."""
    now, bound = f"{measure.label}{measure.amount(figure)}", measure.bound_text
    distance = distance_words(abs(measure.bound - figure), measure.indicator.unit)
    match measure.operator:
        case Operator.AT_LEAST:
            return f"{now}，低于要求的{bound}，还差{distance}"
        case Operator.AT_MOST:
            return f"{now}，超过要求的{bound}，超出{distance}"
        case Operator.EQUALS:
            return f"{now}，要求等于{bound}"
    if figure == measure.bound:
        return f"{now}，要求{measure.operator.label}{bound}，恰为{bound}不算"
    return f"{now}，要求{measure.operator.label}{bound}，相差{distance}"


def _lowest_short(measure: Measure, part: Part) -> str:
    """For the lowest of several years: every year that falls short; empty for other formulas."""
    if not isinstance(part, OverYears) or part.function != "lowest" or measure.operator not in RISING or not part.key:
        return ""
    years = []
    for address, value in measure.outcome.inputs:
        if not holds(measure.operator, value, measure.bound):
            figure = shown(value, measure.indicator.decimals, measure.operator, measure.bound)
            distance = distance_words(measure.bound - figure, measure.indicator.unit)
            years.append(f"{year_of(address)}年{measure.amount(figure)}，差{distance}")
    name = measure.wording.name(part.key)
    return f"{name}每年须{measure.operator.label}{measure.bound_text}，未达到的有：{'；'.join(years)}"


def repeats_the_gap(part: Part) -> bool:
    """Whether the change to be made is the gap itself: the formula is one figure, the lowest year, or a count."""
    match part:
        case Reference(part=inner):
            return repeats_the_gap(inner)
        case OverYears(function="first" | "last" | "lowest", part=inner):
            return isinstance(inner, Name)
    return isinstance(part, Name | Rows)


def remedy_words(remedy: Remedy, wording: Wording) -> str:
    """“总产值不变时，中小企业产值需再增加2.15亿元”; years are named where both figures belong to one field."""
    verb = "再增加" if remedy.change > 0 else "减少"
    size = format_figure(abs(remedy.change))
    if isinstance(remedy.counted, Firms):
        return _firms_words(remedy.counted, f"需{verb}{size}", wording)
    if remedy.counted:
        return f"{wording.rows(remedy.counted.key, remedy.counted.column, remedy.counted.equals)}需{verb}{size}行"
    change = f"需{verb}{size}{wording.unit(remedy.address)}"
    if not remedy.held:
        return f"{'其他数据不变时，' if remedy.others else ''}{wording.label(remedy.address)}{change}"
    call = wording.label if key_of(remedy.address) == key_of(remedy.held) else wording.name
    return f"{call(remedy.held)}不变时，{call(remedy.address)}{change}"


def _firms_words(count: Firms, change: str, wording: Wording) -> str:
    """“需再增加2家有“甲”或“乙”称号的企业”; where every title counts, so many titles."""
    if count.once is False and len(count.titles) > 1:
        return f"{wording.held(count.column, count.equals, '的企业')}{change}个{wording.titles(count.titles)}称号"
    return f"{change}家{wording.titled(count.titles, count.column, count.equals)}的企业"


def rule_sentence(label: str, weighed: Weighed, short: str) -> str:
    """A condition made of several; ``short``: what keeps it from being met or known."""
    if weighed.truth:
        return f"{label}：符合"
    if weighed.truth is None:
        return f"{label}：暂不能判断，{short}"
    return f"{label}：{short}"


def not_applicable_sentence(label: str, when: str) -> str:
    """A condition that this case does not fall under."""
    return f"{label}：本条仅适用于{when}的情形，本次不适用"


def when_unknown_sentence(label: str, weighed: Weighed, wording: Wording) -> str:
    """A condition of which it is not known whether it applies."""
    wanted = wording.listing(weighed.missing or weighed.blamed)
    return f"{label}：是否适用暂不能判断，{'待填写' if weighed.missing else '请核对'}：{wanted}"


def veto_sentence(label: str, answer: str) -> str:
    """What a declared veto means; ``answer`` is yes, no or nothing."""
    match answer:
        case "yes":
            return f"“{label}”填为“是”，属于否决情形"
        case "no":
            return f"“{label}”填为“否”，符合要求"
    return f"待填写：{label}"


def judged_sentence(label: str) -> str:
    """A condition no figure decides."""
    return f"{label}：由核查和评审人员认定"


def either_sentence(sentences: list[str]) -> str:
    """A group of which one member suffices, none being met."""
    return f"以下满足一项即可：{'；'.join(f'（{number}）{text}' for number, text in enumerate(sentences, start=1))}"
