"""Who recommends for a county, and which offices and seats a security administrator looks after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Least

from jiqun.accounts.models import Authority, Person, Seat
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


def recommenders_of(county: Authority) -> list[Authority]:
    """Who may recommend the clusters of a county: its city first, then zones that reach into it (N01)."""
    own = [county.parent] if county.parent else []
    return [*own, *county.covered_by.order_by("code")]


def managed_authorities(seat: Seat) -> QuerySet[Authority]:
    """The offices whose accounts this security administrator looks after; none for other roles."""
    if seat.role_term != Role.SECURITY_ADMIN:
        return Authority.objects.none()
    return Authority.objects.filter(Q(pk=seat.authority_id) | Q(parent_id=seat.authority_id)).order_by("code")


def unseated_authorities(seat: Seat) -> QuerySet[Authority]:
    """The offices looked after in which nobody sits yet."""
    return managed_authorities(seat).exclude(seats__is_active=True)


def managed_seats(seat: Seat) -> QuerySet[Seat]:
    """The seats in those offices."""
    offices = managed_authorities(seat).values("pk")
    return (
        Seat.objects.filter(authority__in=offices)
        .select_related("person", "authority")
        .order_by("authority__code", "role", "pk")
    )


def seats_matching(seat: Seat, words: str) -> QuerySet[Seat]:
    """The seats looked after whose person, user name or office contains the words."""
    person = Q(person__name__icontains=words) | Q(person__username__icontains=words)
    return managed_seats(seat).filter(person | Q(authority__name__icontains=words))


def locked_until(usernames: Iterable[str], at: datetime) -> dict[str, datetime]:
    """Which of these user names are locked out somewhere at ``at``, by either limit, and until when at the latest."""
    cool_off = get_cool_off() or timedelta()
    lately = AccessAttempt.objects.filter(username__in=list(usernames), attempt_time__gt=at - cool_off)
    by_address = lately.values("username", "ip_address").annotate(
        counted=Least(Sum("failures_since_start"), settings.AXES_FAILURE_LIMIT), last=Max("attempt_time")
    )
    counts: dict[str, list[int]] = {}
    last: dict[str, datetime] = {}
    for each in by_address.order_by("last"):
        counts.setdefault(each["username"], []).append(each["counted"])
        last[each["username"]] = each["last"]
    return {
        name: last[name] + cool_off
        for name, counted in counts.items()
        if max(counted) >= settings.AXES_FAILURE_LIMIT or sum(counted) >= settings.LOGIN_TRIES_IN_ALL
    }


def seats_out_of_reach(person: Person, seat: Seat) -> QuerySet[Seat]:
    """Seats the person holds outside the territory of a security administrator, who may then not touch the password."""
    office = seat.authority_id
    within = Q(authority=office) | Q(authority__parent=office) | Q(authority__parent__parent=office)
    return person.seats.filter(is_active=True).exclude(within)


def roles_for(authority: Authority) -> tuple[Role, ...]:
    """The roles that may sit in an office."""
    return ROLES_OF_TIER[authority.tier_term]
