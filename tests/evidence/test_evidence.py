from __future__ import annotations

import hashlib
import struct
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from jiqun.audit.models import Entry
from jiqun.core.findings import Actor, Refused
from jiqun.evidence.models import Evidence, StoredFile
from jiqun.evidence.pictures import size_in_pixels
from jiqun.evidence.queries import evidence_for, evidence_list, proven_addresses
from jiqun.evidence.services import KINDS, attach, read_upload, remove
from tests.factories import AT

pytestmark = pytest.mark.django_db
HANDLER = Actor(7, "张工", "定襄县工业和信息化局", "经办人")
PDF = b"%PDF-1.7 report"


def upload(name: str = "报告.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(address: str = "output_total", subject: str = "dossier:1", **file: object) -> Evidence:
    return attach(subject, address, upload(**file), by=HANDLER, at=AT)


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_upload(upload(name, content))
    return refusal.value.findings[0].code


def png(width: int, height: int) -> bytes:
    """The head of a PNG of that size."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


def jpeg(width: int, height: int) -> bytes:
    """The head of a JPEG of that size, behind a thumbnail that says another."""
    thumbnail = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, 16, 16)
    around = b"\xff\xe1" + struct.pack(">H", 2 + len(thumbnail)) + thumbnail
    return b"\xff\xd8" + around + b"\xff\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width)


@pytest.mark.parametrize(("name", "head"), [("照片.png", png), ("照片.jpg", jpeg)])
def test_a_picture_that_unfolds_beyond_measure_is_refused_with_its_size(name, head):
    assert read_upload(upload(name, head(10_000, 10_000)))
    with pytest.raises(Refused) as refusal:
        read_upload(upload(name, head(60_000, 60_000)))

    assert [finding.code for finding in refusal.value.findings] == ["evidence.too_many_pixels"]
    assert "60000×60000像素" in str(refusal.value)


@given(st.binary(max_size=60))
def test_no_head_of_a_picture_can_stop_the_reading(rest):
    for head in (b"\xff\xd8", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""):
        size_in_pixels(head + rest)


def test_bytes_are_kept_under_their_digest():
    piece = put()

    assert piece.stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (piece.stored.size, piece.stored.content_type) == (len(PDF), "application/pdf")
    with piece.stored.file.open() as kept:
        assert kept.read() == PDF


def test_the_same_bytes_for_two_figures_are_kept_once():
    first, second = put("output_total"), put("rd_sme", name="另一名称.pdf")

    assert first.stored == second.stored
    assert StoredFile.objects.count() == 1
    assert [piece.name for piece in evidence_for("dossier:1")] == ["报告.pdf", "另一名称.pdf"]


def test_the_same_file_twice_for_one_figure_is_one_piece_and_one_act():
    assert put() == put()
    assert Entry.objects.filter(act="attach_evidence").count() == 1


def test_a_removed_file_leaves_the_list_and_its_bytes_stay():
    piece = put()

    remove(piece, by=HANDLER, at=AT)
    remove(piece, by=HANDLER, at=AT)

    assert list(evidence_for("dossier:1")) == []
    assert StoredFile.objects.filter(pk=piece.stored_id).exists()
    assert list(Entry.objects.values_list("act", flat=True)) == ["attach_evidence", "remove_evidence"]


def test_a_removed_file_may_be_attached_again():
    first = put()
    remove(first, by=HANDLER, at=AT)

    again = put()

    assert again != first
    assert list(evidence_for("dossier:1")) == [again]


def test_evidence_hangs_on_its_subject_alone():
    put(subject="dossier:1")

    assert list(evidence_for("dossier:11")) == []
    assert proven_addresses("dossier:1") == {"output_total"}


def test_a_seal_gets_plain_facts():
    piece = put()

    assert evidence_list("dossier:1") == [
        {"id": piece.pk, "address": "output_total", "name": "报告.pdf", "sha256": piece.stored_id, "size": len(PDF)}
    ]


def test_an_act_on_record_names_field_file_and_digest():
    piece = put()

    entry = Entry.objects.get()
    assert (entry.subject, entry.actor, entry.label) == ("dossier:1", "张工", "上传佐证材料：报告.pdf")
    assert entry.detail["sha256"] == piece.stored_id


@pytest.mark.parametrize(("kind", "rule"), KINDS.items())
def test_every_kind_taken_is_known_by_its_content(kind, rule):
    signatures, content_type = rule

    assert read_upload(upload(f"文件.{kind.upper()}", signatures[0] + b"rest")) == (
        signatures[0] + b"rest",
        content_type,
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "evidence.empty"),
        ("程序.exe", b"MZ", "evidence.kind"),
        ("页面.html", b"<script>", "evidence.kind"),
        ("图形.svg", b"<svg/>", "evidence.kind"),
        ("无扩展名", PDF, "evidence.kind"),
        ("假.pdf", b"<html>", "evidence.content"),
        ("假.png", b"\xff\xd8\xff", "evidence.content"),
        ("旧.docx", b"\xd0\xcf\x11\xe0", "evidence.content"),
    ],
)
def test_what_is_not_taken_is_refused_by_name_and_content(name, content, code):
    assert refused(name, content) == code
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    large = SimpleUploadedFile("大.pdf", PDF)
    large.size, large.file = 1024 * 1024 + 1, BytesIO()

    with pytest.raises(Refused) as refusal:
        read_upload(large)

    assert refusal.value.findings[0].message == "“大.pdf”超过1MB，请压缩或拆分后再上传"


def test_a_file_of_exactly_the_limit_is_taken(settings):
    settings.EVIDENCE_MAX_BYTES = len(PDF)

    assert read_upload(upload())[0] == PDF


def test_a_very_long_name_is_kept_with_its_ending():
    piece = put(name=f"{'长' * 230}.pdf")

    assert len(piece.name) == 200
    assert piece.name.endswith(".pdf")
