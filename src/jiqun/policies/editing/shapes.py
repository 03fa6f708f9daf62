"""What the members of a shape of the policy are to an editor: one input, a group of inputs, a list, or a page."""

from __future__ import annotations

import types
from dataclasses import MISSING, dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

from jiqun.core.policy.dated import Dated, Source
from jiqun.core.policy.loader import shape_of, to_plain
from jiqun.core.policy.schema import Clause, CriteriaSet, Criterion, OnlyIf, Roles, RoundPolicy, Track
from jiqun.core.policy.textschema import PartText, Programme, SummaryColumn
from jiqun.core.policy.words import field_words

ABSENT: Any = object()
"""Stands for a key that the stored value does not have."""

KEYS = ("id", "key", "code", "name")
"""Members that other parts refer to; they are given once and not edited."""
CHOSEN = (Criterion, Clause, PartText, SummaryColumn, Programme, Roles, RoundPolicy)
"""Shapes whose key officials know (C1.2, N01), choose, or that is no key: it is filled in like any other member."""
LONG = frozenset({"help", "says", "note", "quote", "formula", "when", "rule", "evidence", "left", "right", "text"})


class Kind(Enum):
    """How a member is edited."""

    KEY = "key"
    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    DAY = "day"
    TERM = "term"
    LINES = "lines"  # several texts, one per line, or names to tick
    DATED = "dated"
    SOURCE = "source"
    CONDITION = "condition"
    ROWS = "rows"  # small records within the page
    GROUP = "group"  # one small record within the page
    LIST = "list"  # records with pages of their own
    TABLE = "table"  # the same, by key
    PAGE = "page"  # one record with a page of its own


PARTS = {"round": "通知与基本信息", "criteria": "认定标准"}
INPUTS = frozenset({Kind.TEXT, Kind.LONG, Kind.WHOLE, Kind.DECIMAL, Kind.YES_NO, Kind.DAY, Kind.TERM, Kind.LINES})
ON_PAGES = frozenset({Kind.LIST, Kind.TABLE, Kind.PAGE})
SCALARS: dict[Any, Kind] = {
    str: Kind.TEXT,
    int: Kind.WHOLE,
    Decimal: Kind.DECIMAL,
    bool: Kind.YES_NO,
    date: Kind.DAY,
}


@dataclass(frozen=True, slots=True)
class Pack:
    """The parts of a draft that are edited here."""

    round: RoundPolicy
    criteria: dict[str, CriteriaSet]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a shape. ``hint`` is its type without None; ``default`` as plain data, ABSENT where required."""

    owner: type
    name: str
    hint: Any
    optional: bool
    default: Any
    kind: Kind

    @property
    def label(self) -> str:
        """What officials call it."""
        return _words(self.owner, self.name)[0]

    @property
    def help(self) -> str:
        """One line on how to fill it in."""
        return _words(self.owner, self.name)[1]


def record_of(hint: Any) -> Any:
    """The dataclass behind a hint such as ``Dated[int]``; None for anything else."""
    made = get_origin(hint) or hint
    return made if is_dataclass(made) else None


def item_of(hint: Any) -> Any:
    """What a list or table of this hint holds; None for anything else."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0]
    return get_args(hint)[1] if get_origin(hint) is dict else None


@cache
def members_of(hint: Any) -> dict[str, Member]:
    """The members of a record's shape, in the order of declaration."""
    made = {}
    for name, (field, declared) in shape_of(hint).items():
        bare, optional = _bare(declared)
        if record_of(hint) is Track and name == "criteria":
            bare = str  # a pack holds each edition once; a track names the one it uses
        default = ABSENT if field.default is MISSING else to_plain(field.default)
        kind = Kind.TEXT if name in KEYS and record_of(hint) in CHOSEN else kind_of(name, bare)
        made[name] = Member(record_of(hint), name, bare, optional, default, kind)
    return made


@cache
def kind_of(name: str, hint: Any) -> Kind:
    """How a member of that name and type is edited."""
    if hint is str and name in KEYS:
        return Kind.KEY
    if hint is str and name in LONG:
        return Kind.LONG
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Kind.TERM
    if get_origin(hint) is tuple:
        return _kind_of_list(get_args(hint)[0])
    if get_origin(hint) is dict:
        return Kind.TABLE
    return _kind_of_record(record_of(hint))


def _kind_of_list(item: Any) -> Kind:
    if item is str:
        return Kind.LINES
    flat = all(each.kind in (*INPUTS, Kind.KEY) for each in members_of(item).values())
    return Kind.ROWS if flat and item is not Clause else Kind.LIST


def _kind_of_record(record: Any) -> Kind:
    if record is Dated:
        return Kind.DATED
    if record is Source:
        return Kind.SOURCE
    if record is OnlyIf:
        return Kind.CONDITION
    flat = all(each.kind in (*INPUTS, Kind.KEY, Kind.SOURCE) for each in members_of(record).values())
    return Kind.GROUP if flat else Kind.PAGE


def key_name(hint: Any) -> str:
    """The member by which records of this shape are told apart in a list; empty where they have none."""
    if record_of(hint) is None or record_of(hint) is Dated:
        return ""
    return next((name for name in members_of(hint) if name in KEYS), "")


def _bare(declared: Any) -> tuple[Any, bool]:
    if get_origin(declared) in (Union, types.UnionType):
        return next(each for each in get_args(declared) if each is not type(None)), True
    return declared, False


@cache
def _words(owner: type, name: str) -> tuple[str, str]:
    if owner is Pack:
        return PARTS[name], ""
    try:
        words = field_words(owner, name)
    except KeyError:
        return name, ""
    return words.label, words.help
