"""Fills the frame around every page: who sits here, which round it is, and where the seat may go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jiqun.accounts.access import CASE_READERS
from jiqun.accounts.models import Seat
from jiqun.core.texts.filling import fill
from jiqun.desk.navigation import place_of, places_for
from jiqun.programmes.models import Round
from jiqun.programmes.queries import current_round, policy_of
from jiqun.programmes.texts import programme_of, text_of
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
    named_here = Round.objects.filter(code=request.GET["round"]).first() if request.GET.get("round") else None
    call = named_here or current_round()
    demo = settings.DEMO or bool(call and call.is_demo)
    frame = partial(Furniture, demo=demo, desk_url=reverse("desk:home"), **named(call))
    if seat is None:
        signed_in = request.user.is_authenticated
        return frame(
            person=getattr(request.user, "name", "") if signed_in else "",
            home_url=reverse("portal:home"),
            sign_in_url=reverse("accounts:login"),
            sign_out_url=reverse("accounts:logout") if signed_in else "",
        )
    return seated(request, seat, call, frame)


def named(call: Round | None) -> dict[str, Any]:
    """What the programme and the platform are called; in a round's absence as shipped."""
    policy = policy_of(call) if call else None
    return {"words": programme_of(policy), "platform": text_of(policy, "pages", "platform")}


def seated(request: HttpRequest, seat: Seat, call: Round | None, frame: Callable[..., Furniture]) -> Furniture:
    """The frame of somebody who acts from a seat."""
    held = seat.person.seats.filter(is_active=True).select_related("authority")
    nav = list(places_for(seat, policy_of(call).extras if call else frozenset()))
    own = {"object": programme_of(policy_of(call) if call else None).object}
    here = place_of(request.path, [url for _, url in nav])
    return frame(
        person=seat.person.name,
        office=seat.authority.name,
        role=seat.role_term.label,
        seats=[
            SeatChoice(str(each.pk), f"{each.authority.name} · {each.role_term.label}", each.pk == seat.pk)
            for each in held
        ],
        nav=[NavItem(fill(place.label, own), url, url == here) for place, url in nav],
        round_title=call.title if call else "",
        home_url=reverse("desk:home"),
        round_url=reverse("programmes:round", args=[call.code]) if call else "",
        search_url=reverse("desk:cases") if seat.role_term in CASE_READERS else "",
        switch_url=reverse("accounts:switch-seat"),
        account_url=reverse("accounts:password"),
        sign_in_url=reverse("accounts:login"),
        sign_out_url=reverse("accounts:logout"),
    )
