"""A pack as files to take away and bring back: one YAML text, or a ZIP of a policy folder."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jiqun.core.policy.loader import to_plain
from jiqun.core.policy.tree import Place, PolicyError, Problem
from jiqun.policyfiles.folder import FILE_NAME, MAX_BYTES, read_round, read_uploaded_round
from jiqun.policyfiles.pack import Pack, assembled, split
from jiqun.policyfiles.packcases import Plain, case_files, read_cases
from jiqun.policyfiles.text import write_policy_text
from jiqun.policyfiles.trees import SHELVES
from jiqun.policyfiles.workbooks import DAMAGED

MOST_FILES = 300
MOST_BYTES_IN_ALL = 10_000_000
MEMBER = re.compile(r"(?:[a-z0-9_-]{1,60}/){1,3}[A-Za-z0-9_-]{1,60}\.yaml")
EPOCH = (1980, 1, 1, 0, 0, 0)


def one_text(pack: Pack, heading: str) -> str:
    """The whole round as one YAML text, as ``./jiqun round open`` and the upload page take it; cases are not in it."""
    return write_policy_text(_whole(pack), heading)


def zipped(pack: Pack, heading: str) -> bytes:
    """The pack as a ZIP of a policy folder, the same octets for the same pack."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in folder_of(pack, heading).items():
            archive.writestr(ZipInfo(name, EPOCH), text, ZIP_DEFLATED)
    return buffer.getvalue()


def folder_of(pack: Pack, heading: str) -> dict[str, str]:
    """The files of a policy folder by name: the round, its editions of criteria, its form and lists, its cases."""
    plain = _whole(pack)
    code = _named({"name": plain.get("code")}, "round")
    files: dict[str, object] = {}
    for track, named in zip(plain["tracks"], pack["round"]["tracks"], strict=True):
        files[f"criteria/{named['criteria']}.yaml"] = track["criteria"]
        track["criteria"] = named["criteria"]
    for part, shelf in SHELVES.items():
        if plain.get(part):
            name = _named(plain[part], code)
            files[f"{shelf}/{name}.yaml"], plain[part] = plain[part], name
    files.update(case_files(pack["cases"], pack["answers"]))
    return {name: write_policy_text(each, heading) for name, each in {f"rounds/{code}.yaml": plain, **files}.items()}


def _named(part: Any, otherwise: str) -> str:
    """What the file of a part is called: by its own name where it has one that a file can have."""
    name = part.get("name") if isinstance(part, dict) else None
    return name if isinstance(name, str) and FILE_NAME.fullmatch(name) else otherwise


def _whole(pack: Pack) -> dict[str, Any]:
    """The round with its editions in place, keys in the order of the schema where it is sound."""
    try:
        plain: dict[str, Any] = to_plain(assembled(pack))
    except PolicyError:
        editions = pack["criteria"]
        tracks = [{**track, "criteria": editions.get(track["criteria"])} for track in pack["round"]["tracks"]]
        return {**pack["round"], "tracks": tracks}
    return plain


def read_pack(raw: bytes, name: str) -> Pack:
    """The pack of an uploaded file, by its ending.

    Raises:
        PolicyError: with every problem found, at its file, line and key.
    """
    if name.lower().endswith(".zip"):
        return _read_zip(raw, name)
    return split(read_uploaded_round(raw, name))


def _read_zip(raw: bytes, name: str) -> Pack:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        rounds = [path for path in _unpacked(raw, name, root) if path.parts[0] == "rounds"]
        if len(rounds) != 1:
            raise _refusal(name, "应有且只有一份批次文件（rounds文件夹内）", f"{len(rounds)}份")
        problems: list[Problem] = []
        policy = None
        cases: tuple[list[Plain], Plain] = ([], {})
        try:
            policy = read_round(root / rounds[0])
        except PolicyError as error:
            problems += error.problems
        try:
            cases = read_cases(root)
        except PolicyError as error:
            problems += error.problems
        if policy is None or problems:
            raise PolicyError(problems)
        return split(policy, *cases)


def _unpacked(raw: bytes, name: str, root: Path) -> list[PurePosixPath]:
    """The policy files of the archive, written below ``root``; folders that hold nothing of ours are passed over."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            members = [each for each in archive.infolist() if each.filename.endswith(".yaml")]
            if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_BYTES_IN_ALL:
                raise _refusal(name, f"应不超过{MOST_FILES}个文件、{MOST_BYTES_IN_ALL}字节", "文件过多或过大")
            top = _folder_around([each.filename for each in members])
            return [_written(archive, each, root, top, name) for each in members]
    except DAMAGED as error:
        raise _refusal(name, "应为完好、未加密的ZIP文件", "无法解压") from error


def _folder_around(names: list[str]) -> str:
    """The one folder that everything lies in, as when a whole folder was packed; empty when there is none."""
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or any(name.partition("/")[0] == "rounds" for name in names):
        return ""
    return f"{tops.pop()}/"


def _written(archive: ZipFile, member: ZipInfo, root: Path, top: str, name: str) -> PurePosixPath:
    inside = member.filename.removeprefix(top)
    if not MEMBER.fullmatch(inside):
        raise _refusal(name, "文件名应只含字母、数字和连字符", f"“{inside[:80]}”")
    with archive.open(member) as packed:
        content = packed.read(MAX_BYTES + 1)  # one more than allowed, so that reading the file refuses it
    path = root / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return PurePosixPath(inside)


def _refusal(name: str, expected: str, found: str) -> PolicyError:
    return PolicyError([Problem(Place(name), "", expected, found)])
