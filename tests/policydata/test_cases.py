"""Every situation under ``policydata/cases`` ends as an official would expect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from jiqun.core.criteria import Assessment, assess
from jiqun.core.quota import Nominee, check_quota, quota_from
from jiqun.policyfiles.folder import policydata_root, read_round

CASES = policydata_root() / "cases"
POLICY = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")


def read(path: Path) -> Any:
    """YAML with every scalar as text, as answers are stored."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the base loader is safe


def situations(folder: str) -> list[Any]:
    found = []
    for path in sorted((CASES / folder).glob("*.yaml")):
        file = read(path)
        shared = {key: value for key, value in file.items() if key != "cases"}
        found += [pytest.param({**shared, **case}, id=f"{path.stem}: {case['case']}") for case in file["cases"]]
    return found


def assessed(case: dict[str, Any]) -> Assessment:
    answers = {**read(CASES / "answers" / "sound.yaml"), **case.get("answers", {})}
    given = {place: answer for place, answer in answers.items() if answer != ""}
    criteria = POLICY.track(case["track"]).criteria
    return assess(criteria, given, years=POLICY.years, on=POLICY.day, conventions=POLICY.conventions, form=POLICY.form)


@pytest.mark.parametrize("case", situations("criteria"))
def test_criteria_case(case: dict[str, Any]) -> None:
    assessment = assessed(case)

    assert {id: assessment.result(id).verdict.value for id in case["expect"]} == case["expect"]
    by_aspect = {each.aspect.id: each.verdict.value for each in assessment.aspects}
    assert {id: by_aspect[id] for id in case.get("aspect", {})} == case.get("aspect", {})


def nominees(listed: list[Any], *, first: int) -> list[Nominee]:
    """A niche field by itself stands for a cluster of its own."""
    found = []
    for number, each in enumerate(listed, start=first):
        entry = each if isinstance(each, dict) else {"cluster": str(number), "niche": each}
        counts = entry.get("counts") != "no"
        found.append(Nominee(str(number), entry["cluster"], entry["niche"], counts))
    return found


@pytest.mark.parametrize("case", situations("quota"))
def test_quota_case(case: dict[str, Any]) -> None:
    quota = quota_from(POLICY.quota, POLICY.day)
    sent = nominees(case.get("sent", []), first=1)
    chosen = nominees(case["chosen"], first=len(sent) + 1)

    findings = check_quota(sent, chosen, quota, "忻州市工业和信息化局")

    assert [finding.code for finding in findings] == case["expect"]
    assert {finding.citation.clause for finding in findings if finding.citation} <= {case["clause"]}
