"""What might be misread is refused, with the place and a sentence: one bad file per refusal."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from jiqun.core import formula_reading, references
from jiqun.core.formula import FormulaError, compiled
from jiqun.core.policy.checks import check_policy
from jiqun.core.policy.loader import PolicyError, decode, to_plain
from jiqun.core.policy.schema import Indicator, RoundPolicy
from jiqun.policyfiles import trees
from jiqun.policyfiles.folder import MAX_BYTES, policydata_root, read_round
from jiqun.policyfiles.foldercheck import check_folder
from jiqun.policyfiles.text import parse_policy_text, write_policy_text

BAD = Path(__file__).parent / "bad"
ROUND = "rounds/shanxi-2025.yaml"


def named(path: Path) -> str:
    return path.stem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(policydata_root(), tmp_path / "policydata"))


def read(path: Path) -> Any:
    """A bad file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def spoil(path: Path, folder: Path) -> Any:
    """Spoil the folder as the bad file says: a text in a file, or all of a key at the left margin."""
    case = read(path)
    spoilt = folder / case["file"]
    text = spoilt.read_text(encoding="utf-8")
    old = case.get("replace") or re.findall(rf"^{case['key']}:.*?^(?=\S)", text, re.MULTILINE | re.DOTALL)[0]
    assert old in text
    spoilt.write_text(text.replace(old, case["by"], 1), encoding="utf-8")
    return case


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
    case = spoil(path, folder)

    with pytest.raises(PolicyError) as refusal:
        read_round(folder / ROUND)

    said = str(refusal.value)
    assert [words for words in case["expect"] if words not in said] == [], said
    assert str(folder) not in said


@pytest.mark.parametrize("path", sorted(BAD.glob("folder/*.yaml")), ids=named)
def test_a_folder_spoilt_in_one_place_is_refused_in_words(path: Path, folder: Path) -> None:
    case = spoil(path, folder)

    said = "\n".join(map(str, check_folder(folder).problems))

    assert [words for words in case["expect"] if words not in said] == [], said
    assert str(folder) not in said


TOLD_OTHERWISE = "公式循环引用：.+"
"""What the checks of a policy tell at every indicator of the circle, in words of their own."""


def sentences_of(module: ModuleType) -> set[str]:
    """What the formula language may answer, as patterns."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FormulaError":
            words = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else [node.args[0]]
            found.add("".join(re.escape(str(each.value)) if isinstance(each, ast.Constant) else ".+" for each in words))
    return found


def test_every_refusal_of_the_formula_language_has_a_bad_file() -> None:
    shown = "\n".join(words for path in BAD.glob("round/*.yaml") for words in read(path)["expect"])
    sentences = (sentences_of(formula_reading) | sentences_of(references)) - {TOLD_OTHERWISE}

    assert len(sentences) >= 20
    assert [each for each in sorted(sentences) if not re.search(each, shown)] == []


def test_what_is_not_in_force_yet_hides_nothing_else(folder: Path) -> None:
    path = folder / ROUND
    text = path.read_text(encoding="utf-8").replace(
        "    2025-04-17:\n      value: 2025-05-31", "    2031-01-01:\n      value: 2025-05-31"
    )
    path.write_text(text.replace("        value: 3\n", "        value: -3\n"), encoding="utf-8")

    with pytest.raises(PolicyError) as refusal:
        read_round(path)

    found = [(problem.key, problem.found) for problem in refusal.value.problems]
    assert ("closes_on.values", "最早自2031-01-01起有效") in found
    assert ("quota.per_recommender.values.2025-04-17.value", "-3") in found


def test_every_file_that_is_not_there_is_named_where_it_is_referred_to(folder: Path) -> None:
    path = folder / ROUND
    text = path.read_text(encoding="utf-8").replace("scoring: eight-aspects", "scoring: nine-aspects")
    path.write_text(text.replace("clauses: shanxi-2025", "clauses: nothere"), encoding="utf-8")

    with pytest.raises(PolicyError) as refusal:
        read_round(path)

    assert {(each.place.file, each.key) for each in refusal.value.problems} == {(ROUND, "clauses"), (ROUND, "scoring")}
    assert all(each.place.line for each in refusal.value.problems)


def test_numbers_and_days_in_quotes_are_taken_where_the_product_writes_them_so(folder: Path) -> None:
    policy = read_round(folder / ROUND)
    written = write_policy_text(to_plain(policy), "")

    assert "value: '" in written
    assert decode(parse_policy_text(written, ""), RoundPolicy) == policy


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
