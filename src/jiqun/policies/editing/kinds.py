"""Which members a record needs, where its kind decides; and which of the round's members stand on which page."""

from __future__ import annotations

from jiqun.core.policy.criteriachecks import LOOKED_AT
from jiqun.core.policy.schema import CriterionKind, FieldKind, RoundPolicy
from jiqun.policies.editing.addresses import DATES, Spot
from jiqun.policies.editing.shapes import Kind, Member, record_of

FIGURES = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.YEARS)
TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
CHOOSING = (FieldKind.CHOICE, FieldKind.CHOICES)
NEEDED: dict[tuple[str, str], tuple[str, ...]] = {
    **{("Criterion", name): kinds for name, kinds in LOOKED_AT.items()},
    ("Criterion", "operator"): (CriterionKind.FIGURE,),
    ("Field", "unit"): FIGURES,
    ("Field", "minimum"): FIGURES,
    ("Field", "maximum"): FIGURES,
    ("Field", "max_chars"): TEXTS,
    ("Field", "choices"): CHOOSING,
    ("Field", "min_rows"): (FieldKind.ROWS,),
    ("Field", "base_year"): (FieldKind.YEARS,),
    ("Field", "digits"): (FieldKind.TEXT,),
    ("Field", "whole"): (FieldKind.YEARS,),
    ("Field", "columns"): (FieldKind.ROWS,),
    ("Column", "unit"): FIGURES,
    ("Column", "max_chars"): TEXTS,
    ("Column", "minimum"): FIGURES,
    ("Column", "maximum"): FIGURES,
    ("Column", "choices"): CHOOSING,
}
OF_BASICS = frozenset({"towns_first"})


def needed_by(member: Member) -> tuple[str, ...]:
    """The codes of the kinds that need a member; empty: all."""
    return tuple(str(each) for each in NEEDED.get((member.owner.__name__, member.name), ()))


def asks(member: Member, kind: object) -> bool:
    """Whether a record of that kind has the member."""
    needed = needed_by(member)
    return not needed or str(kind) in needed


def is_on_page(spot: Spot, member: Member) -> bool:
    """Whether a member of the round belongs on its page of dates, or on that of its basics; true elsewhere."""
    if record_of(spot.hint) is not RoundPolicy:
        return True
    dated = member.kind is Kind.DATED and member.name not in OF_BASICS
    return dated == (spot.page == DATES)
