"""One page of the form put together: sections with their state, questions with what belongs to them, the self-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.core.addresses import key_of
from jiqun.core.answers import labelled
from jiqun.core.policy.dated import Source
from jiqun.core.policy.schema import Field, RoundPolicy, Section
from jiqun.core.vocabulary import Mark, Purpose, Stage
from jiqun.declarations.forms.posted import Filled
from jiqun.declarations.forms.section import Block, section_blocks
from jiqun.declarations.models import Declaration, Dossier, FieldRemark
from jiqun.declarations.progress import SectionState, home_sections, section_states
from jiqun.declarations.queries import dossier_subject, editable_tracks, open_remarks, visible_to
from jiqun.declarations.selfcheck import TrackCheck, track_checks
from jiqun.evidence.models import Evidence
from jiqun.evidence.queries import evidence_for
from jiqun.programmes.queries import policy_of


@dataclass(frozen=True, slots=True)
class Ask:
    """What stands around one question: who asks it, when, what proves it, what the city wants corrected."""

    field: Field
    shared: str = ""
    condition: str = ""
    source: Source | None = None
    files: Sequence[Evidence] = ()
    remarks: Sequence[tuple[str, FieldRemark]] = ()
    file_errors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of inputs with what stands around each of its questions."""

    block: Block
    asks: Sequence[Ask]


@dataclass(frozen=True)
class FormPage:
    """One section of a dossier as its county fills it in."""

    case: Declaration
    policy: RoundPolicy
    tracks: tuple[str, ...]
    section: Section

    @property
    def dossier(self) -> Dossier:
        """What is being filled in."""
        return self.case.dossier

    @property
    def answers(self) -> Mapping[str, Any]:
        """What is stored."""
        stored: Mapping[str, Any] = self.dossier.answers
        return stored

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every page of the form."""
        return self.policy.form.sections_for_any(self.tracks)

    @cached_property
    def files(self) -> dict[str, list[Evidence]]:
        """The files of the dossier by question."""
        found: dict[str, list[Evidence]] = {}
        for piece in evidence_for(dossier_subject(self.dossier.pk)):
            found.setdefault(key_of(piece.address), []).append(piece)
        return found

    @cached_property
    def states(self) -> list[SectionState]:
        """Every page with what is left to do on it."""
        return section_states(self.policy, self.tracks, self.answers, set(self.files))

    @property
    def open_count(self) -> int:
        """How many things are left to do on this page."""
        return next(state.open_count for state in self.states if state.section.id == self.section.id)

    @property
    def following(self) -> Section | None:
        """The next page; None on the last."""
        ids = [each.id for each in self.sections]
        place = ids.index(self.section.id) + 1
        return self.sections[place] if place < len(ids) else None

    def url(self, section: str = "") -> str:
        """The address of a page of this form."""
        return reverse("declarations:section", args=[self.case.case_number, section or self.section.id])

    def link(self, key: str) -> str:
        """The address of the input of a question; empty when the form does not ask it."""
        home = home_sections(self.policy.form).get(key)
        return f"{self.url(home)}#ask-{key}" if home else ""

    def checks(self, answers: Mapping[str, Any]) -> list[TrackCheck]:
        """The self-check of every track over stored or typed answers."""
        found = track_checks(self.policy, self.tracks, answers, link=self.link)
        return [replace(each, url=self.explained.get(each.track, "")) for each in found]

    @cached_property
    def explained(self) -> dict[str, str]:
        """The page that explains the self-check, by track."""
        numbers = self.dossier.cases.exclude(stage=Stage.VOIDED).values_list("track", "case_number")
        return {track: reverse("declarations:explained", args=[number]) for track, number in numbers}

    @cached_property
    def remarks(self) -> list[FieldRemark]:
        """What is to be corrected, on whatever page."""
        return list(open_remarks(self.dossier))

    @property
    def listed(self) -> list[tuple[SectionState, int]]:
        """Every page with what is left to do on it, and how many demands for correction it has."""
        homes = home_sections(self.policy.form)
        demanded = [homes.get(key_of(each.address), "") for each in self.remarks]
        return [(state, demanded.count(state.section.id)) for state in self.states]

    def placed(self, filled: Filled, file_errors: Mapping[str, Sequence[str]]) -> list[Placed]:
        """The inputs of this page."""
        blocks = section_blocks(self.section, self.policy.years, filled, {each.address for each in self.remarks})
        return [
            Placed(block, [self._ask(field, file_errors.get(field.key, ())) for field in block.fields])
            for block in blocks
        ]

    def _ask(self, field: Field, file_errors: Sequence[str]) -> Ask:
        own = field.source != self.policy.form.source and field.source.mark != Mark.VERIFIED
        return Ask(
            field,
            shared=self.shared_by(field.tracks) if field.tracks else "",
            condition=self._condition(field),
            source=field.source if own else None,
            files=self.files.get(field.key, ()),
            remarks=[
                (labelled(field, each.address), each) for each in self.remarks if key_of(each.address) == field.key
            ],
            file_errors=file_errors,
        )

    @property
    def section_note(self) -> str:
        """Which tracks ask the page; questions that only some of them ask say so themselves."""
        note = self.shared_by(self.section.tracks)
        return f"除另行标明外，{note}" if note and any(field.tracks for field in self.section.fields) else note

    def shared_by(self, asking: Sequence[str]) -> str:
        """“省级、国家级共用” or “仅国家级”, where the dossier is filled in for more than one track."""
        if len(self.tracks) < 2:
            return ""
        names = [self._track_name(each) for each in self.tracks if not asking or each in asking]
        return f"{'、'.join(names)}共用" if len(names) == len(self.tracks) else f"仅{'、'.join(names)}"

    def _track_name(self, track: str) -> str:
        chosen = self.policy.track(track)
        return chosen.level.label if chosen.purpose == Purpose.DECLARATION else chosen.label

    def _condition(self, field: Field) -> str:
        if field.only_if is None:
            return ""
        other = self.policy.form.field(field.only_if.field)
        words = {"yes": "是", "no": "否"} | {choice.code: choice.label for choice in other.choices}
        return f"“{other.label}”为“{words.get(field.only_if.equals, field.only_if.equals)}”时填写"


def form_page(seat: Seat, case_number: str, section_id: str = "") -> FormPage:
    """The page of a case the seat may see; the first section when none is named. Raises Http404."""
    case = get_object_or_404(visible_to(seat), case_number=case_number)
    policy, tracks = policy_of(case.round), editable_tracks(case.dossier)
    if not tracks:
        raise Http404
    sections = policy.form.sections_for_any(tracks)
    section = next((each for each in sections if each.id == (section_id or sections[0].id)), None)
    if section is None:
        raise Http404
    return FormPage(case, policy, tracks, section)
