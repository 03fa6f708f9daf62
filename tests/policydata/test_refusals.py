"""What might be misread is refused, with the place and a sentence: one bad file per refusal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from jiqun.core.formula import FormulaError, compiled
from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.loader import PolicyError
from jiqun.core.policy.schema import Indicator
from jiqun.policyfiles import trees
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


def test_ten_megabytes_are_refused_before_they_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / ROUND).open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    monkeypatch.setattr(trees, "parse_policy_text", None)  # calling it would fail the test

    with pytest.raises(PolicyError, match="文件过大"):
        read_round(folder / ROUND)


def test_an_alias_bomb_is_refused_at_its_first_anchor(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[yaml.Event] = []
    parse = yaml.parse

    def counted(*args: Any, **options: Any) -> Iterator[yaml.Event]:
        for event in parse(*args, **options):
            taken.append(event)
            yield event

    monkeypatch.setattr(yaml, "parse", counted)
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 200))

    with pytest.raises(PolicyError, match="不应使用锚点"):
        parse_policy_text(bomb, "bomb.yaml")

    assert len(taken) < 10


def test_a_formula_of_huge_powers_is_refused_without_computing_it() -> None:
    with pytest.raises(FormulaError):
        compiled("9 ** 9 ** 9 ** 9 ** 9")


def test_a_circle_of_many_indicators_is_told_at_each_of_them() -> None:
    policy = read_round(policydata_root() / ROUND)
    track = policy.tracks[0]
    many = 3000
    ring = tuple(Indicator(f"i{n}", f"指标{n}", f"i{(n + 1) % many} + 1", track.criteria.source) for n in range(many))
    criteria = replace(track.criteria, indicators=(*track.criteria.indicators, *ring))

    problems = check_policy(replace(policy, tracks=(replace(track, criteria=criteria), *policy.tracks[1:])))

    assert {each.expected for each in problems} == {"指标之间不应循环引用"}
    assert len(problems) == many
