"""No page without an audience: who may come at all is said where the page is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jiqun.accounts.access import Audience


def pages(resolver: URLResolver, space: str = "", asked: int = 0) -> Iterator[tuple[str, URLPattern, int]]:
    """All address patterns below a resolver: the full name of the view, and how many arguments the address takes."""
    for each in resolver.url_patterns:
        groups = asked + each.pattern.regex.groups
        if isinstance(each, URLResolver):
            yield from pages(each, f"{each.namespace}:" if each.namespace else space, groups)
        else:
            yield f"{space}{each.name}", each, groups


PAGES = sorted(pages(get_resolver()), key=lambda page: page[0])
CLOSED = [
    name
    for name, page, arguments in PAGES
    if not getattr(page.callback, "audience", Audience()).public and not arguments
]


def test_every_page_names_its_audience() -> None:
    unnamed = [name for name, page, _ in PAGES if not isinstance(getattr(page.callback, "audience", None), Audience)]

    assert unnamed == []


def test_a_page_that_needs_an_argument_is_known_as_one() -> None:
    arguments = {name: count for name, _, count in PAGES}

    assert (arguments["desk:export"], arguments["desk:case"], arguments["desk:cases"]) == (1, 1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_is_sent_to_log_in(name: str) -> None:
    answer = Client().get(reverse(name))

    # A page that only takes posts says so before it asks who comes.
    assert answer.status_code in (302, 405)
    assert answer.status_code == 405 or answer.headers["Location"].startswith(reverse("accounts:login"))
