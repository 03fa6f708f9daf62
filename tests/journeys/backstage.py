"""What a journey needs that the demonstration does not bring; run beside the server by ``python manage.py shell``."""

from __future__ import annotations

from decimal import Decimal

from django.utils.timezone import now

from jiqun.accounts.models import Seat
from jiqun.declarations.models import Declaration
from jiqun.programmes.queries import current_round
from jiqun.site.demo import city, county
from jiqun.site.demo.people import Cast
from jiqun.site.demo.scenes import Scene

FOURTH = Scene("河津市", "水泵", "泵及真空设备制造", "3441", Decimal(33))
"""A fourth cluster for a city that may recommend three, in a niche field that one of them holds already."""


def cast() -> Cast:
    """The people of the demonstration, found again."""
    seats = Seat.objects.select_related("authority__parent", "person")
    return Cast({(seat.authority_id, seat.role_term): seat for seat in seats}, ())


def verify_a_fourth() -> Declaration:
    """Declare the fourth cluster and let its city find that it conforms."""
    call, people, at = current_round(), cast(), now()
    assert call is not None
    cases = county.open_cases(FOURTH, call, people, at)
    county.fill_in(cases, FOURTH, people, at, seed=1)
    (declared,) = county.hand_in(cases, people, at)
    return city.verify(declared, people, at)
