"""Every word has one code and one label, and stays the word it is."""

from __future__ import annotations

import json

import pytest

from jiqun.core.vocabulary import FINAL_STAGES, Event, Level, Mark, Purpose, Role, Stage, Term, Tier, Verdict

VOCABULARY = [Tier, Role, Level, Purpose, Mark, Verdict, Stage, Event]


@pytest.mark.parametrize("words", VOCABULARY)
def test_codes_and_labels_are_unique_and_complete(words: type[Term]):
    codes, labels = zip(*words.choices(), strict=True)

    assert len(set(codes)) == len(codes) == len(words)
    assert len(set(labels)) == len(labels)
    assert list(codes) == words.codes()


@pytest.mark.parametrize("words", VOCABULARY)
def test_a_label_is_chinese_and_a_code_fits_a_column(words: type[Term]):
    for code, label in words.choices():
        assert all("\u4e00" <= sign <= "\u9fff" for sign in label)
        assert code.isascii()
        assert len(code) <= 20


@pytest.mark.parametrize("words", VOCABULARY)
def test_a_word_is_found_again_by_its_code(words: type[Term]):
    assert [words(code) for code in words.codes()] == list(words)


def test_a_word_is_its_code_as_text_and_in_json():
    assert str(Stage.DRAFT) == f"{Stage.DRAFT}" == Stage.DRAFT == "draft"
    assert type(str(Stage.DRAFT)) is str
    assert json.dumps(Stage.DRAFT) == '"draft"'


def test_an_unknown_code_is_refused():
    with pytest.raises(ValueError, match="nowhere"):
        Stage("nowhere")


def test_the_ends_of_the_road():
    assert set(Stage) > FINAL_STAGES
    assert Stage.FORWARDED not in FINAL_STAGES
