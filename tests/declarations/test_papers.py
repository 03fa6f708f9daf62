"""The papers of a case say what was declared, and the folder holds everything with its digest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from jiqun.core.vocabulary import Role, Verdict
from jiqun.declarations import papers
from jiqun.declarations.papers import bundle_files, declaration_sheet, disc_label
from jiqun.declarations.queries import dossier_subject, newest_seal
from jiqun.declarations.services.submitting import sign_off, submit
from jiqun.documents.bundle import from_bytes, write_bundle
from jiqun.documents.catalogue import Format
from jiqun.documents.docx import render as as_docx
from jiqun.evidence.queries import evidence_list
from tests.declarations.scenes import draft, files_of, handler, ready, signatory
from tests.factories import AT, make_county, make_seat, shanxi_policy

pytestmark = pytest.mark.django_db
TODAY = date(2025, 5, 20)


@pytest.fixture(autouse=True)
def plain_pages(monkeypatch):
    """PDF is set elsewhere (tests/documents); here its content stands in, so that no faces are needed."""

    def made(_key, form, sheet):
        return as_docx(sheet) if form == Format.DOCX else b"%PDF-1.7 " + sheet.title.encode()

    monkeypatch.setattr(papers, "make", made)


def sheet_of(case, submission=None):
    answers = submission.answers if submission else case.dossier.answers
    proofs = submission.evidence if submission else evidence_list(dossier_subject(case.dossier_id))
    return declaration_sheet(case, answers, proofs, submission=submission, today=TODAY), proofs


def submitted():
    return submit(ready(), by=handler(), at=AT)


def test_a_draft_says_that_it_is_one_and_bears_todays_date():
    sheet, _ = sheet_of(draft())

    assert (sheet.title, sheet.dated) == ("山西省中小企业特色产业集群申报表（草稿）", TODAY)
    assert sheet.digest == ""


def test_a_submission_bears_its_day_and_digest():
    case = submitted()
    submission = newest_seal(case)

    sheet, _ = sheet_of(case, submission)

    assert (sheet.title, sheet.dated) == ("山西省中小企业特色产业集群申报表", date(2025, 5, 12))
    assert sheet.digest == submission.digest


def test_vetoes_and_the_commitment_have_their_own_places():
    sheet, _ = sheet_of(draft())
    labels = [item.label for section in sheet.sections for item in section.items if hasattr(item, "label")]

    assert [veto.clean for veto in sheet.vetoes] == [True, True, True]
    assert sheet.commitment.startswith("我单位承诺所填内容")
    assert not [label for label in labels if "承诺" in label or "安全" in label]


def test_every_condition_stands_with_its_bound_its_value_and_its_source():
    sheet, _ = sheet_of(draft(answers={"output_total.2022": "9"}))
    row = next(each for each in sheet.checks if "10亿元" in each.criterion)

    assert (row.condition, row.verdict) == ("不低于10亿元", Verdict.NOT_MET)
    assert row.clause.startswith("《中小企业特色产业集群认定管理办法》")


def test_evidence_is_listed_by_what_it_proves():
    sheet, proofs = sheet_of(ready())
    table = sheet.sections[-1].items[0]

    assert len(table.rows) == len(proofs)
    assert ("细分领域", "证明.pdf") in [row[1:] for row in table.rows]


def test_the_opinion_of_the_county_is_that_of_its_signatory():
    case = submitted()
    waiting, _ = sheet_of(case, newest_seal(case))
    sign_off(case, by=signatory(), at=AT)

    signed, _ = sheet_of(case, newest_seal(case))

    assert waiting.opinions[0].signatory == ""
    assert signed.opinions[0].signatory == signatory().person.name
    assert signed.opinions[0].signed_on == date(2025, 5, 12)


def test_county_city_and_province_each_have_a_box_for_opinion_and_seal():
    sheet, _ = sheet_of(draft())

    assert [box.title for box in sheet.opinions] == [
        "定襄县工业和信息化局意见",
        "忻州市工业和信息化局意见",
        "山西省工业和信息化厅意见",
    ]


def test_the_folder_holds_form_evidence_label_and_what_others_add():
    case = submitted()
    sheet, proofs = sheet_of(case, newest_seal(case))
    extra = [from_bytes("现场核查符合性说明", "符合性说明.pdf", "符合性说明", b"%PDF-")]

    target = io.BytesIO()
    listed = write_bundle(target, bundle_files(case, sheet, proofs, extra=extra), title="材料", dated=sheet.dated)

    folders = list(dict.fromkeys(each.path.split("/")[0] for each in listed))
    assert folders == ["01_申报表", "02_现场核查符合性说明", "03_佐证材料", "04_光盘标签"]
    with zipfile.ZipFile(target) as archive:
        for each in listed:
            assert hashlib.sha256(archive.read(each.path)).hexdigest() == each.sha256


def test_files_stand_in_the_order_of_the_form_and_say_what_they_prove():
    case = submitted()
    sheet, proofs = sheet_of(case, newest_seal(case))
    questions = [field.label for section in shanxi_policy().form.sections for field in section.fields]

    listed = [row[1] for row in sheet.sections[-1].items[0].rows]
    named = [each.name for each in bundle_files(case, sheet, proofs) if each.folder == "佐证材料"]

    assert listed == sorted(listed, key=questions.index)
    assert named == [f"{label[:24]}_证明.pdf" for label in listed]


def test_a_table_with_codes_gives_the_code_room_for_one_line():
    sheet, _ = sheet_of(draft())
    roster = next(
        item for section in sheet.sections for item in section.items if getattr(item, "title", "") == "企业名录"
    )

    shares = dict(zip(roster.headers, roster.widths, strict=True))
    assert shares["统一社会信用代码"] * 100 > 23 * sum(roster.widths)
    assert shares["规模"] * 100 > 8 * sum(roster.widths)


def test_the_label_of_the_disc_is_that_of_the_notice():
    lines = disc_label(draft(), shanxi_policy()).splitlines()

    assert lines[0] == "定襄县中小企业特色产业集群申报资料"
    assert lines[-2:] == ["申报表及佐证材料份数：3份", "光盘张数：2张"]


@pytest.mark.parametrize(
    ("name", "start", "suffix"),
    [("declaration-pdf", b"%PDF-", ".pdf"), ("declaration-docx", b"PK", ".docx"), ("bundle", b"PK", ".zip")],
)
def test_papers_are_saved_under_a_chinese_name(as_seat, name, start, suffix):
    answer = as_seat(handler()).get(reverse(f"declarations:{name}", args=[ready().case_number]))

    assert answer.getvalue().startswith(start)
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%AE%9A")
    assert answer["Content-Disposition"].endswith(suffix)


def test_papers_of_another_county_are_not_found(as_seat):
    foreign = make_seat(make_county("140922", "五台县"), Role.HANDLER)
    case = ready()

    assert as_seat(foreign).get(reverse("declarations:bundle", args=[case.case_number])).status_code == 404


def test_a_file_that_was_altered_stops_the_folder(as_seat):
    case = ready()
    stored = files_of(case)[0].stored
    with stored.file.storage.open(stored.file.name, "wb") as spoilt:
        spoilt.write(b"%PDF-spoilt")

    answer = as_seat(handler()).get(reverse("declarations:bundle", args=[case.case_number]), follow=True)

    assert "与登记时的内容不一致" in answer.content.decode()
