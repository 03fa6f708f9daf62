"""Registers that go with the policy: authorities of a region, specialised towns, earlier clusters, days off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiqun.core.policy.dated import Source
from jiqun.core.vocabulary import Level, Tier


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counties, by code, whose clusters a zone may recommend in place of their city."""

    counties: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """One authority in charge of SMEs. ``code`` is that of its division; ``parent`` the code of the one above it.

    ``kind`` sets apart those with a quota of their own, e.g. ``separately_planned``; ``covers`` is for a zone that
    reaches into counties of several cities.
    """

    code: str
    name: str
    place: str
    tier: Tier
    source: Source
    parent: str = ""
    office: str = ""
    kind: str = ""
    covers: Coverage | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """All authorities of one province, sorted by code."""

    name: str
    title: str
    source: Source
    authorities: tuple[AuthorityEntry, ...]

    def of_tier(self, tier: Tier) -> tuple[AuthorityEntry, ...]:
        """The authorities of one tier, in order."""
        return tuple(each for each in self.authorities if each.tier == tier)


@dataclass(frozen=True, slots=True)
class TownEntry:
    """A key specialised town; ``tier`` is that of the list it stands on, ``code`` the division it lies in."""

    name: str
    code: str
    place: str
    tier: Tier
    source: Source
    batch: str = ""
    category: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Towns:
    """The known key specialised towns of a province."""

    title: str
    source: Source
    towns: tuple[TownEntry, ...]


@dataclass(frozen=True, slots=True)
class PastCluster:
    """A cluster that was recognised in an earlier year, as far as the lists are public."""

    year: int
    province: str
    county: str
    name: str
    source: Source
    city: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListValidity:
    """How long the recognitions of a list hold, both days inclusive, and who says so."""

    valid_from: date
    valid_until: date
    source: Source


@dataclass(frozen=True, slots=True)
class PastClusters:
    """The known part of one list of an earlier year: the ministry's, or one of a province where ``level`` says so."""

    title: str
    source: Source
    validity: ListValidity
    clusters: tuple[PastCluster, ...]
    level: Level = Level.NATIONAL


@dataclass(frozen=True, slots=True)
class Workdays:
    """The statutory holidays of a year by name, and the weekend days that are worked in return."""

    year: int
    source: Source
    holidays: dict[str, tuple[date, ...]]
    makeup_days: tuple[date, ...]
