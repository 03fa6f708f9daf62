"""Every edition shipped says where each number was read, and none passes a guess off as law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from jiqun.core.policy.dated import Source, Valued
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.vocabulary import Mark
from jiqun.policyfiles.folder import read_round, round_files
from jiqun.policyfiles.standards import read_standard, standard_names

ROUNDS = {path.stem: read_round(path) for path in round_files()}
STANDARDS = {name: read_standard(name).criteria for name in standard_names()}
PACKS = [*ROUNDS.values(), *STANDARDS.values()]


def sources_in(value: object) -> Iterator[Source]:
    """Every source, wherever it stands."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from sources_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from sources_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sources_in(getattr(value, field.name))


def marks(name: str) -> dict[str, Mark]:
    """How well each threshold of an edition is founded."""
    return {
        each.id: next(iter(each.threshold.values.values())).source.mark
        for each in STANDARDS[name].criteria
        if each.threshold
    }


def test_four_editions_and_two_rounds_are_shipped() -> None:
    assert sorted(STANDARDS) == ["national-2022", "shanghai", "shanxi-2023", "yunnan"]
    assert sorted(ROUNDS) == ["ministry-2025", "shanxi-2025"]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: getattr(pack, "code", "") or pack.name)
def test_the_very_words_are_given_only_where_they_were_read(pack: object) -> None:
    quoted = [each for each in sources_in(pack) if each.quote]

    assert [each.quote for each in quoted if each.mark != Mark.VERIFIED or not each.url] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: getattr(pack, "code", "") or pack.name)
def test_what_was_not_read_in_the_document_says_why(pack: object) -> None:
    assert [each for each in sources_in(pack) if each.mark != Mark.VERIFIED and not each.note] == []


def test_every_number_of_yunnan_was_read_and_what_was_not_read_is_left_to_people() -> None:
    assert set(marks("yunnan").values()) == {Mark.VERIFIED}
    judged = [each for each in STANDARDS["yunnan"].criteria if each.source.mark != Mark.VERIFIED]
    assert [(each.id, each.kind) for each in judged] == [(id, CriterionKind.JUDGED) for id in ("C6", "C7", "C8")]


def test_nothing_of_shanghai_was_read_in_the_document() -> None:
    assert set(marks("shanghai").values()) == {Mark.SECONDARY}
    assert {each.source.mark for each in STANDARDS["shanghai"].criteria} == {Mark.SECONDARY, Mark.ASSUMED}
    assumed = [each for each in STANDARDS["shanghai"].criteria if each.source.mark == Mark.ASSUMED]
    assert {each.kind for each in assumed} == {CriterionKind.JUDGED}


def test_a_quotation_holds_the_number_it_is_quoted_for() -> None:
    quoted: list[tuple[object, str]] = []
    for each in STANDARDS.values():
        for criterion in each.criteria:
            for valued in criterion.threshold.values.values() if criterion.threshold else ():
                assert isinstance(valued, Valued)
                if valued.source.quote:
                    quoted.append((valued.value, valued.source.quote))

    assert len(quoted) == 14
    assert [words for value, words in quoted if f"{value}" not in words] == []
