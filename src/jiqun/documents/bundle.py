"""The dossier as a ZIP: numbered folders, a list of every file with its digest, and how to check it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import IO

from jiqun.documents.archive import entry
from jiqun.documents.wording import clean, day

CHUNK = 1 << 20
COMPRESSED = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".zip", ".docx", ".xlsx", ".mp4"})
"""Kinds that gain nothing from deflating, and cost much time."""
FORBIDDEN = frozenset('<>:"/\\|?*')
LONGEST_NAME = 60
"""Characters of a name: three bytes each, and old systems stop at 255 bytes."""


class Altered(Exception):  # noqa: N818 - a finding about the file, not a fault of the software
    """A file is no longer the one that was registered."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file: its folder's title, its own name and label, how to open it, and its registered digest if any."""

    folder: str
    name: str
    label: str
    open: Callable[[], IO[bytes]]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the manifest; ``size`` in bytes."""

    path: str
    label: str
    size: int
    sha256: str


def from_bytes(folder: str, name: str, label: str, content: bytes) -> BundleFile:
    """A file that is at hand already."""
    return BundleFile(folder, name, label, lambda: io.BytesIO(content))


def safe_name(name: str) -> str:
    """A file name every system takes, its extension kept."""
    text = "".join("_" if char in FORBIDDEN or char == "\n" else char for char in clean(name)).strip(" .") or "未命名"
    suffix = PurePosixPath(text).suffix[:10]
    stem = text[: len(text) - len(suffix)] if suffix else text
    return f"{stem[: LONGEST_NAME - len(suffix)].rstrip(' .')}{suffix}"


def write_bundle(target: IO[bytes], files: Sequence[BundleFile], *, title: str, dated: date) -> tuple[Listed, ...]:
    """Write the ZIP to ``target``, file by file; the same files give the same bytes.

    Folders are numbered in the order in which they first occur, files inside their folder.

    Raises:
        Altered: a file does not match its registered digest; what was written so far must be thrown away.
    """
    listed = []
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for path, file in _paths(files):
            listed.append(_add(archive, path, file, dated))
        sums = "".join(f"{each.sha256}  {each.path}\n" for each in listed)
        for name, content in (
            ("manifest.csv", _csv(listed)),
            ("manifest.json", _json(listed, title, dated)),
            ("SHA256SUMS", sums.encode()),
            ("阅读说明.txt", _readme(listed, title, dated)),
        ):
            archive.writestr(entry(name, dated), content)
    return tuple(listed)


def _paths(files: Sequence[BundleFile]) -> Iterator[tuple[str, BundleFile]]:
    folders: dict[str, int] = {}
    for file in files:
        folders.setdefault(file.folder, 0)
    numbers = {folder: number for number, folder in enumerate(folders, start=1)}
    for file in files:
        folders[file.folder] += 1
        folder = f"{numbers[file.folder]:02d}_{safe_name(file.folder)}"
        yield f"{folder}/{folders[file.folder]:02d}_{safe_name(file.name)}", file


def _add(archive: zipfile.ZipFile, path: str, file: BundleFile, dated: date) -> Listed:
    digest, size = hashlib.sha256(), 0
    info = entry(path, dated, stored=PurePosixPath(path).suffix.lower() in COMPRESSED)
    with file.open() as source, archive.open(info, "w") as sink:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            sink.write(chunk)
    found = digest.hexdigest()
    if file.sha256 and file.sha256 != found:
        raise Altered(f"“{file.label}”与登记时的内容不一致，不能归档；请联系系统管理员核对原件")
    return Listed(path, clean(file.label), size, found)


def _csv(listed: Sequence[Listed]) -> bytes:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(("序号", "文件", "内容", "字节数", "SHA-256"))
    for number, each in enumerate(listed, start=1):
        # A spreadsheet would take a leading sign for a formula.
        label = f"'{each.label}" if each.label[:1] in tuple("=+-@") else each.label
        writer.writerow((number, each.path, label, each.size, each.sha256))
    return lines.getvalue().encode("utf-8-sig")


def _json(listed: Sequence[Listed], title: str, dated: date) -> bytes:
    facts = {"title": clean(title), "dated": dated.isoformat(), "files": [asdict(each) for each in listed]}
    return json.dumps(facts, ensure_ascii=False, indent=2).encode()


def _readme(listed: Sequence[Listed], title: str, dated: date) -> bytes:
    total = sum(each.size for each in listed)
    text = f"""{clean(title)}
生成日期：{day(dated)}
共{len(listed)}个文件，合计{total:,}字节。

一、目录
文件夹和文件按顺序编号，编号即归档顺序。完整目录见 manifest.csv（可用表格软件打开）和 manifest.json。

二、如何核对
每个文件都登记了SHA-256摘要。文件有任何改动，摘要就会不同。
1. 将压缩包解压到一个空文件夹。
2. 在该文件夹中打开终端，执行：sha256sum -c SHA256SUMS
   每行显示“OK”或“成功”即与归档时一致。
3. Windows 系统可在该文件夹打开命令行，逐个执行：certutil -hashfile 文件名 SHA256
   将显示的摘要与 manifest.csv 中的比对。
"""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
