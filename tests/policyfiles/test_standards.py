"""Editions of criteria are read by themselves, with a form for their labels and conventions from the shelf."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from jiqun.core.policy.tree import PolicyError
from jiqun.core.vocabulary import Verdict
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.policyfiles.standards import read_standard, standard_names

SHIPPED = policydata_root()


@pytest.mark.parametrize("name", standard_names())
def test_every_shipped_edition_stands_alone(name: str) -> None:
    standard = read_standard(name)

    assert standard.criteria.name == name
    assert standard.questions()


def test_the_window_ends_with_the_year_given_and_is_as_long_as_the_edition_says() -> None:
    assert read_standard("yunnan").in_use(last_year=2024, on=date(2025, 1, 1)).years == (2022, 2023, 2024)


def test_nothing_answered_is_unknown() -> None:
    assert read_standard("yunnan").in_use(last_year=2024, on=date(2025, 1, 1)).assess({}).verdict is Verdict.UNKNOWN


def test_many_at_once_get_the_verdict_that_each_gets_alone() -> None:
    from jiqun.core.batch import VERDICTS

    used = read_standard("national-2022").in_use(last_year=2024, on=date(2025, 1, 1))
    dossiers: list[dict[str, object]] = [{}, {"veto_tax": "yes"}]

    many = used.assess_many(dossiers)

    assert [VERDICTS[code] for code in many.overall] == [used.assess(each).verdict for each in dossiers]


def test_a_name_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(PolicyError, match="应为下列之一：national-2022、shanghai"):
        read_standard("mars")


def test_an_edition_that_its_form_does_not_fit_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "criteria" / "ours.yaml"
    path.parent.mkdir()
    text = (SHIPPED / "criteria" / "yunnan.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("formula: area_km2", "formula: area_mu", 1), encoding="utf-8")

    with pytest.raises(PolicyError, match=r"ours.yaml 第\d+行：键“indicators.0.formula”公式只能使用表中的填报项"):
        read_standard(path)


def test_an_edition_of_another_programme_takes_the_form_in_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    (folder / "criteria").mkdir(parents=True)
    (folder / "forms").mkdir()
    source = "source: {document: 通知}"
    (folder / "criteria" / "firms.yaml").write_text(
        f"name: firms\ntitle: 企业标准\n{source}\naspects: [{{id: size, label: 规模}}]\n"
        "indicators: [{id: sales, label: 主营业务收入, formula: last(sales), unit: 万元}]\n"
        "criteria:\n  - id: A1\n    aspect: size\n    label: 收入达到要求\n    kind: figure\n"
        "    indicator: sales\n    operator: at_least\n"
        "    threshold:\n      about: 下限\n      unit: 万元\n"
        f"      values: {{2024-01-01: {{value: 1000, {source}}}}}\n",
        encoding="utf-8",
    )
    (folder / "forms" / "firm.yaml").write_text(
        f"name: firm\ntitle: 企业表\nedition: 2024\n{source}\nsections:\n  - id: a\n    label: 数据\n"
        "    fields: [{key: sales, label: 主营业务收入, kind: years, unit: 万元}]\n",
        encoding="utf-8",
    )

    standard = read_standard(folder / "criteria" / "firms.yaml")

    assert standard.form.name == "firm"
    used = standard.in_use(last_year=2024, on=date(2025, 1, 1))
    assert used.assess({"sales.2024": "1000"}).verdict is Verdict.MET


def test_a_round_may_name_conventions_of_the_shelf(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policydata"))
    path = folder / "rounds" / "shanxi-2025.yaml"
    text = path.read_text(encoding="utf-8")
    kept, _, rest = text.partition("\nconventions:\n")
    following = [line for line in rest.splitlines() if line and not line.startswith(" ")]
    tail = rest[rest.index(following[0]) :] if following else ""
    path.write_text(f"{kept}\nconventions: customary\n{tail}", encoding="utf-8")

    assert read_round(path).conventions == read_standard("yunnan").conventions
