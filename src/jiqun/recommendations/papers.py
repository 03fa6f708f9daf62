"""The city's papers out of its records: conformity statement, summary table, official letter (N08, N14, N19, N20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils.timezone import localdate

from jiqun.core.assessment import CriterionResult
from jiqun.core.figures import Unreadable, format_figure, read_figure
from jiqun.core.policy.schema import CriterionKind
from jiqun.core.roles import named
from jiqun.core.texts.filling import fill
from jiqun.core.vocabulary import Purpose
from jiqun.declarations.selfcheck import assess_answers
from jiqun.documents.catalogue import Document, document
from jiqun.documents.sheets import (
    ConformityRow,
    ConformitySheet,
    ListSheet,
    Photo,
    Signature,
    Table,
)
from jiqun.evidence.queries import evidence_for
from jiqun.evidence.services import IMAGES
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import text_of, words_of
from jiqun.recommendations.conformity import Line
from jiqun.recommendations.models import Conformity, Recommendation, RecommendationList, SiteVisit
from jiqun.recommendations.queries import by_cluster, visit_subject
from jiqun.recommendations.services.visiting import as_line
from jiqun.recommendations.summary import SUMMARY

YES_NO = {"yes": "是", "no": "否"}
CONFORMS = {Conformity.CONFORMS: True, Conformity.DIFFERS: False}
CONFORMITY = "conformity_statement"
LETTERS = {Purpose.DECLARATION: "cover_letter", Purpose.RE_EVALUATION: "re_evaluation_letter"}


def papers_of(names: RecommendationList) -> list[Document]:
    """The documents of a list; re-evaluations have no summary table (N20)."""
    letter = document(LETTERS[Purpose(names.purpose)])
    return [letter] if names.purpose == Purpose.RE_EVALUATION else [document(SUMMARY), letter]


def conformity_sheet(visit: SiteVisit) -> ConformitySheet:
    """The statement on one concluded visit."""
    case, submission = visit.declaration, visit.submission
    policy = policy_of(case.round)
    words = words_of(policy, CONFORMITY, office=case.city.name)
    lines = {line.criterion: as_line(line) for line in visit.lines.all()}
    results = assess_answers(case, submission.answers).results
    signed_on = local_day(visit.concluded_at)
    return ConformitySheet(
        title=words["title"],
        words=words,
        dated=signed_on,
        demo=case.round.is_demo,
        digest=submission.digest,
        cluster=named(policy_of(case.round).form, submission.answers) or case.dossier.cluster.name,
        county=case.county.place,
        city=case.city.place,
        round_title=case.round.title,
        case_number=case.case_number,
        purpose=f"{case.level_term.label}{case.purpose_term.label}",
        office=case.city.name,
        visited_on=visit.visited_on,
        place=visit.place,
        participants=tuple(name for name in visit.participants.replace("，", "、").split("、") if name.strip()),
        rows=tuple(
            conformity_row(result, lines.get(result.criterion.id, Line()), submission.answers, words["as_declared"])
            for result in results
        ),
        conforms=CONFORMS.get(Conformity(visit.conformity)) if visit.conformity else None,
        conclusion=visit.conclusion,
        signatures=(Signature(words["inspector"], visit.concluded_by, signed_on), Signature(words["head"])),
        photos=photos_of(visit),
    )


def conformity_row(
    result: CriterionResult, line: Line, answers: dict[str, Any], as_declared: str = "与填报一致"
) -> ConformityRow:
    """One criterion as declared and as found; ``as_declared``: what stands where nothing else was found."""
    if not result.applies:
        return ConformityRow(result.criterion.label, result.verdict.label, "", None, line.remark)
    declared = result.value_text
    if result.criterion.kind is CriterionKind.VETO:
        declared = YES_NO.get(str(answers.get(result.criterion.field)), "")
    verified = with_unit(line.verified_value, result)
    if not verified and line.conformity == Conformity.CONFORMS and declared:
        verified = as_declared
    conforms = CONFORMS.get(Conformity(line.conformity)) if line.conformity else None
    word = Conformity.NOT_APPLICABLE.label if line.conformity == Conformity.NOT_APPLICABLE else ""
    return ConformityRow(result.criterion.label, declared, verified, conforms, line.remark, word)


def with_unit(typed: str, result: CriterionResult) -> str:
    """A verified figure with the unit of its criterion, however it was typed; other words as they are."""
    try:
        figure = read_figure(typed, unit=result.unit, label=result.criterion.label)
    except Unreadable:
        return typed
    return "" if figure is None else f"{format_figure(figure)}{result.unit}"


def photos_of(visit: SiteVisit) -> tuple[Photo, ...]:
    """The pictures of the visit; papers hang on it too, but are not printed."""
    photos = []
    for piece in evidence_for(visit_subject(visit)):
        if piece.stored.content_type in IMAGES:
            with piece.stored.file.open("rb") as file:
                photos.append(Photo(piece.name.rpartition(".")[0] or piece.name, file.read()))
    return tuple(photos)


def letter_sheet(names: RecommendationList, rows: Sequence[Recommendation]) -> ListSheet:
    """The official letter with the list, ready to be numbered, signed and sealed."""
    policy = policy_of(names.round)
    count = len(by_cluster([row.declaration for row in rows]))
    words = words_of(
        policy,
        LETTERS[Purpose(names.purpose)],
        year=names.round.year,
        province=province_of(names),
        city=names.city.place,
        notice=policy.notice.title,
        count=count,
    )
    cells = tuple(
        (row.rank, row.declaration.dossier.cluster.name, row.declaration.county.place, row.declaration.level_term.label)
        for row in rows
    )
    headers = tuple(words[key] for key in ("number", "cluster", "county", "level"))
    return ListSheet(
        title=words["title"],
        dated=local_day(names.sent_at or names.prepared_at),
        demo=names.round.is_demo,
        words=words,
        paragraphs=(words["opening"],),
        table=Table(words["table"], headers, cells, widths=(8, 50, 24, 18)),
        issuer=names.city.name,
        number=names.letter_number,
        addressee=policy.notice.issuer,
        closing=tuple(words["closing"].splitlines()),
        copies_to=words["copies_to"],
    )


def province_of(names: RecommendationList) -> str:
    """The place above the recommending city; empty where it has none."""
    return names.city.parent.place if names.city.parent else ""


def package_of(names: RecommendationList, rows: Sequence[Recommendation]) -> list[tuple[str, str]]:
    """What goes along on paper, and in how many copies (N19, N20)."""
    policy = policy_of(names.round)
    say = partial(text_of, policy, "package")
    lines = [(each.label, say("document_copies")) for each in papers_of(names)]
    for track in policy.tracks:
        cases = [row.declaration for row in rows if row.declaration.track == track.id]
        if not cases:
            continue
        package = track.package
        copies = say("form_copies", copies=package.form_copies.on(policy.day))
        lines.append((say("form", form=track.form_title, track=track.label), copies))
        counties = dict.fromkeys(case.county.place for case in cases)
        labels = "、".join(f"“{fill(package.disc_label.on(policy.day), {'county': place})}”" for place in counties)
        discs = say("disc_copies", copies=package.discs.on(policy.day), labels=labels)
        lines.append((say("disc", track=track.label), discs))
    return lines


def local_day(moment: datetime | None) -> date:
    """The day of a moment on the clock of the office; today's where nothing is dated yet."""
    return localdate(moment)
