"""The commitment by which a county vouches for what it declares (N21), where the form asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.core.findings import Finding
from jiqun.core.policy.schema import Field, RoundPolicy


def commitment_field(policy: RoundPolicy) -> Field | None:
    """The question by which the county commits itself; None where the form has none."""
    return policy.form.question(policy.form.roles.commitment)


def commitment_findings(policy: RoundPolicy, answers: Mapping[str, Any]) -> list[Finding]:
    """A refused commitment keeps a declaration back; one not yet answered is found missing like any other answer."""
    field = commitment_field(policy)
    if field is None or answers.get(field.key) != "no":
        return []
    message = f"须作出真实性承诺后方可提交：{field.label}"
    return [Finding("declaration.no_commitment", message, field.source.citation, field.key)]


def commitment_made(policy: RoundPolicy, answers: Mapping[str, Any]) -> str:
    """What the county commits itself to, in the words of the form; empty until it does."""
    field = commitment_field(policy)
    return field.label if field and answers.get(field.key) == "yes" else ""
