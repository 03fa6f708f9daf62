"""Whose duty an act at the province is."""

from __future__ import annotations

from jiqun.accounts.models import Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier

OFFICER = (Role.PROVINCIAL_OFFICER,)
PANEL_STAFF = (Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY)


def refuse_unless_on_duty(by: Seat, roles: tuple[Role, ...], act: str) -> None:
    """Raise Refused naming who does it, when the seat is not one of these at the province."""
    if by.tier != Tier.PROVINCE or by.role_term not in roles:
        doers = "或".join(role.label for role in roles)
        raise Refused(Finding("duty.wrong_seat", f"{act}由省级的{doers}办理，请联系相应人员"))
