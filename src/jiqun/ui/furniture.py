"""What the frame around every page shows. The site fills it, the templates read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiqun.core.policy.textschema import CLUSTERS, Programme


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat the person may take. ``value`` is posted as ``seat`` to ``Furniture.switch_url``."""

    value: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    url: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """Who sits here and what the seat may open. Without a person it is the frame of a stranger.

    ``home_url`` is behind the name of the product, ``desk_url`` is where 进入工作台 and the error pages lead.
    Addresses left empty hide what they would lead to. ``words`` are the programme's own, ``platform`` is the name at
    the foot of every page.
    """

    person: str = ""
    office: str = ""
    role: str = ""
    seats: Sequence[SeatChoice] = ()
    nav: Sequence[NavItem] = ()
    round_title: str = ""
    demo: bool = False
    home_url: str = "/"
    desk_url: str = "/"
    round_url: str = ""
    search_url: str = ""
    switch_url: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    platform: str = ""
    words: Programme = CLUSTERS

    @property
    def signed_in(self) -> bool:
        """Whether somebody is named in the frame."""
        return bool(self.person)

    @property
    def programme(self) -> str:
        """The full name of the programme."""
        return self.words.name

    @property
    def object(self) -> str:
        """The word for one of what is recognised."""
        return self.words.object

    @property
    def counter(self) -> str:
        """The word it is counted with."""
        return self.words.counter

    @property
    def other_seats(self) -> list[SeatChoice]:
        """Seats one may change to."""
        return [seat for seat in self.seats if not seat.current]


STRANGER = Furniture()
"""The frame before anybody has logged in."""
