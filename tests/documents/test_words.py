"""Headings and sentences are the round's: any text is printed, none is taken for markup, none is missed silently."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiqun.documents import docx, pdf, xlsx
from jiqun.documents.catalogue import Format, file_name
from tests.documents import specimens

MARKUP = '#let x = 1 *_$`<b> "引号" \\ {{0}} = 1+1 @here // 注'
MAKERS = [
    (kind, name, render)
    for kind, build in specimens.EVERY.items()
    for name, table, render in (
        ("pdf", pdf.TEMPLATE_OF, pdf.render),
        ("docx", docx.WRITERS, docx.render),
        ("xlsx", xlsx.PAGES, xlsx.render),
    )
    if type(build()) in table
]


@pytest.mark.parametrize(("kind", "name", "render"), MAKERS, ids=[f"{kind}-{name}" for kind, name, _ in MAKERS])
def test_words_that_look_like_markup_are_printed_as_they_are(press, kind, name, render) -> None:
    sheet = specimens.EVERY[kind]()

    assert render(replace(sheet, words=dict.fromkeys(sheet.words, MARKUP)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40))
def test_minutes_in_any_words_are_set(press, words: str) -> None:
    sheet = replace(specimens.minutes(), words=dict.fromkeys(specimens.minutes().words, words))

    assert press.render(sheet).startswith(b"%PDF")
    assert docx.render(sheet).startswith(b"PK")


def test_a_heading_with_a_number_of_its_own_gets_no_second_one() -> None:
    sheet = specimens.conformity()
    numbered = replace(sheet, words={**sheet.words, "lines": "一、核查对照", "conclusion": "结论和建议"})
    with zipfile.ZipFile(io.BytesIO(docx.render(numbered))) as archive:
        said = archive.read("word/document.xml").decode()

    assert ">一、核查对照<" in said
    assert ">二、结论和建议<" in said


def test_a_word_that_is_not_given_is_no_blank() -> None:
    sheet = specimens.minutes()
    poor = replace(sheet, words={key: text for key, text in sheet.words.items() if key != "decided"})

    with pytest.raises(KeyError, match="decided"):
        docx.render(poor)


def test_a_file_is_named_as_the_words_say() -> None:
    sheet = specimens.minutes()
    named = replace(sheet, words={**sheet.words, "file_name": "{day}{title}_{about}"})

    assert file_name(named, Format.PDF) == f"2025年5月20日{sheet.title}.pdf"
