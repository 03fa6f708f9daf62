"""No page without an audience: who may come at all is said where the page is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jiqun.accounts.access import Audience


def pages(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All address patterns below a resolver, by the full name of their view."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from pages(each, f"{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}", each


PAGES = sorted((name, page) for name, page in pages(get_resolver()))
CLOSED = [
    name
    for name, page in PAGES
    if not getattr(page.callback, "audience", Audience()).public and not page.pattern.converters
]


def test_every_page_names_its_audience() -> None:
    unnamed = [name for name, page in PAGES if not isinstance(getattr(page.callback, "audience", None), Audience)]

    assert unnamed == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_is_sent_to_log_in(name: str) -> None:
    answer = Client().get(reverse(name))

    # A page that only takes posts says so before it asks who comes.
    assert answer.status_code in (302, 405)
    assert answer.status_code == 405 or answer.headers["Location"].startswith(reverse("accounts:login"))
