"""What the address of a page asks for: whom, by which standard; what is not known gives way to what is usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiqun.core.findings import Finding, Refused
from jiqun.insights.populations import CASES, population_choices
from jiqun.insights.standards import Edition, EditionTrack, edition, edition_choices, edition_of
from jiqun.programmes.models import Round

WHOM, EDITION, TRACK = "whom", "edition", "track"
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the choices offered, and a finding for each wish that could not be met."""

    call: Round
    whom: str
    standard: EditionTrack
    findings: tuple[Finding, ...]
    whom_choices: Choices
    edition_choices: Choices
    track_choices: Choices

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What a form that asks again carries along."""
        return ((WHOM, self.whom), (EDITION, self.standard.edition.key), (TRACK, self.standard.track.id))


def question_of(asked: Mapping[str, str], call: Round) -> Question:
    """Read the address of a page about a round."""
    findings: list[Finding] = []
    whom_choices = population_choices(call)
    whom = _chosen(asked.get(WHOM, ""), whom_choices, "测算对象", findings)
    chosen = edition_or_own(asked.get(EDITION, ""), call, findings)
    tracks = [(each.id, each.label) for each in chosen.policy.tracks]
    wished = asked.get(TRACK, "") or whom.removeprefix(f"{CASES}-")
    standard = chosen.standard(wished) or EditionTrack(chosen, chosen.policy.tracks[0])
    if asked.get(TRACK) and standard.track.id != wished:
        usual = f"没有所选类别的标准，现按{standard.track.label}标准测算"
        findings.append(Finding("insights.track", f"“{chosen.label}”{usual}"))
    return Question(call, whom, standard, tuple(findings), whom_choices, edition_choices(), tracks)


def edition_or_own(key: str, call: Round, findings: list[Finding]) -> Edition:
    """The edition asked for; where there is none, or a draft is not whole yet, that of the round."""
    if not key:
        return edition_of(call)
    try:
        return edition(key)
    except LookupError:
        findings.append(Finding("insights.edition", "没有所选的标准版本，现按本批次标准测算"))
    except Refused as refusal:
        findings += refusal.findings
    return edition_of(call)


def _chosen(key: str, choices: Choices, label: str, findings: list[Finding]) -> str:
    if not key:
        return choices[0][0]
    if key in dict(choices):
        return key
    findings.append(Finding("insights.choice", f"没有所选的{label}，现按{choices[0][1]}测算"))
    return choices[0][0]
