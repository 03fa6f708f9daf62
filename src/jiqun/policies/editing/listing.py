"""The entries of a list as lines: what each is called, what it says in words, and how well it is founded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jiqun.core.policy.schema import CriterionKind, FieldKind, Operator
from jiqun.core.vocabulary import Level, Mark, Purpose, Term
from jiqun.policies.editing.addresses import Spot, document_name, item_at
from jiqun.policies.editing.names import options_for
from jiqun.policies.editing.shapes import members_of, record_of

LONGEST = 60
NUMBERED = ("Criterion", "Clause")
"""Shapes whose key is a number of the document itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. ``mark`` is that of its source, None where it has none."""

    spot: Spot
    number: str
    label: str
    state: str
    mark: Mark | None
    group: str = ""

    @property
    def address(self) -> str:
        """The path of its page."""
        return self.spot.address


def lines_of(spot: Spot) -> list[Line]:
    """The entries of a list or table, in order."""
    steps: list[Any] = list(range(len(spot.plain))) if isinstance(spot.plain, list) else list(spot.plain)
    return [_line(item_at(spot, step)) for step in steps]


def _line(spot: Spot) -> Line:
    plain = spot.plain if isinstance(spot.plain, dict) else {}
    shape = record_of(spot.hint).__name__
    number = str(plain.get("id", "")) if shape in NUMBERED else ""
    source = plain.get("source")
    mark = Mark(source["mark"]) if isinstance(source, dict) and source.get("mark") in Mark.codes() else None
    tell = STATES.get(shape)
    return Line(spot, number, spot.name, tell(spot) if tell else "", mark, _group(spot))


def _group(spot: Spot) -> str:
    shape = record_of(spot.hint).__name__
    if shape == "PartText":
        return document_name(spot.plain)
    return _chosen(spot, "aspect") if shape == "Criterion" else ""


def _criterion(spot: Spot) -> str:
    plain = spot.plain
    words = [_word(CriterionKind, plain.get("kind"))]
    if plain.get("kind") == CriterionKind.FIGURE:
        words = [f"{_word(Operator, plain.get('operator'))}{latest(plain.get('threshold')) or '（界限值未填写）'}"]
    if plain.get("soft"):
        words.append("一般要求")
    if plain.get("either"):
        words.append("择一即可")
    if plain.get("when"):
        words.append("有适用前提")
    return " · ".join(words)


def _field(spot: Spot) -> str:
    plain = spot.plain
    words = [_word(FieldKind, plain.get("kind")), "必填" if plain.get("required", True) else "选填"]
    if plain.get("unit"):
        words.insert(1, str(plain["unit"]))
    if plain.get("only_if"):
        words.append("有填报前提")
    if plain.get("evidence"):
        words.append("须上传佐证" if plain.get("evidence_required") else "附佐证")
    return " · ".join([*words, *_only_on(spot)])


def _only_on(spot: Spot) -> list[str]:
    chosen = spot.plain.get("tracks") or []
    known = dict(options_for(members_of(spot.hint)["tracks"], spot) or [])
    return [f"仅{'、'.join(known.get(each, each) for each in chosen)}"] if chosen else []


def _chosen(spot: Spot, name: str) -> str:
    known = dict(options_for(members_of(spot.hint)[name], spot) or [])
    return known.get(str(spot.plain.get(name)), "")


def _section(spot: Spot) -> str:
    return " · ".join([f"{len(spot.plain.get('fields') or [])}项", *_only_on(spot)])


def _edition(spot: Spot) -> str:
    return f"{len(spot.plain.get('criteria') or [])}项条件，{len(spot.plain.get('indicators') or [])}个指标"


def _aspect(spot: Spot) -> str:
    criteria = spot.above.above.plain.get("criteria") if spot.above and spot.above.above else []
    count = sum(1 for each in criteria or [] if each.get("aspect") == spot.plain.get("id"))
    return f"{count}项条件" if count else "尚无条件"


def latest(dated: Any) -> str:
    """The value in force last, with its unit; nothing where none is stored."""
    values = dated.get("values") if isinstance(dated, dict) else None
    if not values:
        return ""
    return f"{values[max(values)].get('value')}{dated.get('unit') or ''}"


def _word(terms: type[Term], code: Any) -> str:
    return str(terms(code).label) if code in terms.codes() else ""


def _short(name: str) -> Callable[[Spot], str]:
    def tell(spot: Spot) -> str:
        text = str(spot.plain.get(name) or "")
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    return tell


STATES: dict[str, Callable[[Spot], str]] = {
    "Criterion": _criterion,
    "Field": _field,
    "Section": _section,
    "CriteriaSet": _edition,
    "Aspect": _aspect,
    "Column": lambda spot: _word(FieldKind, spot.plain.get("kind")),
    "Indicator": lambda spot: f"单位：{spot.plain['unit']}" if spot.plain.get("unit") else "",
    "Track": lambda spot: f"{_word(Level, spot.plain.get('level'))}{_word(Purpose, spot.plain.get('purpose'))}",
    "ScoreItem": lambda spot: f"{spot.plain.get('points')}分",
    "CheckItem": lambda spot: "".join(_only_on(spot)),
    "QuotaException": lambda spot: latest(spot.plain.get("per_recommender")),
    "Validity": lambda spot: latest(spot.plain.get("years")),
    "Clause": _short("says"),
    "PartText": _short("text"),
}
