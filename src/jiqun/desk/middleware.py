"""Fills the frame around every page: who sits here, which round it is, and where the seat may go."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jiqun.accounts.access import CASE_READERS
from jiqun.accounts.models import Seat
from jiqun.desk.navigation import place_of, places_for
from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round
from jiqun.ui.furniture import Furniture, NavItem, SeatChoice


class FurnitureMiddleware:
    """Sets ``request.furniture``; nothing is looked up for answers that show no frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.furniture = SimpleLazyObject(lambda: furniture_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def furniture_for(request: HttpRequest) -> Furniture:
    """The frame of this request."""
    seat: Seat | None = getattr(request, "seat", None)
    call = current_round()
    demo = settings.DEMO or bool(call and call.is_demo)
    if seat is None:
        signed_in = request.user.is_authenticated
        return Furniture(
            person=getattr(request.user, "name", "") if signed_in else "",
            demo=demo,
            home_url=reverse("portal:home"),
            desk_url=reverse("desk:home"),
            sign_in_url=reverse("accounts:login"),
            sign_out_url=reverse("accounts:logout") if signed_in else "",
        )
    return seated(request, seat, call, demo)


def seated(request: HttpRequest, seat: Seat, call: Round | None, demo: bool) -> Furniture:
    """The frame of somebody who acts from a seat."""
    held = seat.person.seats.filter(is_active=True).select_related("authority")
    nav = list(places_for(seat))
    here = place_of(request.path, [url for _, url in nav])
    return Furniture(
        person=seat.person.name,
        office=seat.authority.name,
        role=seat.role_term.label,
        seats=[
            SeatChoice(str(each.pk), f"{each.authority.name} · {each.role_term.label}", each.pk == seat.pk)
            for each in held
        ],
        nav=[NavItem(place.label, url, url == here) for place, url in nav],
        round_title=call.title if call else "",
        demo=demo,
        home_url=reverse("desk:home"),
        desk_url=reverse("desk:home"),
        round_url=reverse("programmes:round", args=[call.code]) if call else "",
        search_url=reverse("desk:cases") if seat.role_term in CASE_READERS else "",
        switch_url=reverse("accounts:switch-seat"),
        account_url=reverse("accounts:password"),
        sign_in_url=reverse("accounts:login"),
        sign_out_url=reverse("accounts:logout"),
    )
