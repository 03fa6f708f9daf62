"""Every page names its audience: who may come at all. Which rows they see is a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from jiqun.accounts.models import Person, Seat
from jiqun.core.vocabulary import Role, Tier

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class SeatedRequest(HttpRequest):
    """A request of somebody logged in, with the seat they act from (for type checking only)."""

    seat: Seat
    user: Person


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a page is for; empty tiers or roles mean all of them."""

    public: bool = False
    tiers: frozenset[Tier] = frozenset()
    roles: frozenset[Role] = frozenset()

    def admits(self, seat: Seat) -> bool:
        """Whether a seat belongs to the audience."""
        return (not self.tiers or seat.tier in self.tiers) and (not self.roles or seat.role_term in self.roles)


def for_public(view: View) -> View:
    """A page for everybody, without log-in."""
    view.audience = Audience(public=True)  # type: ignore[attr-defined]
    return view


def for_seats(*, tiers: Iterable[Tier] = (), roles: Iterable[Role] = ()) -> Callable[[View], View]:
    """A page for seats of these tiers and roles: strangers log in first, wrong seats get 403."""
    audience = Audience(tiers=frozenset(tiers), roles=frozenset(roles))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            seat = getattr(request, "seat", None)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if seat is None or not audience.admits(seat):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


OFFICES = frozenset({Role.HANDLER, Role.SIGNATORY})
PROVINCE_STAFF = frozenset({Role.PROVINCIAL_OFFICER, Role.SIGNATORY, Role.PANEL_SECRETARY})
CASE_READERS = frozenset(Role) - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.EXPERT}
"""Roles that may open the page of a case in their territory; experts see theirs through the panel."""
