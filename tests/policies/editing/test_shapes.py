from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiqun.core.formula import FUNCTIONS, compiled
from jiqun.core.policy.dated import Dated, Source
from jiqun.core.policy.schema import Choice, Criterion, Field, RoundPolicy
from jiqun.core.vocabulary import Level
from jiqun.policies.editing.addresses import Spot, root
from jiqun.policies.editing.formulas import FUNCTION_WORDS, usable_names
from jiqun.policies.editing.kinds import NEEDED
from jiqun.policies.editing.outline import outline
from jiqun.policies.editing.shapes import ON_PAGES, Kind, Pack, members_of
from jiqun.policies.editing.trees import tree_for
from tests.factories import shanxi_policy
from tests.policies.scene import pack


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A shape that nobody has heard of."""

    id: str
    label: str
    count: int
    share: Decimal
    since: date
    level: Level
    source: Source
    limit: Dated[int] | None = None
    switch: bool = False
    names: tuple[str, ...] = ()
    options: tuple[Choice, ...] = ()
    questions: tuple[Field, ...] = ()


def test_a_new_shape_is_edited_without_being_told_how():
    kinds = {name: member.kind for name, member in members_of(Newcomer).items()}

    assert kinds == {
        "id": Kind.KEY,
        "label": Kind.TEXT,
        "count": Kind.WHOLE,
        "share": Kind.DECIMAL,
        "since": Kind.DAY,
        "level": Kind.TERM,
        "source": Kind.SOURCE,
        "limit": Kind.DATED,
        "switch": Kind.YES_NO,
        "names": Kind.LINES,
        "options": Kind.ROWS,
        "questions": Kind.LIST,
    }
    tree = tree_for(Spot(("new",), Newcomer, {"id": "n1", "label": "新"}), {})
    assert tree is not None
    assert {name for name, _ in tree.fields()} >= {"label", "count", "share", "since", "level", "switch", "names"}


def test_every_member_of_the_round_is_somewhere():
    addresses = {entry.address for entry in outline(pack())}
    pages = {f"round/{name}" for name, member in members_of(RoundPolicy).items() if member.kind in ON_PAGES}

    assert pages <= addresses
    assert {f"criteria/{track.criteria.name}" for track in shanxi_policy().tracks} <= addresses


def test_every_member_has_words_for_officials():
    for shape in (Pack, RoundPolicy, Criterion, Field):
        assert all(member.label != name for name, member in members_of(shape).items())


def test_what_a_kind_needs_is_a_member():
    members = {(shape.__name__, name) for shape in (Criterion, Field) for name in members_of(shape)}

    assert {pair for pair in NEEDED if pair[0] != "Column"} <= members


def test_the_columns_by_which_firms_can_be_told_apart_are_offered_and_can_be_read():
    groups = {each.label: each.names for each in usable_names(root(pack()))}
    offered = {each.key: each.label for each in groups["名录的列，写在企业称号之后"]}

    assert offered['leading="yes"'] == "是否属于主导产业：是"
    assert all(compiled(f'firms("champion", {key})') for key in offered)


def test_every_function_of_the_language_is_told():
    assert set(FUNCTION_WORDS) == set(FUNCTIONS)
