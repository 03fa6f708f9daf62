"""From the text of a formula to its tree, read once; whatever is not on the list is refused."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import Name, Number, Operation, Part, Sign
from jiqun.core.facts import SETTING_NAMES
from jiqun.core.formula_faults import fault_in
from jiqun.core.logic import NO, YES, And, Answered, Comparison, EachYear, Logic, Not, Or, Truth
from jiqun.core.over_years import FUNCTIONS_OVER_YEARS, OverYears
from jiqun.core.policy.schema import Operator

MOST_CHARACTERS = 500
MOST_LEVELS = 30
MOST_YEARS = 30
COUNTED_ONCE = {"firms": None, "firms_once": True, "titles": False}
FIGURE_FUNCTIONS = (*FUNCTIONS_OVER_YEARS, "rows", *COUNTED_ONCE)
FUNCTIONS = (*FIGURE_FUNCTIONS, "each_year")
ALSO_KEYS = ("first", "highest", "mean", "total", "titles")
"""Functions by a word that a form may use as a key: without brackets they stand for the answer."""
TRUTHS = {"true": True, "false": False}
SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.GtE: Operator.AT_LEAST,
    ast.Gt: Operator.ABOVE,
    ast.LtE: Operator.AT_MOST,
    ast.Lt: Operator.BELOW,
    ast.Eq: Operator.EQUALS,
    ast.NotEq: Operator.EQUALS,
}
MIRRORED = {
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.ABOVE: Operator.BELOW,
    Operator.BELOW: Operator.ABOVE,
}
PLAIN_NUMBER = re.compile(r"\d{1,18}(\.\d{1,18})?", re.ASCII)
TYPED = str.maketrans(dict(zip("（），“”×÷　", '(),""*/ ', strict=True)) | {"≥": ">=", "≤": "<=", "≠": "!="})
"""What officials type for the signs of a formula."""


class FormulaError(ValueError):
    """A formula that the policy may not hold; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_figure_formula(formula: str) -> Part:
    """The tree of an arithmetic formula; raises FormulaError."""
    reader, node = _parsed(formula)
    return reader.figure(node, MOST_LEVELS)


def read_condition(formula: str) -> Logic:
    """The tree of a logical formula; raises FormulaError."""
    reader, node = _parsed(formula)
    return reader.truth(node, MOST_LEVELS)


