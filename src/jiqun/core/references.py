"""Indicators that name other indicators of the same set: each name is followed to its tree, a circle is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from jiqun.core.expressions import Name, Operation, Part, Reference, Sign
from jiqun.core.formula import compiled, walk
from jiqun.core.formula_reading import FormulaError
from jiqun.core.logic import And, Comparison, EachYear, Logic, Not, Or
from jiqun.core.over_years import OverYears
from jiqun.core.policy.schema import Indicator

MOST_IN_A_ROW = 8
MOST_PARTS = 2000
"""So that indicators of indicators can neither nest too deep nor grow beyond all bounds."""

Look = Callable[[str], Part | None]


def resolved(indicators: Iterable[Indicator], asked: Collection[str] | None = None) -> dict[str, Part]:
    """The tree of every indicator by its id, the names of others followed.

    ``asked``: the keys of the form, which come before ids of indicators. Where they are not known, an indicator that
    names itself means the answer of that key.

    Raises:
        FormulaError: a formula is refused, names go round in a circle (named), or they grow too large.
    """
    given = list(indicators)
    resolver = _Resolver({each.id: each for each in given}, asked)
    return {each.id: resolver.tree(each.id) for each in given}


def with_references(logic: Logic, parts: Mapping[str, Part], asked: Collection[str] | None = None) -> Logic:
    """A condition, its names of indicators followed; raises FormulaError."""
    return _truth(logic, lambda key: None if asked and key in asked else parts.get(key))


@dataclass(slots=True)
class _Resolver:
    """``row``: the ids being followed, outermost first."""

    indicators: Mapping[str, Indicator]
    asked: Collection[str] | None
    row: list[str] = field(default_factory=list)
    done: dict[str, Part] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)

    def tree(self, id: str) -> Part:
        if id not in self.done:
            self.row.append(id)
            own = compiled(self.indicators[id].formula)
            part = _figure(own, self.look)
            self.row.pop()
            self.measure(id, own)
            self.done[id] = part
        return self.done[id]

    def measure(self, id: str, own: Part) -> None:
        """How large and how deep the tree is with all that it names."""
        named = [key for key in own.names() if key in self.sizes]
        self.sizes[id] = sum(1 for _ in walk(own)) + sum(self.sizes[key] for key in named)
        self.depths[id] = 1 + max((self.depths[key] for key in named), default=0)
        if self.sizes[id] > MOST_PARTS or self.depths[id] > MOST_IN_A_ROW:
            raise FormulaError(f"公式“{self.called(id)}”逐级引用其他指标过多，请拆分")

    def called(self, id: str) -> str:
        """As an official who types formulas knows it."""
        return f"{self.indicators[id].label}（{id}）"

    def look(self, key: str) -> Part | None:
        if key not in self.indicators or (self.asked is not None and key in self.asked):
            return None
        if self.asked is None and key == self.row[-1]:
            return None
        if key in self.row:
            circle = [*self.row[self.row.index(key) :], key]
            raise FormulaError(f"公式循环引用：{' → '.join(map(self.called, circle))}")
        if len(self.row) > MOST_IN_A_ROW:
            raise FormulaError(f"公式“{self.called(self.row[0])}”逐级引用其他指标过多，请拆分")
        return self.tree(key)


def _figure(part: Part, look: Look, *, in_year: bool = False) -> Part:
    match part:
        case Name(key=key):
            found = look(key)
            if found is not None and in_year and any(isinstance(each, OverYears) for each in walk(found)):
                raise FormulaError(f"公式中“{key}”本身按年度计算，不能再放进年度函数")
            return part if found is None else Reference(key, found)
        case Sign(negative=negative, part=inner):
            return Sign(negative, _figure(inner, look, in_year=in_year))
        case Operation(sign=sign, left=left, right=right):
            return Operation(sign, _figure(left, look, in_year=in_year), _figure(right, look, in_year=in_year))
        case OverYears(function=function, part=inner, years=years):
            return OverYears(function, _figure(inner, look, in_year=True), years)
    return part


def _truth(logic: Logic, look: Look, *, in_year: bool = False) -> Logic:
    match logic:
        case Comparison(operator=operator, left=left, right=right):
            return Comparison(operator, _figure(left, look, in_year=in_year), _figure(right, look, in_year=in_year))
        case Not(part=inner):
            return Not(_truth(inner, look, in_year=in_year))
        case And(members=members):
            return And(tuple(_truth(each, look, in_year=in_year) for each in members))
        case Or(members=members):
            return Or(tuple(_truth(each, look, in_year=in_year) for each in members))
        case EachYear(part=inner, years=years):
            return EachYear(_truth(inner, look, in_year=True), years)
    return logic
