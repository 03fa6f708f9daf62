"""Sending a case back: for correction by the city, by the signatory, or taken back by the county itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused, overlong
from jiqun.core.vocabulary import Event
from jiqun.core.wording import wording_of
from jiqun.declarations.models import Declaration, FieldRemark
from jiqun.declarations.services.advance import advance
from jiqun.declarations.services.window import window_findings
from jiqun.programmes.queries import policy_of

LONGEST_REMARK = 1000


@transaction.atomic
def return_for_correction(
    case: Declaration, *, reason: str, remarks: Mapping[str, str], by: Seat, at: datetime, confirmed: bool = False
) -> Declaration:
    """Return a case to the county, with a reason on the whole and what is to be corrected field by field.

    ``remarks`` maps addresses of fields to what is asked; at least the reason or one remark must be given.
    ``confirmed``: the city knows that the round is closed, so that nothing returned now can be submitted again.

    Raises:
        Refused: nothing is said, more than there is room for, the round is closed and that was not confirmed, or the
            case is not with the city.
    """
    findings = []
    stated = {address: text.strip() for address, text in remarks.items() if text.strip()}
    if not reason.strip() and not stated:
        findings.append(Finding("return.no_reason", "退回补正须写明总体理由，或在相应字段写明补正要求", field="reason"))
    if not confirmed and (closed := window_findings(case.round, at)):
        message = "本批次已经截止，退回后县级不能再行报送，本事项在本批次即告终止；确需退回的，请勾选确认后再办理"
        findings.append(Finding("return.closed", message, closed[0].citation, "confirmed"))
    label = wording_of(policy_of(case.round).form).label
    findings += [
        each
        for address, text in stated.items()
        for each in overlong(text, LONGEST_REMARK, f"“{label(address)}”的补正要求", address)
    ]
    if findings:
        raise Refused(*findings)
    overall = reason.strip() or f"共{len(stated)}处需补正，见逐项要求"
    moved = advance(case, Event.RETURN, by=by, at=at, reason=overall, detail={"fields": sorted(stated)})
    FieldRemark.objects.bulk_create(
        FieldRemark(declaration=moved, address=address, text=text, made_at=at, made_by=by.person.name)
        for address, text in stated.items()
    )
    return moved


def send_back(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """The signatory does not sign and gives the case back to the handler with a reason."""
    return advance(case, Event.SEND_BACK, by=by, at=at, reason=reason)


def withdraw(case: Declaration, *, by: Seat, at: datetime) -> Declaration:
    """The county takes a case back while the city has not finished its verification, and may submit it again.

    Raises:
        Refused: the round is closed, so that it could never be submitted again; or nobody may take it back here.
    """
    if closed := window_findings(case.round, at):
        message = f"{closed[0].message}。撤回后不能重新提交，因此不再办理撤回；确需更正的，请与{case.city.name}联系"
        raise Refused(Finding("withdraw.closed", message, closed[0].citation))
    return advance(case, Event.WITHDRAW, by=by, at=at)
