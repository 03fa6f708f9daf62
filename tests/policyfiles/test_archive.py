"""A pack leaves as files and comes back the same; what is broken is refused whole, with its place."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.policy.tree import PolicyError, Problem
from jiqun.policyfiles.archive import folder_of, one_text, read_pack, zipped
from jiqun.policyfiles.folder import policydata_root, read_round, round_files
from jiqun.policyfiles.foldercheck import check_folder
from jiqun.policyfiles.pack import Pack, split
from jiqun.policyfiles.packcases import cases_of, plain_case, read_cases, shipped_cases
from tests.policyfiles.test_pack import SHANXI, changed


def pack_of(path: Path) -> Pack:
    policy = read_round(path)
    return split(policy, *shipped_cases(policy))


def repacked(files: dict[str, str]) -> bytes:
    """A ZIP of these texts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


PACKED = repacked({"rounds/damaged.yaml": "code: damaged\ntitle: 一轮\n" * 40})


def problems(raw: bytes, name: str = "政策.zip") -> list[Problem]:
    with pytest.raises(PolicyError) as refusal:
        read_pack(raw, name)
    return refusal.value.problems


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_a_folder_comes_back_as_the_same_pack(path: Path) -> None:
    pack = pack_of(path)

    assert read_pack(zipped(pack, "导出"), "政策.ZIP") == pack


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_one_text_comes_back_as_the_same_round(path: Path) -> None:
    pack = pack_of(path)

    assert read_pack(one_text(pack, "导出").encode(), "政策.yaml") == {**pack, "cases": [], "answers": {}}


def test_the_same_pack_is_the_same_file() -> None:
    assert zipped(split(SHANXI), "导出") == zipped(split(SHANXI), "导出")


def test_a_folder_packed_with_its_own_name_is_read_too() -> None:
    files = folder_of(split(SHANXI), "导出")

    assert read_pack(repacked({f"政策/{name}": text for name, text in files.items()}), "a.zip") == split(SHANXI)


def test_a_draft_that_is_not_sound_leaves_as_it_stands() -> None:
    pack = changed(split(SHANXI), "round", "data_years", "values", "2025-04-17", "value", to=0)

    (problem,) = problems(zipped(pack, "导出"))

    assert (problem.place.file, problem.key) == ("rounds/shanxi-2025.yaml", "data_years.values.2025-04-17.value")
    assert problem.place.line > 0


def test_a_wrong_case_is_told_with_file_line_and_key_beside_what_else_is_wrong() -> None:
    files = folder_of(pack_of(policydata_root() / "rounds" / "shanxi-2025.yaml"), "导出")
    case = next(name for name in files if name.startswith("cases/criteria"))
    files[case] = "track: national\nclause: 一\ncases:\n  - case: 甲\n    expect: {C1.1: yes}\n    hope: {}\n"
    files["rounds/shanxi-2025.yaml"] = files["rounds/shanxi-2025.yaml"].replace("year: 2025\n", "year: 今年\n", 1)

    found = [(problem.place.file, problem.place.line, problem.key) for problem in problems(repacked(files))]

    assert found == [("rounds/shanxi-2025.yaml", 4, "year"), (case, 6, "hope"), (case, 5, "expect.C1.1")]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"criteria/a.yaml": "a: b"},
        {"rounds/a.yaml": "a: b", "rounds/b.yaml": "a: b"},
        {"rounds/../../a.yaml": "a: b"},
        {"rounds/a.yaml": ""},
    ],
)
def test_an_archive_that_is_no_policy_folder_is_refused(files: dict[str, str]) -> None:
    assert problems(repacked(files))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"no archive"])
def test_what_is_no_archive_is_refused(raw: bytes) -> None:
    assert [problem.found for problem in problems(raw)] == ["无法解压"]


def test_an_archive_that_unpacks_to_much_is_refused_before_it_is_unpacked() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression=8) as archive:
        archive.writestr("rounds/a.yaml", " " * 11_000_000)

    assert [problem.found for problem in problems(buffer.getvalue())] == ["文件过多或过大"]


def test_the_shipped_cases_of_a_round_keep_to_its_tracks_and_name_no_round() -> None:
    cases, answers = shipped_cases(SHANXI)

    assert answers["area_km2"] == "80"
    assert {case["track"] for case in cases if "chosen" not in case} == {"national", "provincial"}
    assert not any("round" in case or "standard" in case for case in cases)


def test_a_case_is_the_same_whether_plain_or_in_its_shape() -> None:
    cases, _ = read_cases(policydata_root())

    assert [plain_case(case) for case in cases_of(cases)] == cases


def test_a_case_of_a_wrong_shape_is_told_by_its_place_in_the_pack() -> None:
    with pytest.raises(PolicyError) as refusal:
        cases_of([{"case": "甲", "clause": "一"}, {"case": "乙", "expect": {"C1.1": "perhaps"}}, None])

    assert [problem.key for problem in refusal.value.problems] == ["cases.1.clause", "cases.1.expect.C1.1", "cases.2"]


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_a_folder_taken_away_passes_the_check_of_folders(path: Path, tmp_path: Path) -> None:
    assert checked_on_disk(pack_of(path), tmp_path) == ()


def test_a_folder_with_a_question_of_its_own_passes_too(tmp_path: Path) -> None:
    pack = pack_of(policydata_root() / "rounds" / "shanxi-2025.yaml")
    pages = pack["round"]["form"]["sections"]
    page = next(at for at, each in enumerate(pages) if any(field["key"] == "area_km2" for field in each["fields"]))
    asked = next(field for field in pages[page]["fields"] if field["key"] == "area_km2")
    pages[page]["fields"].append({**asked, "key": "area_built_km2", "label": "建成面积"})
    indicators = pack["criteria"]["national-2022"]["indicators"]
    at = next(at for at, each in enumerate(indicators) if each["id"] == "area")
    pack = changed(pack, "criteria", "national-2022", "indicators", at, "formula", to="area_km2 - area_built_km2 * 0")

    problems = checked_on_disk({**pack, "cases": []}, tmp_path)

    assert problems == ()


def checked_on_disk(pack: Pack, folder: Path) -> tuple[Problem, ...]:
    """What the check of folders says of a pack that was taken away and unpacked."""
    for name, text in folder_of(pack, "导出").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return check_folder(folder).problems


@given(st.integers(0), st.integers(0, 255))
def test_a_damaged_zip_is_refused_or_read_but_never_an_error(at: int, octet: int) -> None:
    raw = bytearray(PACKED)
    raw[at % len(raw)] = octet
    with suppress(PolicyError):
        read_pack(bytes(raw), "policy.zip")
