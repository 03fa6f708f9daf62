"""The unified social credit code of GB 32100-2015: eighteen characters, the last of which checks the others.

The division digits are those of registration, so they are never compared with a county.
"""

from __future__ import annotations

from jiqun.core.figures import HALF_WIDTH

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
BASE = len(ALPHABET)
WEIGHTS = tuple(pow(3, place, BASE) for place in range(LENGTH - 1))
VALUE = {character: value for value, character in enumerate(ALPHABET)}


def normalise(text: str) -> str:
    """The code in half-width capitals without spaces."""
    return "".join(text.translate(HALF_WIDTH).split()).upper()


def check_character(body: str) -> str:
    """The eighteenth character that belongs to seventeen; raises KeyError for characters outside the alphabet."""
    total = sum(weight * VALUE[character] for weight, character in zip(WEIGHTS, body, strict=True))
    return ALPHABET[-total % BASE]


def problem_of(code: str) -> str:
    """What is wrong with a normalised code, as the end of a sentence; empty when nothing is."""
    if len(code) != LENGTH:
        return f"应为{LENGTH}位，现为{len(code)}位"
    strange = sorted({character for character in code if character not in VALUE})
    if strange:
        return f"含有不该出现的字符“{''.join(strange)}”（不使用字母I、O、S、V、Z）"
    if check_character(code[:-1]) != code[-1]:
        return "校验不通过，请核对是否有错字"
    return ""
