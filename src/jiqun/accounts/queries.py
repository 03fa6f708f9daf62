"""Which offices and seats a security administrator looks after: their own office and those directly below."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from jiqun.accounts.models import Authority, Seat
from jiqun.core.vocabulary import Role, Tier

ROLES_OF_TIER: dict[Tier, tuple[Role, ...]] = {
    Tier.COUNTY: (Role.HANDLER, Role.SIGNATORY),
    Tier.CITY: (Role.HANDLER, Role.SIGNATORY, Role.SECURITY_ADMIN),
    Tier.PROVINCE: (
        Role.PROVINCIAL_OFFICER,
        Role.SIGNATORY,
        Role.PANEL_SECRETARY,
        Role.EXPERT,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR,
    ),
}
"""The seats that an office of a tier has."""


def managed_authorities(seat: Seat) -> QuerySet[Authority]:
    """The offices whose accounts this security administrator looks after; none for other roles."""
    if seat.role_term != Role.SECURITY_ADMIN:
        return Authority.objects.none()
    own = Authority.objects.filter(Q(pk=seat.authority_id) | Q(parent_id=seat.authority_id))
    return own.annotate(seats_held=Count("seats", filter=Q(seats__is_active=True))).order_by("code")


def managed_seats(seat: Seat) -> QuerySet[Seat]:
    """The seats in those offices."""
    offices = managed_authorities(seat).values("pk")
    return (
        Seat.objects.filter(authority__in=offices)
        .select_related("person", "authority")
        .order_by("authority__code", "role", "pk")
    )


def roles_for(authority: Authority) -> tuple[Role, ...]:
    """The roles that may sit in an office."""
    return ROLES_OF_TIER[authority.tier_term]
