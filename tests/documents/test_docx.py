"""Word documents hold the facts in the official faces."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.documents import docx
from jiqun.documents.sheets import Pair, Photo, Prose, SectionSheet, Table
from tests.documents import specimens

KINDS = [kind for kind, make in specimens.EVERY.items() if type(make()) in docx.WRITERS]

FACTS = {
    "declaration": (
        "山西省中小企业特色产业集群申报表",
        "36.5 平方公里",
        "10,234.56",
        "第七条（五）（暂定）",
        "市级主管部门意见",
    ),
    "conformity": ("二、核查结论", "结论：符合", "不符合", "锻造车间"),
    "notice": (
        "公示自2025年7月1日公布，期限自2025年7月2日起算，至2025年7月8日止，共5个工作日。",
        "某县第40特色产业集群",
    ),
    "list": ("晋工信企业函〔2025〕18号", "有效期为2025年1月1日至2027年12月31日。", "抄送：省财政厅，省统计局。"),
    "minutes": ("主持人：赵主任", "主导产业产值占比未达到标准"),
}


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", KINDS)
def test_the_facts_of_the_sheet_stand_in_the_document(kind: str) -> None:
    text = text_of(docx.render(specimens.EVERY[kind]()))

    assert [fact for fact in FACTS[kind] if fact not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sheet_gives_the_same_bytes(kind: str) -> None:
    assert docx.render(specimens.EVERY[kind]()) == docx.render(specimens.EVERY[kind]())


def test_the_head_of_every_page_says_demonstration() -> None:
    document = Document(io.BytesIO(docx.render(specimens.notice())))
    section = document.sections[0]

    assert [head.paragraphs[0].text for head in (section.header, section.even_page_header)] == [
        "演示数据 · 不具效力"
    ] * 2


def faces_of(document: WordDocument) -> set[str]:
    lines = [*document.paragraphs, *(box.paragraphs[0] for table in document.tables for box in table._cells)]
    return {str(line.style.element.rPr.rFonts.get(qn("w:eastAsia"))) for line in lines if line.style and line.text}


def test_the_official_faces_are_named_for_chinese() -> None:
    document = Document(io.BytesIO(docx.render(specimens.notice())))

    assert faces_of(document) == {"方正小标宋简体", "仿宋_GB2312", "黑体"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_and_cell_takes_its_look_from_a_named_style(kind: str) -> None:
    document = Document(io.BytesIO(docx.render(specimens.EVERY[kind]())))
    known = {style.style_id for style in document.styles}
    used = set(document.element.body.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val"))

    assert used
    assert used <= known
    assert document.element.body.xpath(".//w:rPr/w:rFonts | .//w:rPr/w:sz") == []


def test_a_line_end_within_a_cell_stays_one() -> None:
    table = Table("表", ("甲", "乙"), (("上\n下", " 中 "),))
    sheet = replace(specimens.declaration(), sections=(SectionSheet("节", (table,)),))

    assert "上\n下" in text_of(docx.render(sheet))


def test_a_wide_table_turns_the_page_and_back() -> None:
    document = Document(io.BytesIO(docx.render(specimens.declaration(rows=3))))

    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]


def test_a_broken_photo_is_named_and_left_out() -> None:
    sheet = replace(specimens.conformity(), photos=(Photo("坏图", b"nothing"),))

    assert "照片无法显示" in text_of(docx.render(sheet))


@settings(max_examples=15, deadline=None)
@given(words=st.text(max_size=60))
def test_any_text_can_be_written(words: str) -> None:
    items = (Pair(words, words, words), Prose(words, words), Table(words, (words, "乙"), ((words, None),)))
    sheet = replace(specimens.declaration(), title=words, sections=(SectionSheet(words, items),))

    assert Document(io.BytesIO(docx.render(sheet))).paragraphs


@pytest.mark.parametrize("head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
@pytest.mark.parametrize("rest", [b"", b" garbage", b"\x00" * 40])
def test_a_broken_picture_keeps_no_document_back(head: bytes, rest: bytes) -> None:
    sheet = replace(specimens.conformity(), photos=(Photo("坏图", head + rest),))

    assert "坏图" in text_of(docx.render(sheet))
