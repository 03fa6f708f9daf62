"""A dossier bundle can be checked by anyone, with nothing but a shell."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.documents.bundle import Altered, BundleFile, from_bytes, safe_name, write_bundle
from tests.documents import specimens

FILES = (
    from_bytes("申报表", "省级申报表.pdf", "省级申报表", b"%PDF-1.7 one"),
    from_bytes("佐证材料", "产值证明.jpg", "=产值证明", b"\xff\xd8two"),
    from_bytes("申报表", "说明.txt", "说明", b"three" * 500),
)


def bundle(files: tuple[BundleFile, ...] = FILES) -> bytes:
    target = io.BytesIO()
    write_bundle(target, files, title="定襄县法兰锻造产业集群申报资料", dated=specimens.DAY)
    return target.getvalue()


def test_folders_and_files_are_numbered_in_order() -> None:
    names = zipfile.ZipFile(io.BytesIO(bundle())).namelist()

    assert names == [
        "01_申报表/01_省级申报表.pdf",
        "02_佐证材料/01_产值证明.jpg",
        "01_申报表/02_说明.txt",
        "manifest.csv",
        "manifest.json",
        "SHA256SUMS",
        "阅读说明.txt",
    ]


def test_every_digest_of_the_manifest_is_that_of_the_file() -> None:
    archive = zipfile.ZipFile(io.BytesIO(bundle()))
    listed = json.loads(archive.read("manifest.json"))["files"]
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())

    assert {each["path"]: hashlib.sha256(archive.read(each["path"])).hexdigest() for each in listed} == sums
    assert [(each["size"], each["sha256"]) for each in listed] == [
        (len(archive.read(each["path"])), sums[each["path"]]) for each in listed
    ]


def test_a_label_in_the_list_is_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(zipfile.ZipFile(io.BytesIO(bundle())).read("manifest.csv").decode("utf-8-sig"))))

    assert rows[2][2] == "'=产值证明"


def test_the_reader_is_told_how_to_check() -> None:
    told = zipfile.ZipFile(io.BytesIO(bundle())).read("阅读说明.txt").decode("utf-8-sig")

    assert "sha256sum -c SHA256SUMS" in told
    assert "共3个文件" in told


def test_pictures_and_pdf_are_stored_and_texts_deflated() -> None:
    kinds = {each.filename: each.compress_type for each in zipfile.ZipFile(io.BytesIO(bundle())).infolist()}

    assert kinds["01_申报表/01_省级申报表.pdf"] == kinds["02_佐证材料/01_产值证明.jpg"] == zipfile.ZIP_STORED
    assert kinds["01_申报表/02_说明.txt"] == zipfile.ZIP_DEFLATED


def test_the_same_files_give_the_same_bytes() -> None:
    assert bundle() == bundle()


def test_a_file_that_is_no_longer_the_registered_one_stops_the_bundle() -> None:
    altered = BundleFile("佐证材料", "证明.pdf", "产值证明", lambda: io.BytesIO(b"new"), sha256="0" * 64)

    with pytest.raises(Altered, match="产值证明"):
        bundle((altered,))


def test_a_stream_that_cannot_go_back_is_enough() -> None:
    class Wire(io.RawIOBase):
        def __init__(self) -> None:
            self.sent = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.sent += bytes(data)
            return len(data)

    wire = Wire()
    write_bundle(wire, FILES, title="资料", dated=specimens.DAY)  # type: ignore[arg-type]

    assert zipfile.ZipFile(io.BytesIO(wire.sent)).testzip() is None


@given(st.text())
def test_no_name_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)

    assert PurePosixPath(safe).name == safe
    assert safe not in (".", "..")
    assert 0 < len(safe.encode()) < 255
