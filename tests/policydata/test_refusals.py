"""What might be misread is refused, with the place and a sentence: one bad file per refusal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from jiqun.core.policy.loader import PolicyError
from jiqun.policyfiles.folder import MAX_BYTES, policydata_root, read_round
from jiqun.policyfiles.text import parse_policy_text

BAD = Path(__file__).parent / "bad"
ROUND = "rounds/shanxi-2025.yaml"


def named(path: Path) -> str:
    return path.stem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(policydata_root(), tmp_path / "policydata"))


@pytest.mark.parametrize("path", sorted(BAD.glob("text/*.yaml")), ids=named)
def test_text_that_might_be_misread_is_refused(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = text.splitlines()[0].removeprefix("# ")

    with pytest.raises(PolicyError) as refusal:
        parse_policy_text(text, path.name)

    assert expected in str(refusal.value)
    assert len(refusal.value.problems) == 1


@pytest.mark.parametrize("path", sorted(BAD.glob("round/*.yaml")), ids=named)
def test_a_round_spoilt_in_one_place_is_refused_in_words(path: Path, folder: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    spoilt = folder / case["file"]
    text = spoilt.read_text(encoding="utf-8")
    assert case["replace"] in text
    spoilt.write_text(text.replace(case["replace"], case["by"], 1), encoding="utf-8")

    with pytest.raises(PolicyError) as refusal:
        read_round(folder / ROUND)

    said = str(refusal.value)
    assert [words for words in case["expect"] if words not in said] == [], said
    assert str(folder) not in said


def test_all_problems_are_given_at_once(folder: Path) -> None:
    path = folder / ROUND
    text = path.read_text(encoding="utf-8").replace("year: 2025\n", "year: soon\n").replace("region: shanxi\n", "")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(PolicyError) as refusal:
        read_round(path)

    assert [problem.key for problem in refusal.value.problems] == ["year", "region"]


def test_a_file_that_is_too_large_is_refused(folder: Path) -> None:
    (folder / ROUND).write_bytes(b"# " + b"x" * MAX_BYTES)

    with pytest.raises(PolicyError, match="文件过大"):
        read_round(folder / ROUND)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / ROUND).write_bytes("title: 集群".encode("gb18030"))

    with pytest.raises(PolicyError, match="应为UTF-8编码的文本，现为其他编码"):
        read_round(folder / ROUND)
