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
from jiqun.programmes.queries import policy_of

LONGEST_REMARK = 1000


@transaction.atomic
def return_for_correction(
    case: Declaration, *, reason: str, remarks: Mapping[str, str], by: Seat, at: datetime
) -> Declaration:
    """Return a case to the county, with a reason on the whole and what is to be corrected field by field.

    ``remarks`` maps addresses of fields to what is asked; at least the reason or one remark must be given.

    Raises:
        Refused: nothing is said, more than there is room for, or the case is not with the city.
    """
    stated = {address: text.strip() for address, text in remarks.items() if text.strip()}
    if not reason.strip() and not stated:
        raise Refused(Finding("return.no_reason", "退回补正须写明总体理由，或在相应字段写明补正要求", field="reason"))
    label = wording_of(policy_of(case.round).form).label
    findings = [
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
    """The county takes a case back while the city has not finished its verification."""
    return advance(case, Event.WITHDRAW, by=by, at=at)
