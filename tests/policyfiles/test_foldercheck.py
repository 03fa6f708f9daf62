"""A policy folder is checked as a whole: everything that is wrong is told at once, with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jiqun.core.policy.tree import PolicyError
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.policyfiles.foldercheck import check_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(policydata_root(), tmp_path / "policydata"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_folder_is_sound() -> None:
    report = check_folder(policydata_root())

    assert report.problems == ()
    assert report.files > len(list(policydata_root().glob("rounds/*")))
    assert any("暂定" in remark for remark in report.remarks)


def test_problems_of_several_files_are_told_at_once(folder: Path) -> None:
    spoil(folder / "rounds" / "shanxi-2025.yaml", "year: 2025", "year: soon")
    spoil(folder / "criteria" / "yunnan.yaml", "formula: area_km2", "formula: area_mu")
    spoil(folder / "workdays" / "2024.yaml", "year: 2024", "year: 2024\nday: 1")

    said = "\n".join(map(str, check_folder(folder).problems))

    assert "rounds/shanxi-2025.yaml 第4行：键“year”应为整数，现为“soon”" in said
    assert "criteria/yunnan.yaml" in said
    assert "workdays/2024.yaml" in said
    assert str(folder) not in said


def test_a_case_that_ends_otherwise_is_told_at_its_line(folder: Path) -> None:
    spoil(folder / "cases" / "criteria" / "C0-veto.yaml", "{C0.1: met,", "{C0.1: not_met,")

    (problem,) = check_folder(folder).problems

    assert str(problem).startswith("cases/criteria/C0-veto.yaml 第4行：情形“三项均未发生”应如预期，现为")


EXTRA = "cases/criteria/extra.yaml"


def extra_case(folder: Path, more: str) -> list[str]:
    """What is found of one case more of the national track."""
    (folder / EXTRA).write_text(f"track: national\nclause: 一\ncases:\n  - case: 甲\n{more}", encoding="utf-8")
    return [problem.found for problem in check_folder(folder).problems if problem.place.file == EXTRA]


@pytest.mark.parametrize(
    ("spelled", "said"),
    [
        ("{area_km: 100}", "表样中没有键为“area_km”的填报项"),
        ("{area_km2: abc}", "“占地面积”应填数字，如1,234.5，现填“abc”"),
        ("{is_key_chain: perhaps}", "“主导产业是否属于省级重点产业链”应选“是”或“否”，现为“perhaps”"),
        ("{output_total: 50}", "“集群总产值”应填在output_total.2021、output_total.2022"),
        ("{output_total.2031: 50}", "现填在“output_total.2031”"),
        ("{roster: [{name: 甲, size: giant}]}", "“企业名录第1行规模”中没有“giant”这一选项"),
    ],
)
def test_an_answer_that_the_form_does_not_take_is_told_at_its_case(folder: Path, spelled: str, said: str) -> None:
    found = extra_case(folder, f"    answers: {spelled}\n    overall: unknown\n")

    assert found
    assert [said in each for each in found] == [True] * len(found)


def test_a_case_that_expects_nothing_is_told(folder: Path) -> None:
    assert set(extra_case(folder, "    answers: {area_km2: 100}\n")) == {"没有写明预期结论"}


def test_an_answer_of_a_case_is_read_as_officials_type_it(folder: Path) -> None:
    assert extra_case(folder, "    answers: {area_km2: 100平方公里}\n    expect: {C1.1: met}\n") == []


def test_a_round_of_no_region_is_told(folder: Path) -> None:
    spoil(folder / "rounds" / "shanxi-2025.yaml", "region: shanxi", "region: nowhere")

    assert [problem.key for problem in check_folder(folder).problems] == ["region"]


def test_a_quota_for_a_kind_that_the_region_lacks_is_told_wherever_the_round_is_read(folder: Path) -> None:
    path = folder / "rounds" / "ministry-2025.yaml"
    spoil(path, "kind: separately_planned", "kind: moon_base")

    with pytest.raises(PolicyError, match="应为地区名册中的单位类型"):
        read_round(path)
    (problem,) = check_folder(folder).problems
    assert str(problem).startswith("rounds/ministry-2025.yaml 第")


def test_a_folder_without_policy_is_told(tmp_path: Path) -> None:
    assert [problem.found for problem in check_folder(tmp_path).problems] == ["没有可检查的文件"]


def test_a_case_that_no_round_tries_is_told(folder: Path) -> None:
    spoil(folder / "cases" / "criteria" / "C0-veto.yaml", "track: national", "track: nowhere")

    report = check_folder(folder)

    assert report.problems == ()
    assert any(
        each.startswith("cases/criteria/C0-veto.yaml 第4行：情形“三项均未发生”没有对应的批次")
        for each in report.remarks
    )
