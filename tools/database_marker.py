"""A pytest plug-in: what reaches the database through a fixture is marked like what says so itself."""

from __future__ import annotations

import pytest

THROUGH = frozenset({"db", "transactional_db", "live_server", "django_db_reset_sequences"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark before pytest selects by `-m django_db`."""
    for item in items:
        if THROUGH.intersection(getattr(item, "fixturenames", ())) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
