"""Who writes the policy and who approves it: never the same person, and never an administrator of security."""

from __future__ import annotations

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.policies.models import Draft, DraftState

WRITERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SYSTEM_ADMIN})
APPROVERS = frozenset({Role.SIGNATORY})
READERS = WRITERS | APPROVERS | {Role.AUDITOR}


def may_write(seat: Seat) -> bool:
    """Whether the seat drafts policies."""
    return seat.tier == Tier.PROVINCE and seat.role_term in WRITERS


def may_approve(seat: Seat) -> bool:
    """Whether the seat approves policies, if it is a second person's."""
    return seat.tier == Tier.PROVINCE and seat.role_term in APPROVERS


def refuse_unless_writer(by: Seat) -> None:
    """Refuse seats that do not draft."""
    if not may_write(by):
        raise Refused(Finding("policies.wrong_seat", "政策由省级经办人或系统管理员编制，请联系相应人员"))


def refuse_unless_approver(by: Seat) -> None:
    """Refuse seats that do not approve."""
    if not may_approve(by):
        raise Refused(Finding("policies.wrong_seat", "政策由省级负责人审定，请联系相应人员"))


def held(draft: Draft, *states: DraftState) -> Draft:
    """The draft as it stands now, locked for this act; refused unless it is in one of the states."""
    fresh = Draft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
    if fresh.state_term not in states:
        wanted = "或".join(f"“{state.label}”" for state in states)
        message = f"“{fresh.title}”{fresh.state_term.label}，只有{wanted}的草案可以这样办理"
        raise Refused(Finding("policies.wrong_state", message))
    return fresh


def is_second_person(draft: Draft, seat: Seat) -> bool:
    """Whether the person of the seat neither submitted the draft nor wrote any of it, from whichever seat."""
    if draft.submitter is not None and draft.submitter.person_id == seat.person_id:
        return False
    return not draft.writers.filter(person=seat.person_id).exists()
