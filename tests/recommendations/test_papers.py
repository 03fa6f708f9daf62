"""The city's papers say what the records say."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.core.vocabulary import Purpose, Stage
from jiqun.documents.catalogue import Format, make
from jiqun.recommendations.conformity import Line
from jiqun.recommendations.models import Conformity, RecommendationList
from jiqun.recommendations.papers import conformity_sheet, letter_sheet, package_of, papers_of
from jiqun.recommendations.queries import rows_of, visit_of
from jiqun.recommendations.services.visiting import attach_photo, conclude_visit
from jiqun.recommendations.summary import summary_sheet
from tests.factories import AT, make_case
from tests.recommendations.scenes import LETTER, also_national, full_report, handler, sent, verified

pytestmark = pytest.mark.django_db

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC")
"""One white pixel."""

JUDGED = Line(Conformity.NOT_APPLICABLE, "见现场记录", "由专家评审认定")


def both_levels() -> RecommendationList:
    """A list of two clusters, one of them on both levels."""
    cases = verified(["法兰", "陶瓷"])
    return sent([*cases, also_national(cases[0])])


def test_the_statement_shows_what_was_declared_and_what_was_found():
    case = make_case(stage=Stage.SUBMITTED)
    attach_photo(case, SimpleUploadedFile("园区大门.png", PNG), by=handler(), at=AT)
    attach_photo(case, SimpleUploadedFile("记录.pdf", b"%PDF-1.7"), by=handler(), at=AT)
    report = full_report(
        case, C1_1=Line(Conformity.DIFFERS, "120", "两个园区"), C1_3=Line(Conformity.CONFORMS), C3=JUDGED
    )
    conclude_visit(case, report, by=handler(), at=AT)
    visit = visit_of(case)
    assert visit is not None

    sheet = conformity_sheet(visit)

    judged = next(row for row in sheet.rows if row.verified == "见现场记录")
    assert judged.conforms is None
    rows = {row.criterion: row for row in sheet.rows}
    area, share = rows["集群占地面积一般不超过100平方公里"], rows["中小企业产值占集群总产值50%以上"]
    assert (area.declared, area.verified, area.conforms, area.remark) == (
        "32.50平方公里",
        "120平方公里",
        False,
        "两个园区",
    )
    assert (share.declared, share.verified, share.conforms) == ("83.20%", "与填报一致", True)
    assert (sheet.visited_on, sheet.participants, sheet.conforms) == (date(2025, 5, 12), ("张工", "李工"), True)
    assert [photo.caption for photo in sheet.photos] == ["园区大门"]
    assert make("conformity_statement", Format.DOCX, sheet).startswith(b"PK")


def test_the_summary_has_one_line_per_cluster_whatever_its_levels():
    names = both_levels()

    sheet = summary_sheet(names, list(rows_of(names)))

    assert sheet.title == "2025年度山西省中小企业特色产业集群推荐汇总表"
    rows = [dict(zip([column.key for column in sheet.columns], row, strict=True)) for row in sheet.rows]
    assert [(row["rank"], row["niche"], row["levels"]) for row in rows] == [
        (1, "法兰", "省级、国家级"),
        (2, "陶瓷", "省级"),
    ]
    assert (rows[0]["output_total"], rows[0]["sme_share"]) == (Decimal(125), Decimal("83.20"))
    assert next(column.header for column in sheet.columns if column.is_figure) == "2024年集群总产值（亿元）"
    assert make("recommendation_summary", Format.XLSX, sheet).startswith(b"PK")


def test_the_letter_goes_to_the_issuer_of_the_notice_with_the_list():
    names = both_levels()

    sheet = letter_sheet(names, list(rows_of(names)))

    assert (sheet.addressee, sheet.number, sheet.issuer) == ("山西省工业和信息化厅", LETTER, "忻州市工业和信息化局")
    assert "现推荐2个集群" in sheet.paragraphs[0]
    assert len(sheet.table.rows) == 3


def test_the_package_names_copies_and_labels_of_each_track():
    names = both_levels()

    assert package_of(names, list(rows_of(names))) == [
        ("推荐汇总表", "1份"),
        ("正式推荐文件", "1份"),
        ("山西省中小企业特色产业集群申报表及佐证材料", "每个集群3份"),
        ("省级申报光盘", "每个集群2张，标签为“定襄县中小企业特色产业集群申报资料”"),
        ("中小企业特色产业集群申报表及佐证材料", "每个集群5份"),
        ("国家级申报光盘", "每个集群2张，标签为“定襄县中小企业特色产业集群申报资料”"),
    ]


def test_re_evaluations_go_with_their_own_letter_and_no_summary():
    names = sent([make_case(track="re_evaluation", stage=Stage.VERIFIED)], Purpose.RE_EVALUATION)

    assert [paper.label for paper in papers_of(names)] == ["正式复核意见文件"]
    assert "1个集群通过初审" in letter_sheet(names, list(rows_of(names))).paragraphs[0]
