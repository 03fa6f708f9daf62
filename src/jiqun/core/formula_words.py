"""Formulas in the words of officials: “（2024年中小企业产值 ÷ 2024年集群总产值）× 100”, and how they are computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jiqun.core.addresses import address
from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import Name, Number, Operation, Part, Reference, Sign
from jiqun.core.facts import SETTING_NAMES, Facts
from jiqun.core.figures import format_figure
from jiqun.core.formula import walk
from jiqun.core.logic import NO, YES, And, Answered, Comparison, EachYear, Logic, Not, Or, Truth
from jiqun.core.over_years import ENDS, GROWTHS, OverYears
from jiqun.core.policy.schema import Operator
from jiqun.core.wording import Wording, quoted

SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
ENDINGS = {"lowest": "最低值", "highest": "最高值", "mean": "平均值", "total": "合计"} | dict.fromkeys(
    GROWTHS, "年均增速"
)
OTHER = {YES: NO, NO: YES}
OPPOSITES = {
    Operator.AT_LEAST: Operator.BELOW.label,
    Operator.BELOW: Operator.AT_LEAST.label,
    Operator.ABOVE: Operator.AT_MOST.label,
    Operator.AT_MOST: Operator.ABOVE.label,
    Operator.EQUALS: "不等于",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says formulas with the labels of a form and the years of the facts; no answer is looked at."""

    wording: Wording
    facts: Facts

    def at(self, year: int) -> Speaker:
        """The same, speaking of one year."""
        return replace(self, facts=self.facts.at(year))

    def figure(self, part: Part) -> str:
        """A figure in words."""
        match part:
            case Number(figure=figure):
                return format_figure(figure)
            case Name(key=key):
                return self._name(key)
            case Reference(id=id):
                return self.wording.name(id)
            case Sign(negative=negative, part=inner):
                return f"−{self._within('', inner)}" if negative else self.figure(inner)
            case Operation(sign=sign, left=left, right=right):
                said = f"{self._within(sign, left)}{SIGNS[sign]}{self._within(sign, right, right=True)}"
                return said.replace("） ", "）").replace(" （", "（")
            case OverYears():
                return self._over_years(part)
        return self._count(part)

    def _count(self, part: Part) -> str:
        match part:
            case Rows(key=key, column=column, equals=code):
                return f"{self.wording.rows(key, column, code)}行数"
            case Firms():
                return f"{self.wording.titled(part.titles, part.column, part.equals)}的企业数"
        return ""

    def truth(self, logic: Logic, *, negated: bool = False) -> str:
        """A condition in words; ``negated``: its opposite."""
        match logic:
            case Comparison():
                return self._comparison(logic, negated=negated)
            case Answered():
                return self._answered(logic, negated=negated)
            case Not(part=inner):
                return self.truth(inner, negated=not negated)
            case And(members=members) | Or(members=members):
                word = "，且" if isinstance(logic, And) != negated else "，或"
                return word.join(self._member(each, negated=negated) for each in members)
            case EachYear(part=inner, years=years):
                span = span_of(self.facts.window(years))
                each = self._member(inner, negated=False)
                return f"并非{span}每年{each}" if negated else f"{span}每年{each}"
            case Truth(known=known):
                return "总是符合" if known != negated else "总不符合"
        return ""

    def _member(self, logic: Logic, *, negated: bool) -> str:
        said = self.truth(logic, negated=negated)
        inner = logic.part if isinstance(logic, Not) else logic
        return f"（{said}）" if isinstance(inner, And | Or) else said

    def _comparison(self, logic: Comparison, *, negated: bool) -> str:
        operator = OPPOSITES[logic.operator] if negated else logic.operator.label
        unit = unit_of(logic.left, self.wording) if isinstance(logic.right, Number) else ""
        return f"{self.figure(logic.left)}{operator}{self.figure(logic.right)}{unit}"

    def _answered(self, logic: Answered, *, negated: bool) -> str:
        if logic.key == "west" and logic.text in (YES, NO):
            return "属于西部地区" if (logic.text == YES) != negated else "不属于西部地区"
        if logic.text in OTHER and logic.key not in self.wording.choices:
            option = quoted(self.wording.option(logic.key, OTHER[logic.text] if negated else logic.text))
            return f"{quoted(self.wording.name(logic.key))}为{option}"
        name = self.wording.name(logic.key)
        option = quoted(self.wording.option(logic.key, logic.text))
        return f"{name if logic.key in SETTING_NAMES else quoted(name)}{'不为' if negated else '为'}{option}"

    def _name(self, key: str) -> str:
        dated = self.facts.year is not None and key not in self.facts.undated
        return self.wording.label(address(key, self.facts.year)) if dated else self.wording.name(key)

    def _within(self, sign: str, part: Part, *, right: bool = False) -> str:
        """A part beside a sign, in brackets where it is an operation of its own."""
        said = self.figure(part)
        inner = part.part if isinstance(part, OverYears) and part.function in ENDS else part
        same = isinstance(inner, Operation) and inner.sign == sign and not right
        return f"（{said}）" if isinstance(inner, Operation) and not same else said

    def _over_years(self, part: OverYears) -> str:
        window = part.window(self.facts)
        if part.function in ENDS:
            return self.at(window[0 if part.function == "first" else -1]).figure(part.part) if window else ""
        inner = self.figure(part.part)
        looked_at = f"各年（{inner}）的" if isinstance(part.part, Operation) else inner
        return f"{span_of(window)}{looked_at}{ENDINGS[part.function]}"


def span_of(window: tuple[int, ...]) -> str:
    """“2022—2024年”; empty without years."""
    if not window:
        return ""
    return f"{window[0]}—{window[-1]}年" if len(window) > 1 else f"{window[0]}年"


def unit_of(part: Part, wording: Wording) -> str:
    """The unit of a figure, where it is that of one answer or indicator; percent for growth."""
    match part:
        case Name(key=key):
            return wording.unit(key)
        case Reference(id=id):
            return wording.unit(id)
        case OverYears(function=function, part=inner):
            return "%" if function in GROWTHS else unit_of(inner, wording)
        case Firms():
            return "家"
        case Rows():
            return "行"
        case Sign(part=inner):
            return unit_of(inner, wording)
    return ""


def methods(part: Part | Logic, facts: Facts) -> tuple[str, ...]:
    """The conventions by which a formula was computed, each in a sentence, once."""
    return tuple(dict.fromkeys(said for each in walk(part) for said in _method(each, facts)))


def _method(part: Part | Logic, facts: Facts) -> Iterator[str]:
    if isinstance(part, OverYears) and part.function in GROWTHS and (window := part.window(facts)):
        way = "复合增速" if part.compound(facts) else "各年增速的平均数"
        yield f"年均增速按{way}计算，以{window[0]}年为基年"
    if isinstance(part, Firms) and len(part.titles) > 1:
        yield "一家企业兼有多个称号只计一次" if part.counts_once(facts) else "一家企业兼有多个称号按称号分别计数"
