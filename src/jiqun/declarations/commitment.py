"""The commitment by which a county vouches for what it declares (N21), where the form asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.core.findings import Finding
from jiqun.core.policy.schema import Field, RoundPolicy

COMMITMENT = "commitment"


def commitment_field(policy: RoundPolicy) -> Field | None:
    """The question by which the county commits itself; None where the form has none."""
    fields = (field for section in policy.form.sections for field in section.fields)
    return next((field for field in fields if field.key == COMMITMENT), None)


def commitment_findings(policy: RoundPolicy, answers: Mapping[str, Any]) -> list[Finding]:
    """A refused commitment keeps a declaration back; one not yet answered is found missing like any other answer."""
    field = commitment_field(policy)
    if field is None or answers.get(COMMITMENT) != "no":
        return []
    message = f"须作出真实性承诺后方可提交：{field.label}"
    return [Finding("declaration.no_commitment", message, field.source.citation, COMMITMENT)]


def commitment_text(policy: RoundPolicy, answers: Mapping[str, Any]) -> str:
    """The commitment as a sentence of the declaring office, once it was made."""
    field = commitment_field(policy)
    return f"我单位{field.label}。" if field and answers.get(COMMITMENT) == "yes" else ""
