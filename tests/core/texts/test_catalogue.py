"""Every text has a key, a name for officials, and only facts that have a name too."""

from __future__ import annotations

from jiqun.core.texts.catalogue import COMMON, DOCUMENT_PARTS, part_of, parts_of
from jiqun.core.texts.parts import EVERYWHERE, PLACES
from jiqun.documents.catalogue import DOCUMENTS
from jiqun.policyfiles.folder import policydata_root
from jiqun.policyfiles.texts import read_texts

NO_TEXTS = {"re_evaluation_form", "town_fit"}
"""A document that shares the texts of another one, and a working report that is no paper of the programme."""


def test_documents_and_their_parts_are_named_once() -> None:
    assert len({each.key for each in DOCUMENT_PARTS}) == len({each.label for each in DOCUMENT_PARTS})
    for each in DOCUMENT_PARTS:
        assert len({part.key for part in each.parts}) == len(each.parts), each.key
        assert len({part.label for part in each.parts}) == len(each.parts), each.key


def test_no_document_calls_a_part_like_one_that_all_share() -> None:
    common = {part.key for part in parts_of(COMMON).parts}

    assert [
        f"{each.key}.{part.key}"
        for each in DOCUMENT_PARTS
        if each.key != COMMON
        for part in each.parts
        if part.key in common
    ] == []


def test_every_fact_has_a_name_and_is_used() -> None:
    used = {place for each in DOCUMENT_PARTS for part in each.parts for place in part.places}

    assert used | set(EVERYWHERE) == set(PLACES)


def test_every_document_that_is_made_has_its_texts() -> None:
    known = {each.key for each in DOCUMENT_PARTS}

    assert [each.key for each in DOCUMENTS if each.key not in known | NO_TEXTS] == []


def test_the_shipped_edition_names_every_part_once_and_in_order() -> None:
    shipped = [each.key for each in read_texts("cluster-2025").parts]

    assert shipped == [f"{each.key}.{part.key}" for each in DOCUMENT_PARTS for part in each.parts]


def test_every_edition_names_only_parts_that_are_there() -> None:
    for path in (policydata_root() / "texts").glob("*.yaml"):
        for each in read_texts(path.stem).parts:
            assert part_of(each.key).label in each.label
