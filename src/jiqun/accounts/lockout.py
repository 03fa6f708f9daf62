"""What somebody sees whose log-in is locked after too many wrong passwords."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that it is locked, for how long, and whom to ask."""
    minutes = (get_cool_off(request) or timedelta()) // timedelta(minutes=1)
    until = timezone.localtime() + timedelta(minutes=minutes)
    context = {"tries": settings.AXES_FAILURE_LIMIT, "minutes": minutes, "until": until}
    return render(request, "accounts/locked.html", context, status=429)
