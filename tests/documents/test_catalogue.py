"""Every document has a name, its sheet and its formats."""

from __future__ import annotations

import pytest

from jiqun.documents import docx, pdf, xlsx
from jiqun.documents.catalogue import DOCUMENTS, MEDIA_TYPES, Format, file_name, make
from tests.documents import specimens


def test_every_document_can_be_made_in_the_formats_it_names() -> None:
    makers = {Format.PDF: pdf.TEMPLATE_OF, Format.DOCX: docx.WRITERS, Format.XLSX: xlsx.PAGES}

    assert [(each.key, form) for each in DOCUMENTS for form in each.formats if each.sheet not in makers[form]] == []


def test_every_kind_of_sheet_has_a_template_on_the_disk() -> None:
    assert [name for name in pdf.TEMPLATE_OF.values() if not (pdf.TEMPLATES / name).is_file()] == []


def test_keys_and_names_are_given_once() -> None:
    assert len({each.key for each in DOCUMENTS}) == len({each.label for each in DOCUMENTS}) == len(DOCUMENTS)


def test_a_format_that_the_document_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="抽取记录"):
        make("draw_record", Format.XLSX, specimens.draw())


def test_a_sheet_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="会议纪要"):
        make("minutes", Format.DOCX, specimens.draw())


@pytest.mark.parametrize(("form", "start"), [(Format.PDF, b"%PDF"), (Format.DOCX, b"PK"), (Format.XLSX, b"PK")])
def test_a_list_is_made_in_all_three_formats(press: pdf.Press, form: Format, start: bytes) -> None:
    assert press.families
    assert make("recognition_list", form, specimens.recognition_list()).startswith(start)


def test_a_file_is_named_after_what_it_holds() -> None:
    name = file_name(specimens.conformity(), Format.PDF, about="定襄县法兰锻造产业集群")

    assert name == "定襄县法兰锻造产业集群_现场核查符合性说明_2025年5月20日.pdf"


def test_every_format_has_its_media_type() -> None:
    assert set(MEDIA_TYPES) == set(Format)
