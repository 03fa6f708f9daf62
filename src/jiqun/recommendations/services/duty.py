"""Whose duty an act of the city is, and which cases it may touch."""

from __future__ import annotations

from jiqun.accounts.models import Authority, Seat
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to


def refuse_unless_city(by: Seat, roles: tuple[Role, ...], act: str) -> None:
    """Raise Refused naming who does it, when the seat is not one of these in a city."""
    if by.tier != Tier.CITY or by.role_term not in roles:
        doers = "或".join(role.label for role in roles)
        raise Refused(Finding("city.wrong_seat", f"{act}由市级{doers}办理，请联系相应人员"))


def locked_case(case: Declaration, *, by: Seat) -> Declaration:
    """The case as it stands now, locked; raises Refused when it is not in the seat's territory."""
    fresh = visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=case.pk).first()
    if fresh is None:
        raise Refused(Finding("route.not_visible", "该事项不在本单位办理范围内"))
    return fresh


def locked_city(by: Seat) -> Authority:
    """The city's own row, locked: two officers, one quota."""
    return Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=by.authority_id)
