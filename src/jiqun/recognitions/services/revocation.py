"""False declaration or a hidden violation: the qualification is cancelled, the recognition revoked (N21)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.models import Seat
from jiqun.audit.services import record
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Event, Role, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.services.advance import advance
from jiqun.recognitions.models import Recognition, RecognitionState

REVOKERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})


def disqualify(case: Declaration, *, reason: str, by: Seat, at: datetime) -> Declaration:
    """Cancel the qualification of a case that has not come to its end."""
    return advance(case, Event.DISQUALIFY, by=by, at=at, reason=reason.strip())


@transaction.atomic
def revoke(recognition: Recognition, *, reason: str, by: Seat, at: datetime) -> Recognition:
    """Revoke a recognition of our territory; the case that led to it, if any, moves with it.

    Raises:
        Refused: wrong seat, no reason, revoked already, or a recognition of another territory.
    """
    fresh = (
        Recognition.objects.select_for_update(of=("self",), no_key=True)
        .select_related("declaration")
        .get(pk=recognition.pk)
    )
    findings = revocation_findings(fresh, reason, by)
    if findings:
        raise Refused(*findings)
    if fresh.declaration is not None:
        advance(fresh.declaration, Event.REVOKE, by=by, at=at, reason=reason.strip())
    fresh.state, fresh.note = RecognitionState.REVOKED, reason.strip()[:300]
    fresh.save(update_fields=["state", "note"])
    record(
        "revoke_recognition",
        f"撤销认定：{fresh.name}",
        by=by.actor,
        at=at,
        subject=recognition_subject(fresh),
        remark=reason.strip(),
        detail={"number": fresh.number, "batch": fresh.batch},
    )
    return fresh


def revocation_findings(recognition: Recognition, reason: str, by: Seat) -> list[Finding]:
    """Why the recognition cannot be revoked as asked."""
    if by.tier != Tier.PROVINCE or by.role_term not in REVOKERS:
        return [Finding("revoke.wrong_seat", "撤销认定由省级经办人或负责人办理，请联系相应人员")]
    if recognition.state == RecognitionState.REVOKED:
        return [Finding("revoke.done", "该认定已撤销，无须重复办理")]
    if recognition.cluster_id is None:
        return [Finding("revoke.foreign", "该认定不在本省范围内，不能在此撤销")]
    if not reason.strip():
        return [Finding("revoke.reason", "撤销认定须写明理由", field="reason")]
    return []


def recognition_subject(recognition: Recognition) -> str:
    """The name under which the record keeps a recognition."""
    return f"recognition:{recognition.pk}"
