"""Next year's round is last year's file with other days and numbers: no word of the code changes."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Purpose, Role, Stage, Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.selfcheck import assess_answers
from jiqun.policyfiles.folder import policydata_root
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.services.listing import prepare_list
from tests.factories import SHANGHAI, make_seat
from tests.policydata.road import county_below, declared, opened, recommended, verified
from tests.recommendations.scenes import places

AT = datetime(2026, 5, 12, 9, 30, tzinfo=SHANGHAI)
XINZHOU = "140900"


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    """The folder of 2025 with its days and years moved on, two places instead of three, and a higher threshold."""
    shutil.copytree(policydata_root(), tmp_path / "policy")
    old = tmp_path / "policy" / "rounds" / "shanxi-2025.yaml"
    text = old.read_text(encoding="utf-8").replace("2025-04-17", "2026-04-17").replace("2025-05-31", "2026-05-31")
    for before, after in (
        ("code: shanxi-2025", "code: shanxi-2026"),
        ("year: 2025", "year: 2026"),
        (
            "title: 2025年度中小企业特色产业集群申报和2022年度复核",
            "title: 2026年度中小企业特色产业集群申报和2023年度复核",
        ),
        ("value: 2024\n", "value: 2025\n"),
        ("value: 2022\n", "value: 2023\n"),
        ("criteria: shanxi-2023", "criteria: shanxi-2026"),
    ):
        assert before in text
        text = text.replace(before, after)
    text = re.sub(r"(每个推荐单位最多可推荐的集群数.*?value: )3", r"\g<1>2", text, count=1, flags=re.DOTALL)
    old.with_name("shanxi-2026.yaml").write_text(text, encoding="utf-8")
    criteria = tmp_path / "policy" / "criteria" / "shanxi-2023.yaml"
    higher = criteria.read_text(encoding="utf-8").replace("name: shanxi-2023", "name: shanxi-2026")
    higher = higher.replace("          value: 10\n", "          value: 150\n", 1)
    criteria.with_name("shanxi-2026.yaml").write_text(higher, encoding="utf-8")
    return old.with_name("shanxi-2026.yaml")


@pytest.mark.django_db
def test_a_county_declares_under_next_years_file_with_next_years_numbers(next_year: Path) -> None:
    call = opened(next_year, AT)
    policy = policy_of(call)
    county = county_below(XINZHOU)

    cases = [verified(declared(call, county, f"第{n}集群", "provincial", at=AT), at=AT) for n in (1, 2, 3)]
    by = make_seat(cases[0].city, Role.HANDLER)
    with pytest.raises(Refused) as refusal:
        prepare_list(call, Purpose.DECLARATION, places(cases), by=by, at=AT, seen=None)
    recommended(cases[:2], at=AT)

    assert [each.code for each in refusal.value.findings] == ["quota.recommender"]
    assert assess_answers(cases[0], cases[0].dossier.answers).result("C1.2").verdict is Verdict.NOT_MET
    assert policy.years == (2023, 2024, 2025)
    assert cases[0].case_number.startswith("2026-140921-")
    assert Declaration.objects.filter(stage=Stage.RECOMMENDED).count() == 2
