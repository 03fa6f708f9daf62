"""A policy that is read has every text: what it leaves out is filled in before anything is frozen."""

from __future__ import annotations

from dataclasses import replace

from jiqun.core.policy.dated import Source
from jiqun.core.policy.textschema import PartText, Texts
from jiqun.core.texts.catalogue import DOCUMENT_PARTS
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.policyfiles.pack import assembled, split
from jiqun.policyfiles.texts import completed, read_texts, shipped_texts

EVERY = [f"{each.key}.{part.key}" for each in DOCUMENT_PARTS for part in each.parts]
MINISTRY = policydata_root() / "rounds" / "ministry-2025.yaml"
SOURCE = Source("测试规定")


def test_a_round_that_words_some_parts_otherwise_is_read_with_all_of_them() -> None:
    own = {each.key: each.text for each in read_texts("ministry-2025").parts}
    texts = read_round(MINISTRY).texts
    assert texts is not None

    assert [each.key for each in texts.parts] == EVERY
    assert len(own) < len(EVERY)
    assert {each.key: each.text for each in texts.parts if each.key in own} == own
    assert texts.summary_columns == shipped_texts().summary_columns


def test_a_round_that_says_nothing_has_the_shipped_edition() -> None:
    silent = replace(read_round(MINISTRY), texts=None)

    assert completed(silent).texts == shipped_texts()


def test_completing_twice_changes_nothing() -> None:
    policy = read_round(MINISTRY)

    assert completed(policy) == policy


def test_a_text_taken_out_of_a_draft_is_the_shipped_one_again() -> None:
    pack = split(read_round(MINISTRY))
    pack["round"]["texts"]["parts"] = [
        each for each in pack["round"]["texts"]["parts"] if each["key"] != "minutes.title"
    ]
    texts = assembled(pack).texts
    assert texts is not None

    assert [each.key for each in texts.parts] == EVERY
    assert next(each.text for each in texts.parts if each.key == "minutes.title") == "{meeting}纪要"


def test_each_text_keeps_its_own_source() -> None:
    own = Texts("own", "自定用语", SOURCE, (PartText("minutes.title", "{meeting}记录", SOURCE),))
    texts = completed(replace(read_round(MINISTRY), texts=own)).texts
    assert texts is not None

    sources = {each.key: each.source.document for each in texts.parts}
    assert (sources["minutes.title"], sources["minutes.chair"]) == ("测试规定", "本系统拟定")
