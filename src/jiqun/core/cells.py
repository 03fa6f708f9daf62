"""One answer: read from what was typed into the way it is stored, and checked as it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from jiqun.core import credit_code
from jiqun.core.facts import as_figure
from jiqun.core.figures import HALF_WIDTH, Unreadable, canonical, format_figure, read_figure, shorten
from jiqun.core.findings import Citation, Finding
from jiqun.core.policy.schema import Column, Field, FieldKind

Stored = str | list[str]
FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.YEARS)
WORDS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
YES_NO = {"yes": "yes", "no": "no", "是": "yes", "否": "no"}
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))", re.ASCII)
BETWEEN_CHOICES = re.compile(r"[、,，;；\n]")
UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0x7F: None}


def read_cell(asked: Field | Column, typed: str | Sequence[str], *, label: str = "") -> Stored | None:
    """What was typed, as it is stored; None when nothing was.

    Raises:
        Unreadable: it cannot be taken for an answer of this kind.
    """
    label = label or asked.label
    if asked.kind is FieldKind.CHOICES:
        return _choices(asked, typed, label)
    if not isinstance(typed, str):
        raise Unreadable(_one_answer(label))
    text = typed.replace("\r\n", "\n").replace("\r", "\n").translate(UNPRINTABLE).strip()
    if not text:
        return None
    if asked.kind in WORDS:
        line = text if asked.kind is FieldKind.LONG_TEXT else " ".join(text.split())
        return line.translate(HALF_WIDTH) if _digits(asked) else line
    if asked.kind in FIGURES:
        return _figure(asked, text, label)
    if asked.kind is FieldKind.USCC:
        return credit_code.normalise(text)
    if asked.kind is FieldKind.DATE:
        return read_day(text, label=label).isoformat()
    if asked.kind is FieldKind.YES_NO:
        if text not in YES_NO:
            raise Unreadable(f"“{label}”应选“是”或“否”，现为“{shorten(text)}”")
        return YES_NO[text]
    return _choice(asked, text, label)


def _figure(asked: Field | Column, text: str, label: str) -> str | None:
    figure = read_figure(text, unit=asked.unit, label=label)
    if figure is None:
        return None
    if _is_whole(asked) and figure != figure.to_integral_value():
        raise Unreadable(f"“{label}”应填整数，现填“{shorten(text)}”")
    return canonical(figure)


def _digits(asked: Field | Column) -> int:
    """Of how many digits a code is; 0: it is no code."""
    return asked.digits if isinstance(asked, Field) else 0


def _is_whole(asked: Field | Column) -> bool:
    return asked.kind is FieldKind.INTEGER or (isinstance(asked, Field) and asked.whole)


def _choice(asked: Field | Column, text: str, label: str) -> str:
    """The code of an option given by code or by label."""
    for choice in asked.choices:
        if text in (choice.code, choice.label):
            return choice.code
    raise Unreadable(f"“{label}”中没有“{shorten(text)}”这一选项")


def _choices(asked: Field | Column, typed: str | Sequence[str], label: str) -> list[str]:
    """Codes in the order of the form, each once; one text may name several, as in a workbook."""
    whole = {choice.label for choice in asked.choices} | {choice.code for choice in asked.choices}
    single = isinstance(typed, str) and typed.strip() not in whole
    parts = BETWEEN_CHOICES.split(str(typed)) if single else [typed] if isinstance(typed, str) else typed
    picked = {_choice(asked, part.strip(), label) for part in parts if part.strip()}
    return [choice.code for choice in asked.choices if choice.code in picked]


def read_day(text: str, *, label: str) -> date:
    """A day written as 2024-05-01, 2024/5/1, 2024.5.1, 2024年5月1日 or 20240501; raises Unreadable."""
    match = DATE.fullmatch("".join(text.translate(HALF_WIDTH).split()))
    if match:
        year, *rest = match.groups()
        month, day = (int(part) for part in rest if part)
        with suppress(ValueError):  # the thirtieth of February is no day either
            return date(int(year), month, day)
    raise Unreadable(f"“{label}”应填日期，如2024-05-01，现填“{shorten(text)}”")


def check_cell(
    asked: Field | Column, value: object, *, place: str, citation: Citation | None = None, label: str = ""
) -> Iterator[Finding]:
    """What is wrong with a stored answer; nothing is said of one that is empty."""
    label = label or asked.label
    if value in (None, "", []):
        return
    for code, message in _problems(asked, value, label):
        yield Finding(f"form.{code}", message, citation, place)


def _one_answer(label: str) -> str:
    return f"“{label}”只填一个答案，现为多项"


def _problems(asked: Field | Column, value: object, label: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list) and asked.kind is not FieldKind.CHOICES:
        yield "unreadable", _one_answer(label)
        return
    if asked.max_chars and isinstance(value, str):
        length = count_characters(value)
        if length > asked.max_chars:
            yield "too_long", f"“{label}”限{asked.max_chars}字，现为{length}字，超出{length - asked.max_chars}字"
    digits = _digits(asked)
    if digits and not (isinstance(value, str) and len(value) == digits and value.isascii() and value.isdigit()):
        yield "wrong_digits", f"“{label}”应为{digits}位数字，现填“{shorten(str(value))}”"
    if asked.kind is FieldKind.USCC:
        problem = credit_code.problem_of(str(value))
        if problem:
            yield "bad_code", f"“{label}”（{shorten(str(value))}）{problem}"
    elif asked.kind not in WORDS:
        try:
            read_cell(asked, value if isinstance(value, str | list) else str(value), label=label)
        except Unreadable as unreadable:
            yield "unreadable", unreadable.sentence
        else:
            yield from _outside(asked, as_figure(value), label)


def _outside(asked: Field | Column, figure: Decimal | None, label: str) -> Iterator[tuple[str, str]]:
    if asked.kind not in FIGURES or figure is None:
        return
    if asked.minimum is not None and figure < asked.minimum:
        yield "out_of_range", f"“{label}”不应小于{format_figure(asked.minimum)}，现填{format_figure(figure)}"
    if asked.maximum is not None and figure > asked.maximum:
        yield "out_of_range", f"“{label}”不应大于{format_figure(asked.maximum)}，现填{format_figure(figure)}"


def count_characters(text: str) -> int:
    """Characters as word limits count them: white space is free."""
    return sum(not character.isspace() for character in text)
