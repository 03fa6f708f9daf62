"""What the checks of a policy say, as an official reads it: labels instead of keys, days as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from jiqun.core.policy.schema import CriterionKind, FieldKind, Operator
from jiqun.core.policy.valuetext import day_words
from jiqun.core.texts.catalogue import DOCUMENT_PARTS
from jiqun.core.vocabulary import Level, Mark, Purpose
from jiqun.core.wording import SETTING_LABELS, YES_NO

TERMS = (Level, Purpose, Mark, FieldKind, CriterionKind, Operator)
KEYED = ("key", "id", "code", "kind")
KEY = re.compile(r"(?<![A-Za-z0-9_.{])[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?(?![A-Za-z0-9_}(])")
DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
CHOICES = "应为下列之一："
MOST_CHOICES = 8
PHRASES = (
    ("应为至少有一项的表，现为表", "至少填写一项，现为空"),
    ("应为至少有一项的表，现为列表", "至少填写一项，现为空"),
    ("true或false", "是或否"),
    ("现为空值", "现未填写"),
    ("现为“”", "现未选择"),
    ("现为未填写", "现未填写"),
    ("必须填写文字，", "必须填写，"),
)


def plain_sentence(expected: str, found: str, pack: Any) -> str:
    """What was expected and what was found, in one sentence."""
    if expected.startswith(CHOICES) and expected.count("、") >= MOST_CHOICES:
        expected = "应从所列的选项中选择"
    said = f"{expected}，现为{found}"
    for written, plain in PHRASES:
        said = said.replace(written, plain)
    labels = _labels(pack)
    said = KEY.sub(lambda key: labels.get(key[0], key[0]), said)
    return DAY.sub(_day_words, said)


def _day_words(written: re.Match[str]) -> str:
    """A day in words; one that no month has stays as it is written."""
    try:
        return day_words(date.fromisoformat(written[0]))
    except ValueError:
        return written[0]


def _labels(pack: Any) -> dict[str, str]:
    """What every key of the pack is called, and every code of the software's own words."""
    own: dict[str, str] = {}
    for key, label in _named(pack.get("round")) if isinstance(pack, dict) else ():
        own.setdefault(key, label)
    for edition in (pack.get("criteria") or {}).values() if isinstance(pack, dict) else ():
        for key, label in _named(edition):
            own.setdefault(key, label)
    return {**_fixed(), **own}


@lru_cache(maxsize=1)
def _fixed() -> dict[str, str]:
    terms = {str(code): str(label) for term in TERMS for code, label in term.choices()}
    parts = {f"{each.key}.{part.key}": f"{each.label}·{part.label}" for each in DOCUMENT_PARTS for part in each.parts}
    return {**parts, **SETTING_LABELS, **YES_NO, **terms}


def _named(plain: Any) -> Iterator[tuple[str, str]]:
    """Every record below that has a key and a label."""
    if isinstance(plain, dict):
        label = plain.get("label") or plain.get("place")
        for name in KEYED:
            if isinstance(plain.get(name), str) and label and _is_key(plain[name]):
                yield plain[name], str(label)
                break
        for value in plain.values():
            yield from _named(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _named(value)


def _is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None