def _parsed(formula: str) -> tuple[_Reader, ast.expr]:
    if len(formula) > MOST_CHARACTERS:
        raise FormulaError(f"公式超过{MOST_CHARACTERS}个字符")
    text = " ".join(formula.translate(TYPED).split())
    if "#" in text:
        raise FormulaError("公式中不能使用“#”")  # what stands after it would silently be left out
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"公式“{text}”写法有误：{fault_in(text, getattr(error, 'offset', None))}") from None
    return _Reader(text), tree.body


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the syntax tree of one text into parts. ``in_year``: inside a function over years."""

    text: str
    in_year: bool = False

    def figure(self, node: ast.expr, levels: int) -> Part:
        _not_too_deep(levels)
        match node:
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                return Operation(SIGNS[type(sign)], self.figure(left, levels - 1), self.figure(right, levels - 1))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                return Sign(isinstance(sign, ast.USub), self.figure(operand, levels - 1))
            case ast.Constant():
                return Number(self.number(node))
            case ast.Name(id=key):
                return Name(self.field(key))
            case ast.Call(func=ast.Name(id=function)) if function != "each_year":
                return self.call(function, node, levels - 1)
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.Call(func=ast.Name()):
                raise FormulaError(f"公式中“{self.written(node)}”是判断，此处应为数值")
        raise self.refusal(node)

    def truth(self, node: ast.expr, levels: int) -> Logic:
        _not_too_deep(levels)
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(self.truth(each, levels - 1) for each in values))
            case ast.BoolOp(values=values):
                return Or(tuple(self.truth(each, levels - 1) for each in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.truth(operand, levels - 1))
            case ast.Compare(left=left, ops=signs, comparators=others):
                return self.comparisons([left, *others], signs, levels - 1)
            case ast.Name(id=key):
                return Truth(TRUTHS[key]) if key in TRUTHS else Answered(self.answer(key))
            case ast.Call(func=ast.Name(id="each_year")):
                return self.each_year(node, levels - 1)
            case ast.BinOp() | ast.UnaryOp() | ast.Constant(value=int() | float()) | ast.Call(func=ast.Name()):
                self.figure(node, levels)  # refused for a better reason, if there is one
                raise FormulaError(f"公式中“{self.written(node)}”是数值，此处应为判断")
        raise self.refusal(node)

    def comparisons(self, operands: list[ast.expr], signs: list[ast.cmpop], levels: int) -> Logic:
        """One comparison, or several in a chain: ``10 <= x < 20``."""
        found = [self.comparison(pair, sign, levels) for pair, sign in zip(pairwise(operands), signs, strict=True)]
        return found[0] if len(found) == 1 else And(tuple(found))

    def comparison(self, operands: tuple[ast.expr, ast.expr], sign: ast.cmpop, levels: int) -> Logic:
        if type(sign) not in OPERATORS:
            raise FormulaError(f"公式“{self.text}”中只能用>=、>、<=、<、==、!=比较")
        compared = self.answered(*operands, sign)
        if compared is None:
            compared = _facing(OPERATORS[type(sign)], *(self.figure(each, levels) for each in operands))
        return Not(compared) if isinstance(sign, ast.NotEq) else compared

    def answered(self, left: ast.expr, right: ast.expr, sign: ast.cmpop) -> Logic | None:
        """``purpose == "declaration"`` or ``west == true``; None where figures are compared."""
        text = next((found for found in (_text(left), _text(right)) if found is not None), None)
        if text is None:
            return None
        asked = left if _text(left) is None else right
        if not text or not isinstance(asked, ast.Name) or not isinstance(sign, ast.Eq | ast.NotEq):
            raise FormulaError(f"公式“{self.text}”中，文字只能与填报项或批次设定比较是否相等")
        return Answered(self.answer(asked.id), text)

    def answer(self, key: str) -> str:
        return key if key in SETTING_NAMES else self.field(key)

    def field(self, key: str) -> str:
        if key in FUNCTIONS and key not in ALSO_KEYS:
            raise FormulaError(f"公式中“{key}”是函数，后面应有括号")
        if key in SETTING_NAMES or key in TRUTHS:
            raise FormulaError(f"公式中“{key}”不是数值，不能参加计算")
        return key

    def number(self, node: ast.Constant) -> Decimal:
        """The number as written: through a float it would no longer be exact."""
        written = self.written(node)
        if isinstance(node.value, str):
            raise FormulaError(f"公式中{written}是文字，此处应为数值")
        if not PLAIN_NUMBER.fullmatch(written):
            raise self.refusal(node)
        return Decimal(written)

    def call(self, function: str, node: ast.Call, levels: int) -> Part:
        if function in COUNTED_ONCE:
            return self.firms(function, node)
        if function == "rows":
            return self.rows(node)
        if function in FUNCTIONS_OVER_YEARS:
            part, years = self.over_years(function, node)
            inner = _Reader(self.text, in_year=True).figure(part, levels)
            if not any(inner.names()):
                raise FormulaError(f"公式中“{function}”的括号里应有填报项")
            return OverYears(function, inner, years)
        raise FormulaError(f"公式中没有“{function}”这个函数，可用：{'、'.join(FUNCTIONS)}")

    def each_year(self, node: ast.Call, levels: int) -> Logic:
        part, years = self.over_years("each_year", node)
        return EachYear(_Reader(self.text, in_year=True).truth(part, levels), years)

    def over_years(self, function: str, node: ast.Call) -> tuple[ast.expr, int | None]:
        """What is looked at year by year, and over how many years."""
        if self.in_year:
            raise FormulaError(f"公式中“{self.written(node)}”不能再放进年度函数")
        match node:
            case ast.Call(args=[part], keywords=[]):
                return part, None
            case ast.Call(args=[part, ast.Constant() as count], keywords=[]):
                written = self.written(count)
                if written.isascii() and written.isdigit() and 1 <= int(written[:4]) <= MOST_YEARS:
                    return part, int(written[:4])
        raise FormulaError(f"公式中“{function}”的括号里应为算式，其后可写年数（1至{MOST_YEARS}）")

    def rows(self, node: ast.Call) -> Part:
        """``rows(standards)`` or ``rows(standards, level="national")``."""
        match node:
            case ast.Call(args=[ast.Name(id=key)], keywords=[]):
                return Rows(self.field(key))
            case ast.Call(
                args=[ast.Name(id=key)], keywords=[ast.keyword(arg=str(column), value=ast.Constant(value=str(code)))]
            ) if code:
                return Rows(self.field(key), column, code)
        raise FormulaError("公式中“rows”的括号里应为一个明细表，其后可写一列及其选项")

    def firms(self, function: str, node: ast.Call) -> Part:
        """``firms("champion", "giant")``, or with a column of the roster ``firms("champion", leading="yes")``."""
        titles = self.titles(function, node.args)
        match node.keywords:
            case []:
                return Firms(titles, COUNTED_ONCE[function])
            case [ast.keyword(arg=str(column), value=ast.Constant(value=str(code)))] if code:
                return Firms(titles, COUNTED_ONCE[function], column, code)
        raise FormulaError(f'公式中“{function}”的称号之后只可写名录的一列及其选项，如leading="yes"')

    def titles(self, function: str, arguments: list[ast.expr]) -> tuple[str, ...]:
        titles = [each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if not all(titles) or len(titles) < max(len(arguments), 1):
            raise FormulaError(f"公式中“{function}”的括号里应写明企业称号")
        return tuple(titles)

    def written(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text, node) or self.text

    def refusal(self, node: ast.expr) -> FormulaError:
        return FormulaError(f"公式中不能使用“{self.written(node)}”")


def _facing(operator: Operator, left: Part, right: Part) -> Comparison:
    """The comparison with its bound on the right, as a sentence has it: ``40 <= x`` is ``x >= 40``."""
    if isinstance(left, Number) and not isinstance(right, Number):
        return Comparison(MIRRORED.get(operator, operator), right, left)
    return Comparison(operator, left, right)


def _not_too_deep(levels: int) -> None:
    if levels <= 0:
        raise FormulaError(f"公式嵌套超过{MOST_LEVELS}层")


def _text(node: ast.expr) -> str | None:
    """The text that stands there; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id="true"):
            return YES
        case ast.Name(id="false"):
            return NO
    return None
