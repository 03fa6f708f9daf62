"""Every word has one code and one label, and stays the word it is."""

from __future__ import annotations

import json

import pytest

from jiqun.core.vocabulary import (
    FINAL_STAGES,
    Event,
    Extra,
    Level,
    Mark,
    Purpose,
    Role,
    Stage,
    Term,
    Tier,
    Verdict,
    event_label,
    stage_label,
)

VOCABULARY = [Tier, Role, Level, Purpose, Mark, Verdict, Stage, Event, Extra]


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


def test_a_re_evaluation_is_examined_and_reported_not_recommended():
    again = Purpose.RE_EVALUATION

    assert stage_label(Stage.NOT_RECOMMENDED, again) == "初审未通过"
    assert event_label(Event.RECOMMEND, again) == "报送省级复核"
    assert not [each for each in Stage if "推荐" in stage_label(each, again)]
    assert not [each for each in Event if "推荐" in event_label(each, again)]


@pytest.mark.parametrize("purpose", [None, Purpose.DECLARATION])
def test_every_other_case_goes_by_the_general_words(purpose: Purpose | None):
    assert [stage_label(each, purpose) for each in Stage] == [each.label for each in Stage]
    assert [event_label(each, purpose) for each in Event] == [each.label for each in Event]


def test_words_by_purpose_stay_apart_from_each_other():
    for words, named in ((Stage, stage_label), (Event, event_label)):
        labels = [named(each, Purpose.RE_EVALUATION) for each in words]
        assert len(set(labels)) == len(labels)
