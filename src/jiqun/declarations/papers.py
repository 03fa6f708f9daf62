"""The papers of a case: its form as a sheet, and the folder that goes to the province (N19).

A later stage adds its own papers to the folder through ``extra``: the city its conformity statement, for instance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.utils.timezone import localdate

from jiqun.accounts.models import Authority
from jiqun.audit.queries import entries_about
from jiqun.core.addresses import key_of
from jiqun.core.assessment import CriterionResult
from jiqun.core.completeness import asked_fields
from jiqun.core.policy.schema import CriterionKind, RoundPolicy
from jiqun.core.texts.filling import fill
from jiqun.core.vocabulary import Event, Purpose
from jiqun.declarations.commitment import commitment_made
from jiqun.declarations.models import Declaration, Submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.declarations.submitted import in_order
from jiqun.documents.bundle import BundleFile, from_bytes
from jiqun.documents.catalogue import Format, file_name, make
from jiqun.documents.sheets import CheckRow, DeclarationSheet, OpinionBox, SectionSheet, Table, VetoLine
from jiqun.evidence.models import Evidence
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of, words_of

Answers = Mapping[str, Any]
Facts = Sequence[Mapping[str, Any]]
FORM, BUNDLE = "declaration_form", "bundle"


def document_key(case: Declaration) -> str:
    """Which document of the catalogue the form of the case is."""
    return "re_evaluation_form" if case.purpose == Purpose.RE_EVALUATION else "declaration_form"


def declaration_sheet(
    case: Declaration, answers: Answers, evidence: Facts, *, submission: Submission | None, today: date
) -> DeclarationSheet:
    """The form as a document; without a submission it is a draft, says so, and bears today's date."""
    policy = policy_of(case.round)
    evidence = in_form_order(policy, evidence)
    words, title = words_of(policy, FORM), policy.track(case.track).form_title
    return DeclarationSheet(
        title=title if submission else text_of(policy, FORM, "draft_title", title=title),
        words=words,
        dated=localdate(submission.submitted_at) if submission else today,
        demo=case.round.is_demo,
        digest=submission.digest if submission else "",
        cluster=case.dossier.cluster.name,
        county=case.county.place,
        city=case.city.place,
        round_title=case.round.title,
        case_number=case.case_number,
        level=case.level_term.label,
        purpose=case.purpose_term.label,
        declaring_office=case.county.name,
        sections=(*_sections(policy, case.track, answers), *_evidence_section(policy, words, evidence)),
        checks=_checks(case, answers),
        vetoes=_vetoes(policy, case.track, answers),
        commitment=committed(policy, answers),
        opinions=_opinions(case, policy, submission),
    )


def _veto_keys(policy: RoundPolicy, track: str) -> tuple[str, ...]:
    criteria = policy.track(track).criteria.criteria
    return tuple(each.field for each in criteria if each.kind is CriterionKind.VETO)


def _sections(policy: RoundPolicy, track: str, answers: Answers) -> Iterable[SectionSheet]:
    """The answers by section; vetoes and the commitment have places of their own on the paper."""
    elsewhere = {*_veto_keys(policy, track), policy.form.roles.commitment}
    asked = {field.key for field in asked_fields(policy.form, answers, tracks=(track,))} - elsewhere
    for section in policy.form.sections_for(track):
        fields = [field for field in section.fields if field.key in asked]
        if fields:
            yield SectionSheet(section.label, in_order(fields, answers, policy.years))


def committed(policy: RoundPolicy, answers: Answers) -> str:
    """The commitment as a sentence of the declaring office; empty until it was made."""
    made = commitment_made(policy, answers)
    return text_of(policy, FORM, "commitment_text", commitment=made) if made else ""


def _evidence_section(policy: RoundPolicy, words: Mapping[str, str], evidence: Facts) -> Iterable[SectionSheet]:
    if not evidence:
        return
    labels = _labels(policy)
    rows = tuple(
        (number, labels.get(key_of(str(each["address"])), ""), str(each["name"]))
        for number, each in enumerate(evidence, start=1)
    )
    headers = (words["number"], words["evidence_about"], words["evidence_file"])
    yield SectionSheet(words["evidence"], (Table(words["evidence_table"], headers, rows, widths=(8, 32, 60)),))


def in_form_order(policy: RoundPolicy, evidence: Facts) -> Facts:
    """The files in the order of the questions they prove, those of one question as they came."""
    places = {key: place for place, key in enumerate(_labels(policy))}
    return sorted(evidence, key=lambda each: places.get(key_of(str(each["address"])), len(places)))


def _labels(policy: RoundPolicy) -> dict[str, str]:
    return {field.key: field.label for section in policy.form.sections for field in section.fields}


