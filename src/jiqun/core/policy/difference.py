"""What changed between two policies, place by place and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from jiqun.core.policy.contenttext import Teller
from jiqun.core.policy.dated import Dated, Source, Valued
from jiqun.core.policy.schema import CriteriaSet, RoundPolicy
from jiqun.core.policy.valuetext import value_text
from jiqun.core.policy.words import STEP, path_words
from jiqun.core.vocabulary import Term

IDENTITIES = ("id", "key", "code", "kind")
"""By what an entry of a list is known again: the first of these that its shape has."""
ORDER = "顺序"


class DifferenceKind(Term):
    """Whether something came, went or changed."""

    ADDED = "added", "新增"
    REMOVED = "removed", "删除"
    CHANGED = "changed", "修改"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same.

    ``path`` leads there in the later policy, or in the earlier one where the thing was removed; ``words`` names the
    place; ``before`` and ``after`` are texts for people: of what came or went all that it holds, and nothing on the
    other side.
    """

    path: str
    words: str
    before: str
    after: str
    kind: DifferenceKind

    def __str__(self) -> str:
        match self.kind:
            case DifferenceKind.ADDED:
                return f"新增 {self.words}：{self.after}"
            case DifferenceKind.REMOVED:
                return f"删除 {self.words}：{self.before}"
        return f"修改 {self.words}：{self.before} → {self.after}"


def differences(before: RoundPolicy | CriteriaSet, after: RoundPolicy | CriteriaSet) -> list[Difference]:
    """Every difference between two rounds or two editions of criteria; none when they are equal.

    Entries of a list are matched by their id, key or code, whatever their place in it. A source that a record
    inherits is told once, where it was written.

    Raises:
        TypeError: a round is held against criteria.
    """
    if type(before) is not type(after):
        raise TypeError(f"{type(before).__name__} is not to be compared with {type(after).__name__}")
    return list(_compared(_Side(before, before), _Side(after, after)))


@dataclass(frozen=True, slots=True)
class _Side:
    """A place in one of the two policies, with the unit and the source that hold there."""

    policy: object
    value: Any
    path: str = ""
    unit: str = ""
    source: Source | None = None
    criteria: CriteriaSet | None = None
    owner: str = ""

    def below(self, step: object, value: Any) -> _Side:
        """The place one step further down."""
        inner, path = self.value, f"{self.path}.{step}".lstrip(".")
        unit = inner.unit if isinstance(inner, Dated) else self.unit
        criteria = inner if isinstance(inner, CriteriaSet) else self.criteria
        return _Side(
            self.policy, value, path, unit, getattr(inner, "source", self.source), criteria, type(inner).__name__
        )

    @property
    def text(self) -> str:
        return value_text(self.value, self.unit)

    @property
    def whole(self) -> str:
        """Everything that it holds; nothing where there is nothing."""
        return "" if self.value is None else Teller(self.policy, self.criteria).text(self.value, self.unit)


def _compared(before: _Side, after: _Side) -> Iterator[Difference]:
    old, new = before.value, after.value
    if old == new:
        return
    if _has_entries(old) or _has_entries(new):
        yield from _listed(before, after)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*new, *(key for key in old if key not in new)]:
            yield from _compared(before.below(key, old.get(key)), after.below(key, new.get(key)))
    elif type(old) is type(new) and is_dataclass(old) and not isinstance(old, Source):
        yield from _recorded(before, after)
    elif old != new:
        yield _told(before, after)


def _recorded(before: _Side, after: _Side) -> Iterator[Difference]:
    for field in fields(after.value):
        old, new = getattr(before.value, field.name), getattr(after.value, field.name)
        inherited = field.name == "source" and (old, new) == (before.source, after.source)
        if not inherited or isinstance(after.value, Valued):  # a dated value always names its own source
            yield from _compared(before.below(field.name, old), after.below(field.name, new))


def _listed(before: _Side, after: _Side) -> Iterator[Difference]:
    earlier, later = _by_identity(before), _by_identity(after)
    gone = before.below(0, None), after.below(0, None)
    for name, side in later.items():
        yield from _compared(earlier.get(name, gone[0]), side)
    for name, side in earlier.items():
        if name not in later:
            yield _told(side, gone[1])
    was, now = [name for name in earlier if name in later], [name for name in later if name in earlier]
    if was != now:
        texts = _names(earlier, was), _names(later, now)
        words = f"{path_words(after.policy, after.path)}{STEP}{ORDER}"
        yield Difference(after.path, words, *texts, DifferenceKind.CHANGED)


def _names(sides: Mapping[Any, _Side], order: list[Any]) -> str:
    return "、".join(sides[name].text for name in order)


def _told(before: _Side, after: _Side) -> Difference:
    if before.value is None or after.value is None:
        kind = DifferenceKind.ADDED if before.value is None else DifferenceKind.REMOVED
        place = before if kind is DifferenceKind.REMOVED else after
        return Difference(place.path, path_words(place.policy, place.path), before.whole, after.whole, kind)
    words = path_words(after.policy, after.path)
    return Difference(after.path, words, _changed(before), _changed(after), DifferenceKind.CHANGED)


def _changed(side: _Side) -> str:
    """A value that changed; formulas are read out, and what is empty says so."""
    name = side.path.rpartition(".")[2]
    return Teller(side.policy, side.criteria).spoken(side.owner, name, side.value) or side.text


def _has_entries(value: object) -> bool:
    """Whether it is a list of records; a list of plain values is compared as one."""
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _by_identity(listed: _Side) -> dict[tuple[object, int], _Side]:
    """The entries by what they are known by; a name used twice, as only drafts have it, counts its uses."""
    seen: Counter[object] = Counter()
    found = {}
    for at, item in enumerate(listed.value):
        name = next((getattr(item, each) for each in IDENTITIES if hasattr(item, each)), at)
        found[name, seen[name]] = listed.below(at, item)
        seen[name] += 1
    return found
