"""Which seat acts, and nothing else before a first password is changed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jiqun.accounts.models import Person, Seat

SEAT_IN_SESSION = "seat"


def seat_of(request: HttpRequest) -> Seat | None:
    """The seat chosen in this session if still held, else the person's first one."""
    if not isinstance(request.user, Person):
        return None
    held = list(request.user.seats.filter(is_active=True).select_related("authority__parent", "person"))
    chosen = request.session.get(SEAT_IN_SESSION)
    return next((seat for seat in held if seat.pk == chosen), held[0] if held else None)


class SeatMiddleware:
    """Sets ``request.seat``; sends people with a first password to the page where they change it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seat = seat_of(request) if request.user.is_authenticated else None  # type: ignore[attr-defined]
        if request.user.is_authenticated and getattr(request.user, "must_change_password", False):
            allowed = {reverse("accounts:password"), reverse("accounts:logout")}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("accounts:password")
        return self.get_response(request)
