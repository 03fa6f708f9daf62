"""What all tests share: settings for speed and isolation, and a client logged in from a seat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jiqun.accounts.models import Seat


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path) -> None:
    """Files of a test go to its own folder; passwords are hashed fast; static files need no manifest."""
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def as_seat() -> Callable[[Seat], Client]:
    """A browser-less client logged in as the person of a seat, acting from that seat."""

    def login(seat: Seat) -> Client:
        client = Client()
        client.force_login(seat.person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["seat"] = seat.pk
        session.save()
        return client

    return login
