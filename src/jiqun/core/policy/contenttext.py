"""What an added or removed part of a policy holds, in words: whoever approves it must see more than its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any

from jiqun.core.facts import Facts
from jiqun.core.formula import FormulaError, compiled, condition
from jiqun.core.formula_words import Speaker
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import CriteriaSet, FieldKind, OnlyIf, RoundPolicy
from jiqun.core.policy.valuetext import BETWEEN, day_words, source_text, value_text
from jiqun.core.policy.words import field_words, item_words
from jiqun.core.wording import NO_WORDING, Wording, wording_of

FIGURES = frozenset({"formula", "left", "right"})
CONDITIONS = frozenset({"when", "rule"})
ASKED = frozenset({"field", "reason_field"})
"""Members of a condition that name a question."""
NAMING = frozenset({"label", "title", "place"})
IDENTITY = frozenset({"id", "key", "code", "name"})
"""Members by which the data tells entries apart; officials know them by their names."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the parts of one policy; ``criteria`` is the edition that the part lies in, if it lies in one."""

    policy: object
    criteria: CriteriaSet | None = None

    def text(self, value: object, unit: str = "") -> str:
        """A value whole: a record with everything in it but its name; the name, where it holds nothing else."""
        if isinstance(value, Valued):
            return f"{self.text(value.value, unit)}（依据{source_text(value.source)}）"
        if isinstance(value, Dated):
            entries = sorted(value.values.items())
            return BETWEEN.join(f"自{day_words(since)}起{self.text(entry, value.unit)}" for since, entry in entries)
        if isinstance(value, Source) or not is_dataclass(value):
            return value_text(value, unit)
        return BETWEEN.join(self._members(value)) or item_words(value)

    def _members(self, record: Any) -> Iterable[str]:
        shape = type(record).__name__
        for field in fields(record):
            held = getattr(record, field.name)
            is_told = field.name in IDENTITY or (field.name in NAMING and bool(item_words(record)))
            idle = shape == "Criterion" and field.name == "operator" and record.threshold is None
            if is_told or idle or held in (None, "", ()) or _is_default(field, held):
                continue
            yield f"{field_words(type(record), field.name).label}：{self._member(shape, field.name, held)}"

    def _member(self, shape: str, name: str, held: Any) -> str:
        if said := self.spoken(shape, name, held):
            return said
        if isinstance(held, tuple) and held and is_dataclass(held[0]):
            return "、".join(_entry(each) for each in held)
        return self.text(held)

    def spoken(self, shape: str, name: str, held: Any) -> str:
        """What a member means that is written for the software: a formula, or keys of others; empty for the rest."""
        if not held:
            return ""
        if name in FIGURES | CONDITIONS:
            return self._formula(name, held)
        if isinstance(held, OnlyIf):
            wording = self._wording()
            return f"“{wording.name(held.field)}”为“{wording.option(held.field, held.equals)}”"
        if isinstance(held, CriteriaSet):
            return held.title
        known = self._known(shape, name)
        if known is None:
            return ""
        return "、".join(known.get(each, each) for each in (held if isinstance(held, tuple) else (held,)))

    def _known(self, shape: str, name: str) -> Mapping[str, str] | None:
        """The labels of what a member refers to by its key."""
        if name == "tracks":
            return {each.id: each.label for each in getattr(self.policy, "tracks", ())}
        if shape != "Criterion" or name not in (*ASKED, "aspect", "indicator"):
            return None
        if name in ASKED:
            return self._wording().labels
        return {each.id: each.label for each in getattr(self.criteria, f"{name}s", ())}

    def _formula(self, name: str, text: str) -> str:
        """A formula read out; as it is written where there is no form to take the words from, or it cannot be read."""
        if not isinstance(self.policy, RoundPolicy):
            return text
        try:
            undated = frozenset(
                each.key
                for section in self.policy.form.sections
                for each in section.fields
                if each.kind is not FieldKind.YEARS
            )
            speaker = Speaker(self._wording(), Facts({}, self.policy.years, undated=undated))
            return speaker.figure(compiled(text)) if name in FIGURES else speaker.truth(condition(text))
        except (FormulaError, LookupError):
            return text

    def _wording(self) -> Wording:
        wording = wording_of(self.policy.form) if isinstance(self.policy, RoundPolicy) else NO_WORDING
        return wording.with_indicators(self.criteria.indicators) if self.criteria else wording


def _entry(record: Any) -> str:
    """One of several small records: its name, and of a column or question what kind it is."""
    kind = getattr(record, "kind", None)
    name = item_words(record) or value_text(record)
    return f"{name}（{kind.label}）" if isinstance(kind, FieldKind) else name


def _is_default(field: Any, held: object) -> bool:
    return field.default is not MISSING and bool(held == field.default) and held in (False, 0)
