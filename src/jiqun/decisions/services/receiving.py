"""Objections that came in writing or by telephone, entered by the office with the same facts as any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.decisions.models import Channel, Objection, PublicNotice
from jiqun.decisions.queries import objection_clause
from jiqun.decisions.services.duty import refuse_unless_decider
from jiqun.decisions.services.notice import locked
from jiqun.decisions.services.objections import Statement, kept, note_filed, standing_findings, statement_findings
from jiqun.declarations.models import Declaration


@dataclass(frozen=True, slots=True)
class Received:
    """How an objection came that the office enters itself, and when."""

    channel: Channel
    on: date


@transaction.atomic
def record_objection(
    notice: PublicNotice, case: Declaration, said: Statement, received: Received, *, by: Seat, at: datetime
) -> Objection:
    """Enter an objection made in writing or by telephone, with the same facts as one from the public page.

    What was received in time may be entered until the notice is closed.

    Raises:
        Refused: wrong seat, received outside the period, the notice closed, or facts missing.
    """
    refuse_unless_decider(by, "异议登记")
    notice = locked(notice)  # whoever closes it must see what is entered in the same moment
    citation = objection_clause(notice.round).citation
    findings = [
        *statement_findings(said, citation),
        *received_findings(notice, received, at),
        *standing_findings(notice, case),
    ]
    if findings:
        raise Refused(*findings)
    objection = kept(notice, case, said, at, channel=received.channel, received_on=received.on)
    if objection.filed_at == at:  # the same objection once more is no second one
        note_filed(objection, by.actor, at, channel=str(received.channel), received_on=received.on.isoformat())
    return objection


def received_findings(notice: PublicNotice, received: Received, at: datetime) -> list[Finding]:
    """Why an objection received on that day cannot be entered now."""
    if notice.opened_at is None or notice.closed_at is not None:
        return [Finding("objection.closed", "该公示尚未发布或已经办结，不能再登记异议")]
    if not notice.first_day <= received.on <= notice.last_day:
        first, last = notice.first_day, notice.last_day
        message = f"收到日期不在公示期内（{first.month}月{first.day}日至{last.month}月{last.day}日），请核对"
        return [Finding("objection.received", message, field="received_on")]
    if received.on > localdate(at):
        return [Finding("objection.received", "收到日期晚于今天，请核对", field="received_on")]
    return []
