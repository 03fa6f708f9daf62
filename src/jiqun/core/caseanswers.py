"""Answers of a case, read as the form reads those of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiqun.core.addresses import addresses_of, key_of
from jiqun.core.answers import SectionReading, read_answer, read_rows
from jiqun.core.figures import shorten
from jiqun.core.policy.schema import Field, FieldKind, Form

REFUSED = "form.unreadable"
"""What no formula can look at. What only keeps a declaration from being submitted, criteria are tried with too."""


class Misread(ValueError):  # noqa: N818 - an answer to the official, not an error of the software
    """Answers that the form does not take; ``sentences`` say of each why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(dict.fromkeys(sentences))
        super().__init__("；".join(self.sentences))


def answers_of(
    form: Form, base: Mapping[str, object], changes: Mapping[str, object], years: Sequence[int]
) -> dict[str, object]:
    """The dossier of a case as it would be stored: the base with the changes, empty text taking an answer away.

    The base may serve other forms too: what this form does not ask is left out of it.

    Raises:
        Misread: a change that the form does not ask, or an answer that it does not take.
    """
    fields = {field.key: field for section in form.sections for field in section.fields}
    sentences = [said for place in changes if (said := _misplaced(place, fields.get(key_of(place)), years))]
    reading = SectionReading()
    for place, answer in {**base, **changes}.items():
        if (field := fields.get(key_of(place))) and answer not in (None, ""):
            _read(field, place, answer, reading)
    sentences += [finding.message for finding in reading.findings if finding.code == REFUSED]
    if sentences:
        raise Misread(sentences)
    return reading.merged_into({})


def _misplaced(place: str, field: Field | None, years: Sequence[int]) -> str:
    """Why no answer of the form stands at this address; empty where one does."""
    if field is None:
        return f"表样中没有键为“{shorten(place)}”的填报项"
    asked = addresses_of(field, years)
    return "" if place in asked else f"“{field.label}”应填在{'、'.join(asked)}，现填在“{shorten(place)}”"


def _read(field: Field, place: str, answer: object, into: SectionReading) -> None:
    rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list | tuple) else None
    if field.kind is FieldKind.ROWS and rows is not None:
        read_rows(field, rows, into=into)
        return
    typed = [str(each) for each in answer] if isinstance(answer, list | tuple) else str(answer)
    read_answer(field, typed, place=place, into=into)
