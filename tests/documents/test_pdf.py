"""PDF documents hold the facts, look the same every time, and take any text for text."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiqun.documents import pdf
from jiqun.documents.sheets import Pair, Photo, Prose, SectionSheet, Table
from tests.documents import specimens

MARKUP = '#import "x": * $sum_1^2$ *bold* _it_ <label> @ref `raw` [c] #read("/etc/passwd") \\u{41} // /* = - + ~ </w:t>'


def pages(content: bytes) -> list[str]:
    """The text of each page, without spaces and line ends."""
    document = pypdfium2.PdfDocument(content)
    texts = [re.sub(r"[\s\u200b\ufffe]", "", page.get_textpage().get_text_range()) for page in document]
    document.close()
    return texts


def text_of(content: bytes) -> str:
    return "".join(pages(content))


FACTS = {
    "declaration": (
        "山西省中小企业特色产业集群申报表",
        "定襄县法兰锻造产业集群",
        "120.89",
        "10,234.56",
        "暂定",
        "八、审核推荐意见",
    ),
    "conformity": ("现场核查符合性说明", "2025年5月18日", "不符合", "李四、王五", "产业园入口"),
    "summary": ("推荐汇总表", "法兰锻造", "82.31", "133", "共推荐2个集群"),
    "notice": (
        "自2025年7月2日起算，至2025年7月8日止，共5个工作日",
        "匿名或者无证据的异议不予受理",
        "某县第40特色产业集群",
    ),
    "list": ("晋工信企业函〔2025〕18号", "有效期为2025年1月1日至2027年12月31日", "抄送：省财政厅"),
    "minutes": ("会议纪要", "出席人员：钱处长、孙处长", "主导产业产值占比未达到标准"),
    "draw": ("20250520-上证指数3380.48", "未抽中", "三、如何复算", "00a3f9"),
    "scores": ("专家评审汇总表", "91.20", "分差较大"),
}


@pytest.mark.parametrize("kind", specimens.EVERY)
def test_the_facts_of_the_sheet_stand_in_the_document(press: pdf.Press, kind: str) -> None:
    text = text_of(press.render(specimens.EVERY[kind]()))

    assert [fact for fact in FACTS[kind] if fact not in text] == []


@pytest.mark.parametrize("kind", specimens.EVERY)
def test_every_page_of_a_demonstration_says_so(press: pdf.Press, kind: str) -> None:
    sheet = specimens.EVERY[kind]()

    assert all("演示数据·不具效力" in page for page in pages(press.render(sheet)))
    assert "演示数据" not in text_of(press.render(replace(sheet, demo=False)))


@pytest.mark.parametrize("kind", specimens.EVERY)
def test_the_same_sheet_gives_the_same_bytes(press: pdf.Press, kind: str) -> None:
    again = pdf.Press(pdf.fonts.font_folder())

    assert press.render(specimens.EVERY[kind]()) == again.render(specimens.EVERY[kind]())


def test_a_document_is_made_for_the_archive(press: pdf.Press) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in press.render(specimens.declaration(rows=1))


def test_a_long_roster_repeats_its_head_on_every_page(press: pdf.Press) -> None:
    holding = [page for page in pages(press.render(specimens.declaration(rows=60))) if "重型法兰锻造装备" in page]

    assert len(holding) > 1
    assert all("统一社会信用代码" in page for page in holding)


def test_the_sealed_digest_stands_at_the_foot(press: pdf.Press) -> None:
    assert specimens.DIGEST in text_of(press.render(specimens.conformity()))


def test_an_empty_form_is_still_a_form(press: pdf.Press) -> None:
    items = (Pair("集群名称"), Prose("集群概况"), Table("企业名录", ("序号", "企业名称"), ()))
    bare = replace(
        specimens.declaration(),
        sections=(SectionSheet("基本情况", items),),
        checks=(),
        vetoes=(),
        opinions=(),
        commitment="",
    )

    assert "集群名称—" in text_of(press.render(bare))


def test_a_character_that_the_free_faces_lack_is_printed_by_the_fallback(press: pdf.Press) -> None:
    assert "喆堃犇赟玥镕" in text_of(press.render(specimens.summary("喆堃犇赟玥镕")))


def test_a_character_that_no_face_has_does_not_stop_the_document(press: pdf.Press) -> None:
    assert press.render(specimens.summary("法兰🏭\U00030000集群")).startswith(b"%PDF")


def test_markup_is_printed_and_never_evaluated(press: pdf.Press) -> None:
    text = text_of(press.render(replace(specimens.minutes(), paragraphs=(MARKUP,))))

    assert re.sub(r"\s", "", MARKUP) in text


def test_a_broken_photo_leaves_its_place_empty(press: pdf.Press) -> None:
    sheet = replace(specimens.conformity(), photos=(Photo("坏图", b"\xff\xd8not a picture"),))

    assert "坏图" in text_of(press.render(sheet))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80))
def test_any_text_can_be_printed(press: pdf.Press, words: str) -> None:
    items = (
        Pair(words, words, words),
        Prose(words, words),
        Table(words, (words, "乙"), ((words, None),), numeric=(0,)),
    )
    sheet = replace(
        specimens.declaration(), title=words, cluster=words, sections=(SectionSheet(words, items),), digest=words
    )

    assert press.render(sheet).startswith(b"%PDF")
