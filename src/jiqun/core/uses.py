"""What a formula looks at and in which manner, so that a check of the policy can hold it against the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiqun.core.counts import Firms, Rows
from jiqun.core.expressions import ROSTER, Name, Part
from jiqun.core.facts import SETTING_NAMES
from jiqun.core.logic import Answered, EachYear, Logic
from jiqun.core.over_years import OverYears
from jiqun.core.vocabulary import Term


class Manner(Term):
    """How a formula looks at a name."""

    FIGURE = "figure", "数值"
    BY_YEAR = "by_year", "分年度数值"
    ANSWER = "answer", "选择"
    SETTING = "setting", "批次设定"
    ROWS = "rows", "明细表"
    FIRMS = "firms", "企业名录"


@dataclass(frozen=True, slots=True)
class Use:
    """One look at a name.

    ``function``: that over years around it, empty outside of one. ``texts``: the titles counted, the option compared
    with, or the option of the ``column`` counted. ``equals``: what the ``column`` must hold for a firm to count.
    ``key`` may also be the id of another indicator where ``manner`` is FIGURE or BY_YEAR.
    """

    key: str
    manner: Manner
    function: str = ""
    texts: tuple[str, ...] = ()
    column: str = ""
    equals: str = ""


def uses(part: Part | Logic, function: str = "") -> Iterator[Use]:
    """Every look of a formula at a name, in the order written; other indicators that it names are looked into."""
    match part:
        case Name(key=key):
            yield Use(key, Manner.BY_YEAR if function else Manner.FIGURE, function)
        case Rows(key=key, column=column, equals=code):
            yield Use(key, Manner.ROWS, function, (code,) if column else (), column)
        case Firms(titles=titles, column=column, equals=code):
            yield Use(ROSTER, Manner.FIRMS, function, titles, column, code)
        case Answered(key=key, text=text):
            yield Use(key, Manner.SETTING if key in SETTING_NAMES else Manner.ANSWER, function, (text,))
        case OverYears(function=name, part=inner):
            yield from uses(inner, name)
        case EachYear(part=inner):
            yield from uses(inner, "each_year")
        case _:
            for each in part.parts():
                yield from uses(each, function)
