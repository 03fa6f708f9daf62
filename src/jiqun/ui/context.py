"""Puts the furniture of the request into every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jiqun.ui.furniture import STRANGER


def furniture(request: HttpRequest) -> dict[str, Any]:
    """``furniture`` for templates: what the middleware set, or that of a stranger. Read only when a page shows it."""
    return {"furniture": SimpleLazyObject(lambda: getattr(request, "furniture", None) or STRANGER)}
