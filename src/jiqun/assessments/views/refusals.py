"""A refusal of a service, put where the page shows it."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from jiqun.core.findings import Finding


def into_form(form: forms.Form, findings: Iterable[Finding]) -> list[Finding]:
    """Give each finding to the field it is about; what belongs to no field comes back for the top of the page."""
    rest = []
    for finding in findings:
        if finding.field in form.fields:
            if not form.has_error(finding.field):
                form.add_error(finding.field, finding.message)
        else:
            rest.append(finding)
    return rest
