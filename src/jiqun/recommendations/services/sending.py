"""Sending the city's list to the province: all of it, or none of it (N09, N18, N19)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.accounts.services.separation import refuse_own_draft
from jiqun.audit.services import record
from jiqun.core.document_number import read_document_number
from jiqun.core.findings import Finding, Refused, overlong
from jiqun.core.vocabulary import Event, Role
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance, hold
from jiqun.declarations.services.window import window_findings
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.models import Recommendation, RecommendationList
from jiqun.recommendations.queries import rows_of
from jiqun.recommendations.services.duty import locked_city, refuse_unless_city
from jiqun.recommendations.services.listing import (
    list_subject,
    quota_findings,
    refuse_unseen,
    sister_findings,
    stage_findings,
)

LONGEST_NUMBER = 80


@transaction.atomic
def send_list(
    names: RecommendationList, *, letter_number: str, seen: datetime | None, by: Seat, at: datetime
) -> RecommendationList:
    """Sign a list and send it; every case of it moves on, with its rank. Over the quota nothing is accepted at all.

    ``seen`` is when the list that the page showed was drawn up: nobody signs what they have not seen.

    Raises:
        Refused: wrong seat, a foreign list, one sent already or changed since it was seen, round closed, no letter
            number or none in its form, a case that has moved since, or more than the quota takes.
    """
    signer = Role.SIGNATORY if names.round.sign_off else Role.HANDLER
    refuse_unless_city(by, (signer,), "推荐名单签发报送")
    city = locked_city(by)
    fresh = (
        RecommendationList.objects.select_for_update(of=("self",), no_key=True).filter(pk=names.pk, city=city).first()
    )
    if fresh is None:
        raise Refused(Finding("list.gone", "该名单已撤下，请刷新页面查看最新名单"))
    if fresh.sent_at is not None:
        raise Refused(Finding("list.sent", f"该名单已由{fresh.sent_by}签发报送，无须重复办理"))
    refuse_unseen(fresh, seen)
    if fresh.round.sign_off:
        refuse_own_draft(list_subject(fresh), "prepare_list", "该推荐名单", by=by)
    hold(Declaration.objects.filter(recommendation__list=fresh))
    rows = list(rows_of(fresh))
    findings = [*window_findings(fresh.round, at), *send_findings(fresh, rows, letter_number)]
    findings += sister_findings([row.declaration for row in rows], at)
    if findings:
        raise Refused(*findings)
    for row in rows:
        detail = {"list": fresh.pk, "rank": row.rank}
        advance(row.declaration, Event.RECOMMEND, by=by, at=at, detail=detail)
        Declaration.objects.filter(pk=row.declaration_id).update(rank=row.rank)
    return closed(fresh, rows, read_document_number(letter_number), by=by, at=at)


def send_findings(names: RecommendationList, rows: list[Recommendation], letter_number: str) -> list[Finding]:
    """What keeps a list from leaving, the window apart; call it under the city's lock."""
    cases = [row.declaration for row in rows]
    found = [] if cases else [Finding("list.empty", "名单中没有事项，不能报送")]
    if not read_document_number(letter_number):
        policy = policy_of(names.round)
        letter = next(track.package.letter for track in policy.tracks if track.purpose == names.purpose)
        entry = letter.entry_on(policy.day)
        typed = f"，现填“{letter_number.strip()}”" if letter_number.strip() else ""
        message = (
            f"请填写{entry.value}的文号，由机关代字、年份和序号组成，如“忻工信发〔{names.round.year}〕12号”{typed}"
        )
        found.append(Finding("list.letter", message, entry.source.citation, "letter_number"))
    found += overlong(letter_number.strip(), LONGEST_NUMBER, "文号", "letter_number")
    return [*found, *stage_findings(cases), *quota_findings(names.city, names.round, cases)]


def closed(
    names: RecommendationList, rows: list[Recommendation], letter_number: str, *, by: Seat, at: datetime
) -> RecommendationList:
    """Fix the list as it left, and record it."""
    names.letter_number, names.sent_at, names.sent_by = letter_number, at, by.person.name
    names.save(update_fields=["letter_number", "sent_at", "sent_by"])
    detail = {"letter_number": letter_number, "rows": [[row.rank, row.declaration.case_number] for row in rows]}
    record(
        "send_list",
        "报送推荐名单",
        by=by.actor,
        at=at,
        subject=list_subject(names),
        round_code=names.round.code,
        detail=detail,
    )
    return names
