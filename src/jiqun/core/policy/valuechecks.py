"""What a single value may be, whatever stands around it: texts that say something, numbers in their range, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from keyword import iskeyword
from typing import Any

from jiqun.core.facts import SETTING_NAMES
from jiqun.core.formula_reading import ALSO_KEYS, FUNCTIONS, MOST_YEARS, TRUTHS
from jiqun.core.policy.dated import Source
from jiqun.core.policy.flaws import Flaw
from jiqun.core.policy.schema import (
    Aspect,
    CheckItem,
    Choice,
    Clause,
    Column,
    Consistency,
    CriteriaSet,
    Criterion,
    Field,
    Indicator,
    RoundPolicy,
    ScoreItem,
    Section,
    Track,
)
from jiqun.core.policy.textschema import SummaryColumn
from jiqun.core.policy.walking import records_in

SAYING = ("document", "label", "title", "form_title")
"""Members that say what something is or where it was read: never blank."""
NUMBERED = (Aspect, CheckItem, Clause, Consistency, Criterion, ScoreItem)
"""Shapes whose ids are numbers as in the document."""
UNNAMED = (SummaryColumn,)
"""Shapes that may leave their label to what they show."""
RANGES: dict[tuple[type, str], tuple[int, int]] = {
    (RoundPolicy, "year"): (1949, 2999),
    (CriteriaSet, "data_years"): (1, MOST_YEARS),
    (Indicator, "decimals"): (0, 10),
    (Field, "max_chars"): (0, 100_000),
    (Field, "min_rows"): (0, 1000),
    (Field, "digits"): (0, 30),
    (Column, "max_chars"): (0, 100_000),
}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
NAMED = {Field: "key", Column: "key", Indicator: "id"}
"""What formulas name; a dot or a dash in it would be read as a year or a row of an answer's address."""
CODED = {Choice: "code", Section: "id", Track: "id"}
RESERVED = {*SETTING_NAMES, *TRUTHS, *FUNCTIONS} - {*ALSO_KEYS}
"""Names that mean something else in a formula; columns are named after a table only."""


def value_flaws(value: Any, path: str = "") -> Iterator[Flaw]:
    """Every value inside a part of the policy that cannot be meant."""
    for here, record in records_in(value, path):
        yield from _blank(record, here)
        yield from _out_of_range(record, here)
        yield from _unfit_key(record, here)


def _blank(record: Any, path: str) -> Iterator[Flaw]:
    for name in (*SAYING, "id") if isinstance(record, NUMBERED) else SAYING:
        text = getattr(record, name, None)
        if isinstance(text, str) and not text.strip() and not isinstance(record, UNNAMED):
            words = "依据必须写明文件名称" if isinstance(record, Source) else "应有文字"
            yield f"{path}.{name}".lstrip("."), words, "空白"


def _out_of_range(record: Any, path: str) -> Iterator[Flaw]:
    for (shape, name), (least, most) in RANGES.items():
        if isinstance(record, shape) and not least <= getattr(record, name) <= most:
            yield f"{path}.{name}".lstrip("."), f"应为{least}至{most}的整数", f"{getattr(record, name)}"


def _unfit_key(record: Any, path: str) -> Iterator[Flaw]:
    if member := NAMED.get(type(record), ""):
        name = getattr(record, member)
        here = f"{path}.{member}".lstrip(".")
        if not NAME.fullmatch(name):
            yield here, "应以字母开头，只含字母、数字和下划线，至多60个字符", f"“{name}”"
        elif iskeyword(name) or (name in RESERVED and not isinstance(record, Column)):
            yield here, "不应使用公式中另有含义的词", f"“{name}”"
    elif member := CODED.get(type(record), ""):
        code = getattr(record, member)
        if not CODE.fullmatch(code):
            yield f"{path}.{member}".lstrip("."), "应只含字母、数字、连字符和下划线，至多60个字符", f"“{code}”"
