"""Whether a round still takes what is sent: the closing day counts to its last second, Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime

from jiqun.core.calendar import closing_moment, is_open
from jiqun.core.findings import Finding, Refused
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of


def window_findings(call: Round, at: datetime) -> list[Finding]:
    """Why nothing may be sent at this moment; empty when the round is open."""
    if is_open(at, call.opens_on, call.closes_on):
        return []
    policy = policy_of(call)
    if at >= closing_moment(call.closes_on):
        closed = call.closes_on
        citation = policy.closes_on.entry_on(policy.day).source.citation
        message = (
            f"本批次已于{closed.year}年{closed.month}月{closed.day}日24时（北京时间）截止，不再接收；"
            f"如有疑问请联系{policy.notice.contact_office}"
        )
        return [Finding("round.closed", message, citation)]
    opens = call.opens_on
    citation = policy.opens_on.entry_on(policy.day).source.citation
    message = f"本批次自{opens.year}年{opens.month}月{opens.day}日起接收，请届时办理"
    return [Finding("round.not_open", message, citation)]


def refuse_when_closed(call: Round, at: datetime) -> None:
    """Raise Refused with the closing moment when the round does not take anything at ``at``."""
    findings = window_findings(call, at)
    if findings:
        raise Refused(*findings)
