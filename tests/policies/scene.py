"""Drafts and the people around them, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from jiqun.accounts.models import Seat
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role
from jiqun.policies.models import Draft
from jiqun.policies.services.approval import publish_draft, submit_draft
from jiqun.policies.services.starting import start_draft
from jiqun.policies.services.writing import save_part
from jiqun.policyfiles.pack import Pack, split
from tests.factories import AT, make_province, make_seat, officer, shanxi_policy

QUOTA = ("round", "quota", "per_recommender", "values", "2025-04-17", "value")
DATA_YEARS = ("round", "data_years", "values", "2025-04-17", "value")
OUTPUT = ("criteria", "national-2022", "criteria")
CASE: Mapping[str, Any] = {
    "case": "占地面积正好100平方公里",
    "clause": "附件认定标准一",
    "track": "national",
    "answers": {"area_km2": "100"},
    "expect": {"C1.1": "met"},
}
LATER = AT + timedelta(hours=1)


def pack(*cases: Mapping[str, Any]) -> Pack:
    """The shipped round in parts, with these cases."""
    return split(shanxi_policy(), cases, {"area_km2": "80"})


def signatory() -> Seat:
    """The signatory of the province."""
    return make_seat(make_province(), Role.SIGNATORY)


def system_admin() -> Seat:
    """The system administrator."""
    return make_seat(make_province(), Role.SYSTEM_ADMIN)


def begun(*cases: Mapping[str, Any], by: Seat | None = None, **given: Any) -> Draft:
    """A draft of the shipped round."""
    return start_draft(
        pack(*cases), title="2026年度政策", origin="随系统提供的政策数据", by=by or officer(), at=AT, **given
    )


def changed(draft: Draft, path: tuple[str | int, ...], value: Any, by: Seat | None = None) -> Draft:
    """The draft with one value changed."""
    return save_part(draft, path, value, version=draft.version, by=by or draft.author, at=LATER)


def submitted(draft: Draft | None = None) -> Draft:
    """A draft before the signatory."""
    draft = draft or begun()
    return submit_draft(draft, version=draft.version, by=draft.author, at=LATER, without_cases=True)


def published_draft(draft: Draft | None = None) -> Draft:
    """A draft that was approved."""
    draft = submitted(draft)
    return publish_draft(draft, version=draft.version, by=signatory(), at=LATER)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What a refusal found, by code."""
    return [finding.code for finding in refusal.value.findings]
