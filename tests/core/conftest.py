"""Laws of the core are tried on few but always the same examples, so that the folder stays quick and repeatable."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("core", max_examples=25, deadline=None, derandomize=True, database=None)
settings.load_profile("core")


@pytest.fixture(autouse=True)
def _apart() -> None:
    """The core needs no settings, no files and no framework."""
