"""What somebody sees whose log-in is locked after too many wrong passwords."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that it is locked, for how long, and whom to ask."""
    return render(
        request,
        "accounts/locked.html",
        {"username": request.POST.get("username", "")},
        status=429,
    )
