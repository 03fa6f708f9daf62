"""`./jiqun assess` and `./jiqun policy` answer in words and by their exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jiqun.policyfiles.__main__ import leave, main
from jiqun.policyfiles.folder import policydata_root

SHIPPED = policydata_root()
SOUND = (SHIPPED / "cases" / "answers" / "sound.yaml").read_text(encoding="utf-8")


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "数据.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return path


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_cluster_meets_all_that_figures_tell(figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(figures), "--standard", "national-2022"]) == 0

    said = capsys.readouterr().out
    assert "总体结论：可以计算的条件均符合" in said
    assert "由人工认定，不在上述结论之内：C1.0、C3" in said
    assert "数据年度：2022年至2024年" in said


def test_what_is_not_met_is_told_with_gap_and_clause(figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(figures, "output_sme.2024: 48", "output_sme.2024: 41")

    assert main(["assess", str(figures), "--standard", "national-2022"]) == 1

    said = capsys.readouterr().out
    assert "中小企业产值占集群总产值比重68.33%，低于要求的70%，还差1.67个百分点" in said
    assert "依据：《" in said
    assert "总体结论：不符合（不符合1项，待补数据0项）" in said


def test_what_is_unknown_names_the_field_that_settles_it(figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(figures, "output_total.2021: 40\n", "")

    assert main(["assess", str(figures), "--standard", "national-2022"]) == 2

    assert "待填写：2021年集群总产值" in capsys.readouterr().out


def test_a_division_by_nought_is_unknown_with_its_reason(figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(figures, "output_total.2024: 60", "output_total.2024: 0")

    main(["assess", str(figures), "--standard", "national-2022", "--json"])

    found = {each["id"]: each for each in json.loads(capsys.readouterr().out)["criteria"]}
    assert found["C1.3"]["verdict"] == "unknown"
    assert "2024年集群总产值为0，不能作除数" in found["C1.3"]["sentence"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.yaml", "--standard", "yunnan"], "文件不存在"),
        (["FIGURES", "--standard", "mars"], "应为下列之一"),
        (["FIGURES", "--standard", "somewhere/mars.yaml"], "文件不存在"),
        (["FIGURES", "--standard", "yunnan", "--on", "2001-01-01"], "年均增速算法在2001年1月1日尚无有效值"),
        (["FIGURES", "--standard", "yunnan", "--form", "mars"], "没有forms/mars.yaml这个文件"),
    ],
)
def test_what_cannot_be_read_is_told(
    words: list[str], said: str, figures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", *[str(figures) if word == "FIGURES" else word for word in words]]) == 3

    assert said in capsys.readouterr().out


@pytest.mark.parametrize("line", ["assess", "assess a.yaml", "assess a.yaml --standard x --on soon", "policy", "fly"])
def test_a_line_that_makes_no_sense_is_no_answer(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(line.split())

    assert left.value.code == 3
    assert "usage: jiqun" in capsys.readouterr().err


def test_json_holds_what_the_words_say(figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(figures, "output_sme.2024: 48", "output_sme.2024: 41")

    assert main(["assess", str(figures), "--standard", "national-2022", "--json", "--on", "2025-06-01"]) == 1

    told = json.loads(capsys.readouterr().out)
    (short,) = [each for each in told["criteria"] if each["id"] == "C1.3"]
    assert (told["verdict"], told["on"], told["years"]) == ("not_met", "2025-06-01", [2022, 2023, 2024])
    assert (short["verdict"], short["threshold"], short["unit"], short["source"]["mark"]) == ("not_met", "70", "%", "V")
    assert short["gap"].startswith("1.6666")


@pytest.mark.parametrize("year", ["2025", "2026", "9999"])
def test_a_year_that_has_not_begun_is_refused(year: str, figures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(figures, "output_total.2024: 60", f"output_total.{year}: 60")

    assert main(["assess", str(figures), "--standard", "national-2022", "--on", "2024-12-31"]) == 3

    assert f"数据年度{year}年晚于核对日2024年12月31日" in capsys.readouterr().out


def test_a_year_that_has_not_ended_is_remarked_in_words_and_in_json(
    figures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["assess", str(figures), "--standard", "national-2022", "--on", "2024-06-01"]

    assert main(line) == 0
    assert "提示　2024年在核对日2024年6月1日尚未结束" in capsys.readouterr().out
    assert main([*line, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["remarks"] == [
        "2024年在核对日2024年6月1日尚未结束，请核对是否为全年数据"
    ]


def test_a_template_is_written_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "数据表.xlsx"

    assert main(["assess", "--template", "yunnan", str(book)]) == 0
    assert main(["assess", str(book), "--standard", "yunnan"]) == 2
    assert main(["assess", "--template", "yunnan", str(tmp_path / "none" / "a.xlsx")]) == 3
    assert "不能写入" in capsys.readouterr().out


def test_a_template_takes_the_place_of_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "数据表.xlsx"
    book.write_bytes(b"filled in")

    assert main(["assess", "--template", "yunnan", str(book)]) == 3
    assert "已经存在" in capsys.readouterr().out
    assert book.read_bytes() == b"filled in"


def test_an_edition_may_be_given_by_its_path(figures: Path, tmp_path: Path) -> None:
    folder = tmp_path / "policy" / "criteria"
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "criteria" / "yunnan.yaml", folder / "ours.yaml")

    assert main(["assess", str(figures), "--standard", str(folder / "ours.yaml")]) == 0


def test_a_combined_criterion_is_told_part_by_part(
    figures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "criteria" / "ours.yaml"
    path.parent.mkdir()
    shutil.copy(SHIPPED / "criteria" / "yunnan.yaml", path)
    changed(path, "    kind: judged\n", "    kind: rule\n    rule: each_year(output_total >= 50) and area <= 100\n")

    assert main(["assess", str(figures), "--standard", str(path)]) == 1
    said = capsys.readouterr().out
    assert main(["assess", str(figures), "--standard", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)

    assert "不符合　2022年集群总产值为46亿元" in said
    (combined,) = [each for each in told["criteria"] if each["conditions"]]
    assert {part["verdict"] for part in combined["conditions"]} == {"met", "not_met"}


@pytest.mark.parametrize(("west", "code"), [("yes", 0), ("no", 1)])
def test_a_criterion_of_the_west_goes_by_the_option(west: str, code: int, figures: Path, tmp_path: Path) -> None:
    path = tmp_path / "criteria" / "ours.yaml"
    path.parent.mkdir()
    shutil.copy(SHIPPED / "criteria" / "yunnan.yaml", path)
    changed(path, "    kind: judged\n", "    kind: rule\n    rule: last(output_total) >= 100\n    when: not west\n")

    assert main(["assess", str(figures), "--standard", str(path), "--west", west]) == code


def test_a_sound_folder_is_found_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check", str(SHIPPED)]) == 0

    assert "问题0个" in capsys.readouterr().out


def test_a_broken_folder_is_told_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "policydata"
    shutil.copytree(SHIPPED, folder)
    changed(folder / "criteria" / "shanxi-2023.yaml", "formula: area_km2", "formula: area_km2.real")

    assert main(["policy", "check", str(folder)]) == 1

    assert "criteria/shanxi-2023.yaml 第" in capsys.readouterr().out


def test_two_editions_are_compared_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = SHIPPED / "criteria" / "national-2022.yaml", tmp_path / "criteria" / "national-2022.yaml"
    after.parent.mkdir()
    shutil.copy(before, after)
    assert main(["policy", "diff", str(before), str(after)]) == 0

    changed(after, "          value: 40\n", "          value: 50\n")
    assert main(["policy", "diff", str(before), str(after)]) == 1

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "没有不同"
    assert said[1].startswith("修改 C1.2 近三年集群总产值每年均在40亿元以上 › 界限值 › 自")
    assert said[1].endswith("40亿元 → 50亿元")


def test_two_folders_are_compared_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    (other / "criteria" / "shanghai.yaml").unlink()
    shutil.copy(other / "criteria" / "yunnan.yaml", other / "criteria" / "guizhou.yaml")
    changed(other / "rounds" / "shanxi-2025.yaml", "value: 2025-05-31", "value: 2025-06-10")

    assert main(["policy", "diff", str(SHIPPED), str(other)]) == 1

    said = capsys.readouterr().out.splitlines()
    assert "新增文件 criteria/guizhou.yaml" in said
    assert "删除文件 criteria/shanghai.yaml" in said
    assert any(line.startswith("  修改 报送截止日期") and line.endswith("2025年6月10日") for line in said)


def test_a_changed_case_or_register_is_told_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    changed(other / "cases" / "criteria" / "C0-veto.yaml", "{C0.1: met,", "{C0.1: not_met,")

    assert main(["policy", "diff", str(SHIPPED), str(other)]) == 1
    assert capsys.readouterr().out.splitlines() == ["修改文件 cases/criteria/C0-veto.yaml"]


@pytest.mark.parametrize("shelf", ["forms", "clauses", "scoring", "formal_checks", "texts", "conventions"])
def test_a_file_that_no_round_refers_to_is_a_difference_too(
    shelf: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    (other / shelf / "zzz.yaml").write_text("{unparsable", encoding="utf-8")

    assert main(["policy", "diff", str(SHIPPED), str(other)]) == 1
    assert main(["policy", "diff", str(other), str(SHIPPED)]) == 1

    assert capsys.readouterr().out.splitlines() == [f"新增文件 {shelf}/zzz.yaml", f"删除文件 {shelf}/zzz.yaml"]


def test_a_changed_page_of_a_form_is_told_with_what_it_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    changed(other / "forms" / "cluster-2025" / "figures.yaml", "unit: 亿元", "unit: 万元")

    assert main(["policy", "diff", str(SHIPPED), str(other)]) == 1

    said = capsys.readouterr().out.splitlines()
    assert "修改文件 forms/cluster-2025/figures.yaml" in said
    assert any(line.startswith("  修改 ") for line in said)


STRAYS = ["rounds/x.yml", "forms/cluster-2025/orphan.yaml", "old/criteria/a.yaml", "loose.yaml", "cases/else/a.yaml"]


def test_what_nobody_looks_at_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    main(["policy", "check", str(other)])
    assert "未检查" not in capsys.readouterr().out
    for name in [*STRAYS, ".git/config", "notes.md"]:
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text("a: 1\n", encoding="utf-8")

    assert main(["policy", "check", str(other)]) == 0

    found = [line for line in capsys.readouterr().out.splitlines() if "未检查" in line]
    assert found == [
        "提示　old/：未检查，不是政策数据的文件夹",
        "提示　cases/else/a.yaml：未检查，没有批次、标准或表样用到",
        "提示　forms/cluster-2025/orphan.yaml：未检查，没有批次、标准或表样用到",
        "提示　rounds/x.yml：未检查，政策数据的扩展名应为.yaml",
        "提示　loose.yaml：未检查，政策数据应放在rounds、criteria等文件夹中",
    ]


def test_a_form_that_cannot_be_read_blames_none_of_its_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    (other / "forms" / "cluster-2025" / "figures.yaml").write_text("{unparsable", encoding="utf-8")

    assert main(["policy", "check", str(other)]) == 1

    assert "未检查" not in capsys.readouterr().out


def test_what_differs_but_is_no_policy_is_told_and_is_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "policydata"
    shutil.copytree(SHIPPED, other)
    (other / "rounds" / "x.yml").write_text("a: 1\n", encoding="utf-8")

    assert main(["policy", "diff", str(SHIPPED), str(other)]) == 0

    assert capsys.readouterr().out.splitlines() == ["没有不同", "提示　rounds/x.yml：不同，但不是政策数据，未比较"]


def test_folders_without_policy_are_no_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "diff", str(tmp_path), str(tmp_path)]) == 3
    assert main(["policy", "check", str(tmp_path / "none")]) == 3

    said = capsys.readouterr().out
    assert "没有可比较的文件" in said
    assert "不是可读取的文件夹" in said


def test_a_round_and_an_edition_are_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    words = [str(SHIPPED / "rounds" / "shanxi-2025.yaml"), str(SHIPPED / "criteria" / "yunnan.yaml")]

    assert main(["policy", "diff", *words]) == 3
    assert main(["policy", "diff", words[0], "none.yaml"]) == 3
    assert "应与前一份同为批次或同为认定标准" in capsys.readouterr().out


def test_the_commands_start_neither_the_web_application_nor_numpy(figures: Path) -> None:
    code = (
        "import sys; from jiqun.policyfiles.__main__ import main; "
        f"main(['assess', {str(figures)!r}, '--standard', 'yunnan']); "
        "sys.exit(sorted({'django', 'numpy', 'xlsxwriter'} & set(sys.modules)) or 0)"
    )

    env = {**os.environ, "PYTHONPATH": str(SHIPPED.parents[1]), "PYTHONUTF8": "1"}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)

    assert found.stderr == ""
    assert found.returncode == 0


def ended(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    line = [sys.executable, "-m", "jiqun.policyfiles", *words]
    return subprocess.run(
        line, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(SHIPPED.parents[1]), **env}
    )


def test_a_terminal_without_the_signs_still_gets_the_answer(figures: Path) -> None:
    found = ended("assess", str(figures), "--standard", "yunnan", PYTHONIOENCODING="ascii")

    assert (found.returncode, found.stderr) == (0, b"")
    assert b"2022" in found.stdout


def test_what_goes_wrong_is_never_taken_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiqun.policyfiles.__main__.assessing.run", lambda _given: 1 / 0)

    assert leave(["assess", "a.yaml", "--standard", "yunnan"]) == 3
