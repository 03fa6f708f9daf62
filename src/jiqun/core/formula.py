"""Formulas of the policy: a small arithmetic, read once, refused when it holds anything else.

``last(output_sme) / last(output_total) * 100`` — names are keys of the form; the functions are ``last``, ``lowest``
and ``growth`` of a field by years, ``rows`` of a table, and ``firms`` of the roster with any of the titles named.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiqun.core.arithmetic import precisely
from jiqun.core.expressions import (
    OVER_YEARS,
    Firms,
    Name,
    Number,
    Operation,
    OverYears,
    Part,
    Rows,
    Sign,
    Trace,
)
from jiqun.core.facts import Facts

MOST_CHARACTERS = 500
MOST_LEVELS = 30
FUNCTIONS = (*OVER_YEARS, "rows", "firms")
SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
PLAIN_NUMBER = re.compile(r"\d{1,18}(\.\d{1,18})?", re.ASCII)


class FormulaError(ValueError):
    """A formula that the policy may not hold; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula gave. Without ``value``, ``missing`` lists the empty addresses, or ``reason`` says of ``blamed``
    why nothing can be computed from them."""

    value: Decimal | None
    inputs: tuple[tuple[str, Decimal], ...]
    missing: tuple[str, ...]
    reason: str = ""
    blamed: tuple[str, ...] = ()


def evaluate(formula: str, facts: Facts) -> Outcome:
    """The exact value of a formula over one dossier, or why there is none; raises FormulaError."""
    part = compiled(formula)
    trace = Trace()
    with precisely():
        value = part.value(facts, trace)
    return Outcome(value, tuple(trace.inputs.items()), tuple(trace.missing), trace.reason, trace.blamed)


def names(formula: str) -> set[str]:
    """The keys of the form that a formula looks at; raises FormulaError."""
    return set(compiled(formula).names())


@lru_cache(maxsize=1024)
def compiled(formula: str) -> Part:
    """The tree of a formula.

    Raises:
        FormulaError: it is too long or too deep, is no formula, or holds anything but the arithmetic above.
    """
    if len(formula) > MOST_CHARACTERS:
        raise FormulaError(f"公式超过{MOST_CHARACTERS}个字符")
    text = " ".join(formula.split())
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"公式“{text}”写法有误") from None
    return _Reader(text).part(tree.body, MOST_LEVELS)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the syntax tree of one text into parts, refusing whatever is not on the list."""

    text: str

    def part(self, node: ast.expr, levels: int) -> Part:
        if levels == 0:
            raise FormulaError(f"公式嵌套超过{MOST_LEVELS}层")
        match node:
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                return Operation(SIGNS[type(sign)], self.part(left, levels - 1), self.part(right, levels - 1))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                return Sign(isinstance(sign, ast.USub), self.part(operand, levels - 1))
            case ast.Constant():
                return Number(self.number(node))
            case ast.Name(id=key):
                return self.name(key)
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
                return self.call(function, arguments)
        raise self.refusal(node)

    def number(self, node: ast.Constant) -> Decimal:
        """The number as written: through a float it would no longer be exact."""
        written = ast.get_source_segment(self.text, node) or ""
        if not PLAIN_NUMBER.fullmatch(written):
            raise self.refusal(node)
        return Decimal(written)

    def name(self, key: str) -> Name:
        if key in FUNCTIONS:
            raise FormulaError(f"公式中“{key}”是函数，后面应有括号")
        return Name(key)

    def call(self, function: str, arguments: list[ast.expr]) -> Part:
        if function not in FUNCTIONS:
            raise FormulaError(f"公式中没有“{function}”这个函数，可用：{'、'.join(FUNCTIONS)}")
        if function == "firms":
            return Firms(self.titles(arguments))
        match arguments:
            case [ast.Name(id=key)]:
                return Rows(self.name(key).key) if function == "rows" else OverYears(function, self.name(key).key)
        raise FormulaError(f"公式中“{function}”的括号里应是一个填报项")

    def titles(self, arguments: list[ast.expr]) -> tuple[str, ...]:
        titles = [each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if not all(titles) or len(titles) < max(len(arguments), 1):
            raise FormulaError("公式中“firms”的括号里应写明企业称号")
        return tuple(titles)

    def refusal(self, node: ast.expr) -> FormulaError:
        return FormulaError(f"公式中不能使用“{ast.get_source_segment(self.text, node) or self.text}”")
