"""What each seat has to do, and what it waits for: one module per office, put together in ``home``."""

from __future__ import annotations
