"""What one submission changed against the one before, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiqun.core.addresses import address, years_asked
from jiqun.core.policy.schema import Field, FieldKind, RoundPolicy
from jiqun.declarations.reading import with_unit
from jiqun.ui.parts import Difference

Answers = Mapping[str, Any]
LONGEST = 120
"""Characters shown of a long text."""


def differences(policy: RoundPolicy, track: str, before: Answers, after: Answers) -> list[Difference]:
    """The questions whose answers differ, in the order of the form."""
    fields = [field for section in policy.form.sections_for(track) for field in section.fields]
    return [each for field in fields for each in changed(field, policy.years, before, after)]


def changed(field: Field, years: tuple[int, ...], before: Answers, after: Answers) -> Iterator[Difference]:
    """What changed in one question: each year by itself, a table by its number of rows."""
    if field.kind is FieldKind.YEARS:
        for year in years_asked(field, years):
            place = address(field.key, year)
            if before.get(place) != after.get(place):
                label = f"{field.label}（{year}年）"
                yield Difference(label, words(field, before.get(place)), words(field, after.get(place)))
        return
    old, new = before.get(field.key), after.get(field.key)
    if old == new:
        return
    if field.kind is FieldKind.ROWS:
        yield Difference(field.label, rows(old), f"{rows(new)}，内容有修改" if old and new else rows(new))
    else:
        yield Difference(field.label, words(field, old), words(field, new))


def words(field: Field, stored: Any) -> str:
    """One answer with its unit; empty for none, cut where it is long."""
    if stored in (None, "", []):
        return ""
    text = with_unit(field, stored)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def rows(stored: Any) -> str:
    """How long a table is."""
    return f"{len(stored)}行" if isinstance(stored, list) and stored else ""