def _checks(case: Declaration, answers: Answers) -> tuple[CheckRow, ...]:
    results = assess_answers(case, answers).results
    return tuple(_check(each) for each in results if each.criterion.kind is not CriterionKind.VETO)


def _check(result: CriterionResult) -> CheckRow:
    citation = result.citation
    return CheckRow(
        result.criterion.label,
        result.threshold_text,
        result.value_text,
        result.verdict,
        str(citation),
        citation.mark,
    )


def _vetoes(policy: RoundPolicy, track: str, answers: Answers) -> tuple[VetoLine, ...]:
    clean = {"no": True, "yes": False}
    criteria = [each for each in policy.track(track).criteria.criteria if each.kind is CriterionKind.VETO]
    return tuple(VetoLine(each.label, clean.get(str(answers.get(each.field)))) for each in criteria)


def _opinions(case: Declaration, policy: RoundPolicy, submission: Submission | None) -> tuple[OpinionBox, ...]:
    """Boxes of the three offices; the county's is filled once its signatory has signed this submission."""
    titles = [text_of(policy, FORM, "opinion", office=office.name) for office in offices_of(case)]
    county, *above = (OpinionBox(title) for title in titles)
    signed = None
    if submission is not None:
        moves = entries_about(case.case_number).filter(act=Event.SIGN_OFF, at__gte=submission.submitted_at)
        signed = moves.last()
    if signed is not None:
        said = text_of(policy, FORM, "county_opinion")
        county = replace(county, text=said, signatory=signed.actor, signed_on=localdate(signed.at))
    return county, *above


def offices_of(case: Declaration) -> tuple[Authority, ...]:
    """Who seals the form, from the county upward; a city without a parent ends the row."""
    return tuple(office for office in (case.county, case.city, case.city.parent) if office is not None)


def form_files(case: Declaration, sheet: DeclarationSheet) -> list[BundleFile]:
    """The form in both formats, for the folder of its case; raises FontsMissing."""
    files, folder = [], text_of(policy_of(case.round), BUNDLE, "forms")
    for form in (Format.PDF, Format.DOCX):
        name = file_name(sheet, form, about=case.dossier.cluster.name)
        content = make(document_key(case), form, sheet)
        files.append(from_bytes(folder, name, f"{sheet.title}（{form.label}）", content))
    return files


def bundle_files(
    case: Declaration,
    sheet: DeclarationSheet,
    evidence: Facts,
    *,
    forms: Iterable[BundleFile] | None = None,
    extra: Iterable[BundleFile] = (),
) -> list[BundleFile]:
    """The folder of a case: its form, what other stages add, the evidence, the label of the disc.

    ``forms``: the form where it was made already; otherwise it is made here. Raises FontsMissing.
    """
    policy = policy_of(case.round)
    labels, words, stored = _labels(policy), words_of(policy, BUNDLE), Evidence.objects.select_related("stored")
    pieces = stored.in_bulk([int(each["id"]) for each in evidence])
    files = [*(form_files(case, sheet) if forms is None else forms), *extra]
    for each in in_form_order(policy, evidence):
        piece = pieces[int(each["id"])]
        about = labels.get(key_of(str(each["address"])), words["other"])
        opened = partial(piece.stored.file.storage.open, str(piece.stored.file.name), "rb")
        files.append(BundleFile(words["evidence"], f"{about[:24]}_{each['name']}", about, opened, str(each["sha256"])))
    label = disc_label(case, policy).encode("utf-8-sig")
    files.append(from_bytes(words["disc"], f"{words['disc']}.txt", words["disc_contents"], label))
    return files


def bundle_title(case: Declaration) -> str:
    """What the folder of a case is called."""
    level, purpose = case.level_term.label, case.purpose_term.label
    policy, cluster = policy_of(case.round), case.dossier.cluster.name
    return text_of(policy, BUNDLE, "title", cluster=cluster, level=level, purpose=purpose)


def disc_label(case: Declaration, policy: RoundPolicy) -> str:
    """What is written on the disc, and how many copies go with it."""
    package, words = policy.track(case.track).package, words_of(policy, BUNDLE)
    on = policy.day
    return "\r\n".join(
        (
            fill(package.disc_label.on(on), {"county": case.county.place}),
            "",
            f"{words['disc_cluster']}：{case.dossier.cluster.name}",
            f"{words['disc_office']}：{case.county.name}",
            f"{package.form_copies.about}：{package.form_copies.on(on)}{package.form_copies.unit}",
            f"{package.discs.about}：{package.discs.on(on)}{package.discs.unit}",
            "",
        )
    )
