"""Who may act in this stage: the province's officer and its signatory."""

from __future__ import annotations

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier

DECIDERS = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY})


def refuse_unless_decider(by: Seat, act: str) -> None:
    """Refuse every other seat; ``act`` is what was to be done, in words."""
    if by.tier != Tier.PROVINCE or by.role_term not in DECIDERS:
        raise Refused(Finding("decisions.wrong_seat", f"{act}由省级经办人或负责人办理，请联系相应人员"))
