"""Attaching and removing files; what arrives is checked by its content, not by its name alone."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from jiqun.audit.services import record
from jiqun.core.findings import Actor, Finding, Refused
from jiqun.evidence.models import Evidence, StoredFile
from jiqun.evidence.pictures import size_in_pixels

KINDS: dict[str, tuple[tuple[bytes, ...], str]] = {
    "pdf": ((b"%PDF-",), "application/pdf"),
    "jpg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "jpeg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "png": ((b"\x89PNG\r\n\x1a\n",), "image/png"),
    "docx": ((b"PK\x03\x04",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ((b"PK\x03\x04",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ofd": ((b"PK\x03\x04",), "application/ofd"),
}
IMAGES = frozenset({"image/jpeg", "image/png"})
MOST_PIXELS = 100_000_000
"""What a picture may unfold to: documents are set with it, at some four bytes for each."""


def read_upload(upload: UploadedFile[Any]) -> tuple[bytes, str]:
    """The bytes and content type of an upload.

    Raises:
        Refused: empty, too large (as a file or as a picture), of a kind not taken, or not what its name says.
    """
    name = upload.name or "未命名文件"
    limit = settings.EVIDENCE_MAX_BYTES
    if upload.size is not None and upload.size > limit:
        message = f"“{name}”超过{limit // 1048576}MB，请压缩或拆分后再上传"
        raise Refused(Finding("evidence.too_large", message))
    data = upload.read()
    if not data:
        raise Refused(Finding("evidence.empty", f"“{name}”是空文件，请检查后重新选择"))
    signatures, content_type = KINDS.get(name.rsplit(".", 1)[-1].lower(), ((), ""))
    if not content_type:
        message = f"“{name}”不是可接收的类型；请上传PDF、图片（JPG、PNG）、OFD、Word（docx）或Excel（xlsx）文件"
        raise Refused(Finding("evidence.kind", message))
    if not data.startswith(signatures):
        message = f"“{name}”的内容与扩展名不符，可能已损坏；请重新导出后上传"
        raise Refused(Finding("evidence.content", message))
    if content_type in IMAGES:
        refuse_huge_picture(name, data)
    return data, content_type


def refuse_huge_picture(name: str, data: bytes) -> None:
    """Raise Refused for a picture that nobody could show."""
    width, height = size_in_pixels(data) or (0, 0)
    if width * height > MOST_PIXELS:
        message = f"“{name}”的图像为{width}×{height}像素，超过1亿像素，无法处理；请缩小图像后再上传"
        raise Refused(Finding("evidence.too_many_pixels", message))


def store(data: bytes, content_type: str, name: str) -> StoredFile:
    """Keep bytes once under their digest."""
    sha256 = hashlib.sha256(data).hexdigest()
    stored = StoredFile.objects.filter(pk=sha256).first()
    if stored is None:
        stored = StoredFile(sha256=sha256, size=len(data), content_type=content_type)
        stored.file.save(f"{sha256}.{name.rsplit('.', 1)[-1].lower()}", ContentFile(data), save=False)
        try:
            with transaction.atomic():
                stored.save(force_insert=True)
        except IntegrityError:  # somebody else brought the same bytes at the same moment
            stored = StoredFile.objects.get(pk=sha256)
    return stored


@transaction.atomic
def attach(subject: str, address: str, upload: UploadedFile[Any], *, by: Actor, at: datetime) -> Evidence:
    """Attach one file to one field of a subject; the same file twice is one piece of evidence."""
    data, content_type = read_upload(upload)
    name = (upload.name or "未命名文件")[-200:]
    stored = store(data, content_type, name)
    standing = Evidence.objects.filter(subject=subject, address=address, stored=stored, removed_at=None).first()
    if standing is not None:
        return standing
    piece = Evidence.objects.create(
        subject=subject, address=address, stored=stored, name=name, uploaded_at=at, uploaded_by=by.name
    )
    detail = {"address": address, "name": name, "sha256": stored.sha256, "size": stored.size}
    record("attach_evidence", f"上传佐证材料：{name}", by=by, at=at, subject=subject, detail=detail)
    return piece


@transaction.atomic
def remove(piece: Evidence, *, by: Actor, at: datetime) -> None:
    """Take a file off a field; the bytes stay, because a seal may name them."""
    fresh = Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=piece.pk)
    if fresh.removed_at is not None:
        return
    fresh.removed_at = at
    fresh.save(update_fields=["removed_at"])
    detail = {"address": fresh.address, "name": fresh.name, "sha256": fresh.stored_id}
    record("remove_evidence", f"移除佐证材料：{fresh.name}", by=by, at=at, subject=fresh.subject, detail=detail)
