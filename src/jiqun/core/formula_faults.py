"""Where a formula that cannot be read goes wrong: the first bracket, quotation mark or sign that does not fit."""

from __future__ import annotations

import re

SINGLE = re.compile(r"(?<![<>=!])=(?!=)")
QUOTES = "\"'"


def fault_in(text: str, at: int | None = None) -> str:
    """The fault in words, with the number of its character; ``at``: where reading stopped, counted from one."""
    outside = _without_texts(text)
    if isinstance(outside, int):
        return f"第{outside + 1}个字符的引号没有配对"
    if found := SINGLE.search(outside):
        return f"第{found.start() + 1}个字符“=”应写作“==”"
    if fault := _bracket(outside):
        return fault
    if at is None or not 1 <= at <= len(text):
        return "末尾不完整"
    rest = text[at - 1 :]
    word = re.match(r"\w+|.", rest)
    return f"第{at}个字符“{word[0] if word else rest[0]}”处不能这样写"


def _without_texts(text: str) -> str | int:
    """The text with what stands in quotation marks blanked; the place of a mark that is never closed."""
    made, opened = [], -1
    for at, sign in enumerate(text):
        if opened >= 0:
            opened = -1 if sign == text[opened] else opened
            made.append(" ")
        elif sign in QUOTES:
            opened = at
            made.append(" ")
        else:
            made.append(sign)
    return "".join(made) if opened < 0 else opened


def _bracket(text: str) -> str:
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")":
            if not opened:
                return f"第{at + 1}个字符“)”多余，前面没有与之配对的“(”"
            opened.pop()
    return f"第{opened[-1] + 1}个字符“(”没有配对的“)”" if opened else ""
