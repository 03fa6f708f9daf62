"""How far a form is filled in, section by section, and where each finding is put right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiqun.core.addresses import addresses_of, key_of
from jiqun.core.answers import check_rows, labelled
from jiqun.core.cells import check_cell
from jiqun.core.completeness import asked_fields, consistency, missing
from jiqun.core.findings import Finding
from jiqun.core.policy.schema import FieldKind, Form, RoundPolicy, Section

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SectionState:
    """One page of the form and how many things on it are still to be done."""

    section: Section
    open_count: int

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.open_count == 0


def form_findings(
    policy: RoundPolicy, tracks: Sequence[str], answers: Answers, proven: Collection[str]
) -> list[Finding]:
    """Everything missing or contradictory for any of the tracks, in the order of the form."""
    return [
        *missing(policy.form, answers, evidence=proven, tracks=tracks, years=policy.years),
        *disagreements(policy, tracks, answers),
    ]


def disagreements(policy: RoundPolicy, tracks: Sequence[str], answers: Answers) -> list[Finding]:
    """Figures that contradict each other."""
    return consistency(
        policy.form, answers, tracks=tracks, years=policy.years, on=policy.day, conventions=policy.conventions
    )


def section_states(
    policy: RoundPolicy, tracks: Sequence[str], answers: Answers, proven: Collection[str]
) -> list[SectionState]:
    """The pages that the tracks ask, each with what is left to do."""
    found = form_findings(policy, tracks, answers, proven)
    sections = policy.form.sections_for_any(tuple(tracks))
    homes = home_sections(policy.form)
    open_counts = [homes.get(key_of(finding.field), "") for finding in found]
    return [SectionState(each, open_counts.count(each.id)) for each in sections]


def stored_findings(policy: RoundPolicy, section: Section, tracks: Sequence[str], answers: Answers) -> list[Finding]:
    """What is wrong with the answers of one page as they are stored; nothing is said of what is still empty."""
    asked = {field.key for field in asked_fields(policy.form, answers, tracks=tracks)}
    found: list[Finding] = []
    for field in section.fields:
        if field.key not in asked:
            continue
        citation = field.source.citation
        if field.kind is FieldKind.ROWS:
            rows = answers.get(field.key)
            found += [each for _, each in check_rows(field, rows if isinstance(rows, list) else [])]
            continue
        for place in addresses_of(field, policy.years):
            value = answers.get(place)
            found += check_cell(field, value, place=place, citation=citation, label=labelled(field, place))
    own = {field.key for field in section.fields}
    return found + [each for each in disagreements(policy, tracks, answers) if key_of(each.field) in own]


def home_sections(form: Form) -> dict[str, str]:
    """The page each question stands on, by its key."""
    return {field.key: section.id for section in form.sections for field in section.fields}


def by_section(form: Form, findings: Iterable[Finding]) -> list[tuple[Section | None, list[Finding]]]:
    """The findings by the page where they are put right, in the order of the form; what belongs to none comes first.

    What only the form itself asks for is told without its source, which the page names once.
    """
    homes = home_sections(form)
    grouped: dict[str, list[Finding]] = {}
    own = form.source.citation
    for each in findings:
        finding = replace(each, citation=None) if each.citation == own else each
        grouped.setdefault(homes.get(key_of(finding.field), ""), []).append(finding)
    pages: list[tuple[Section | None, list[Finding]]] = [(None, grouped[""])] if "" in grouped else []
    return pages + [(section, grouped[section.id]) for section in form.sections if section.id in grouped]
