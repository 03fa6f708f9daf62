"""No page that a seat may open minds which programme, place or year the round is of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jiqun.accounts.models import Authority
from jiqun.core.vocabulary import Role, Tier
from tests.factories import AT, SHANGHAI, make_seat
from tests.policydata.road import MINISTRY, SRDI, county_below, declared, opened, verified

PACKS = [
    (SRDI, datetime(2026, 3, 16, 9, 30, tzinfo=SHANGHAI), "140900", "enterprise"),
    (MINISTRY, AT, "330200", "national"),
]
SKIPPED = ("/ui/", "/accounts/log-out/")
TOP = (Role.PROVINCIAL_OFFICER, Role.SIGNATORY, Role.PANEL_SECRETARY, Role.SYSTEM_ADMIN, Role.AUDITOR)


def plain_addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Every address without arguments."""
    for each in resolver.url_patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from plain_addresses(each, route)
        elif isinstance(each, URLPattern) and "<" not in route and not route.startswith(SKIPPED):
            yield route


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "at", "recommender", "track"), PACKS, ids=["srdi", "ministry"])
def test_every_page_stands(file: Path, at: datetime, recommender: str, track: str, as_seat) -> None:
    call = opened(file, at)
    case = verified(declared(call, county_below(recommender), "第一项", track, at=at), at=at)
    top = Authority.objects.get(tier=Tier.PROVINCE)
    clients = [Client(), as_seat(make_seat(case.county, Role.HANDLER)), as_seat(make_seat(case.city, Role.HANDLER))]
    clients += [as_seat(make_seat(top, role)) for role in TOP]

    addresses = list(plain_addresses(get_resolver()))
    assert "/city/lists/" in addresses
    for address in addresses:
        for client in clients:
            assert client.get(address).status_code < 500, address
