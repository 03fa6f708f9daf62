"""Figures as officials type them, read exactly or refused with a sentence; and written with separators."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DIGITS = 18
"""More digits than this is a slip of the keyboard; within it, 34 digits of arithmetic tell all ratios apart."""

HALF_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x2212: "-", 0xFFE5: "¥", 0x3000: " "}
SCALES = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
ALIKE = {
    "km²": "平方公里",
    "km2": "平方公里",
    "㎢": "平方公里",
    "平方千米": "平方公里",
    "个": "家",
    "户": "家",
    "件": "项",
}
WHOLE = r"\d{1,3}(?:[, ]\d{3})+|\d+"
UNIT = r"[^\da-zA-Z.,+-]*|[a-zA-Z]+[²2]?"
FIGURE = re.compile(rf"(?P<sign>[+-]?) ?(?P<whole>{WHOLE})(?P<part>\.\d+)? ?(?P<unit>{UNIT})", re.ASCII)


class Unreadable(ValueError):  # noqa: N818 - an answer to the official, not an error of the software
    """A text that is not an answer of the kind asked for; ``sentence`` tells the official what to type."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_figure(text: str, *, unit: str = "", label: str, example: str = "1,234.5") -> Decimal | None:
    """The figure that was typed, in ``unit``; None when nothing was typed.

    ``example`` is shown to whom types something else.

    Full-width signs, thousands separators and a unit typed along are understood; 万元 is turned into 亿元 exactly.

    Raises:
        Unreadable: the text is no plain number, has too many digits, or carries a unit that does not fit.
    """
    plain = _plain(text)
    if not plain:
        return None
    match = FIGURE.fullmatch(plain)
    if match is None:
        raise Unreadable(f"“{label}”应填数字，如{example}，现填“{shorten(text)}”")
    digits = re.sub(r"[, ]", "", match["whole"]) + (match["part"] or "")
    if len(digits.replace(".", "").lstrip("0")) > MOST_DIGITS:
        raise Unreadable(f"“{label}”的数字超过{MOST_DIGITS}位，请检查是否多填")
    value = Decimal(match["sign"] + digits)
    return value.scaleb(_shift(match["unit"].replace(" ", ""), unit, label))


def _plain(text: str) -> str:
    return " ".join(text.translate(HALF_WIDTH).split()).removeprefix("¥").strip()


def with_unit(text: str, unit: str) -> str:
    """What was typed with a unit that stands beside it; a unit typed along comes first. Raises Unreadable."""
    if not re.fullmatch(UNIT, _plain(unit)):
        raise Unreadable(f"单位“{shorten(unit)}”无法识别")
    match = FIGURE.fullmatch(_plain(text))
    return f"{text}{unit}" if match and not match["unit"] else text


def _shift(typed: str, unit: str, label: str) -> int:
    """By how many powers of ten a figure in the typed unit is larger than in the field's own."""
    if not typed:
        return 0
    own_scale, own_base = scale_and_base(unit)
    scale, base = scale_and_base(typed)
    if base != own_base and not (scale and not base):
        wanted = f"以“{unit}”为单位" if unit else "不带单位"
        raise Unreadable(f"“{label}”应{wanted}填写，现填的单位是“{shorten(typed)}”")
    return scale - own_scale if base or own_base else scale


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same in scale and kind: km² and 平方公里 are, 万元 and 亿元 are not."""
    return scale_and_base(one) == scale_and_base(other)


def scale_and_base(unit: str) -> tuple[int, str]:
    """Scale and base of a unit: 亿元 is eight powers of ten of 元."""
    half_width = unit.translate(HALF_WIDTH)
    plain = ALIKE.get(half_width, ALIKE.get(half_width.lower(), half_width))
    prefix = max((each for each in SCALES if plain.startswith(each)), key=len)
    base = plain[len(prefix) :]
    return SCALES[prefix], ALIKE.get(base, base)


def shorten(text: str, most: int = 20) -> str:
    """What was typed, short enough to be quoted in a sentence."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most] + "…"


def canonical(value: Decimal) -> str:
    """The one way a figure is stored: plain digits, no exponent, no trailing zeros, no negative zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def format_figure(value: Decimal) -> str:
    """The figure with thousands separators, all its digits kept."""
    return f"{Decimal(canonical(value)):,f}"
