"""Flaws of the fixed texts: parts that no document has, names that a part does not know, texts too long or missing."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.core.policy.flaws import Flaw, one_of, repeated
from jiqun.core.policy.schema import FieldKind, RoundPolicy
from jiqun.core.policy.textschema import PartText, Programme, Texts
from jiqun.core.texts.catalogue import DOCUMENT_PARTS, part_of, parts_of
from jiqun.core.texts.filling import names_in
from jiqun.core.texts.parts import LABEL, Part
from jiqun.core.texts.summary import SUMMARY_FACTS

COLUMN = Part("column", "列名")
FIGURES = (FieldKind.YEARS, FieldKind.INTEGER, FieldKind.DECIMAL)


def check_texts(policy: RoundPolicy) -> Iterator[Flaw]:
    """Every flaw of the round's texts and of the programme's own words."""
    yield from _programme(policy.programme)
    if policy.texts is None:
        return
    yield from check_parts(policy.texts, "texts")
    yield from _columns(policy, policy.texts)


def check_parts(texts: Texts, path: str) -> Iterator[Flaw]:
    """Every flaw of the parts by themselves; ``path`` is where the texts stand."""
    here = f"{path}.parts" if path else "parts"
    yield from repeated((each.key for each in texts.parts), f"{here}.{{}}.key")
    for at, each in enumerate(texts.parts):
        yield from _part(each, f"{here}.{at}")


def _part(given: PartText, path: str) -> Iterator[Flaw]:
    try:
        part = part_of(given.key)
    except KeyError:
        yield from _unknown(given.key, f"{path}.key")
    else:
        yield from _text(given.text, part, f"{path}.text")


def _unknown(key: str, path: str) -> Iterator[Flaw]:
    document, _, part = key.partition(".")
    try:
        known = parts_of(document)
    except KeyError:
        yield from one_of(document, [each.key for each in DOCUMENT_PARTS], path)
    else:
        yield from one_of(part, [each.key for each in known.parts], path)


def _text(text: str, part: Part, path: str) -> Iterator[Flaw]:
    if not text.strip() and not part.optional:
        yield path, f"“{part.label}”应有文字", "空白"
    if len(text) > part.longest:
        yield path, f"“{part.label}”应不超过{part.longest}字", f"{len(text)}字"
    try:
        names = names_in(text)
    except ValueError:
        yield path, "花括号应成对，其中只写名称", f"“{text}”"
        return
    for name in dict.fromkeys(names):
        if name not in part.all_places:
            yield path, f"花括号中应为下列之一：{part.may_name}", f"“{{{name}}}”"


def _programme(words: Programme) -> Iterator[Flaw]:
    for name in ("name", "object", "counter"):
        word = getattr(words, name)
        if not word.strip():
            yield f"programme.{name}", "应有文字", "空白"
        if len(word) > LABEL:
            yield f"programme.{name}", f"应不超过{LABEL}字", f"{len(word)}字"


def _columns(policy: RoundPolicy, texts: Texts) -> Iterator[Flaw]:
    indicators = {each.id: None for track in policy.tracks for each in track.criteria.indicators}
    fields = [each.key for section in policy.form.sections for each in section.fields if each.kind in FIGURES]
    yield from repeated((column.key for column in texts.summary_columns), "texts.summary_columns.{}.key")
    for at, column in enumerate(texts.summary_columns):
        path = f"texts.summary_columns.{at}"
        if column.key not in indicators and column.key not in fields:
            yield from one_of(column.key, SUMMARY_FACTS, f"{path}.key")
            if not column.label.strip():
                yield f"{path}.label", "必须填写列名", "未填写"
        if column.label:
            yield from _text(column.label, COLUMN, f"{path}.label")
