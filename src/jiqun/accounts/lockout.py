"""When log-in is locked after too many wrong passwords, and what somebody sees then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import Least
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


class TwoLimits(AxesDatabaseHandler):  # type: ignore[misc] # comes without types
    """Counts wrong passwords by user name and address, and with a higher limit by user name alone.

    The first stops guessing from one address and touches nobody else behind it. The second stops guessing from many;
    it spares addresses from which the person has logged in before, so that strangers lock nobody out of their office.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures as the first limit counts them; at least as many as it allows where the second is reached."""
        limit: int = settings.AXES_FAILURE_LIMIT
        failures: int = super().get_failures(request, credentials)
        username = get_client_username(request, credentials)
        beyond: int = failures_in_all(request, username) - settings.LOGIN_TRIES_IN_ALL
        if beyond < 0 or is_known(request, username):
            return failures
        return max(failures, limit + beyond)


def failures_in_all(request: HttpRequest, username: str | None) -> int:
    """Wrong passwords for a user name from all addresses; what one tries after it was locked does not count."""
    lately = AccessAttempt.objects.filter(username=username, attempt_time__gte=get_cool_off_threshold(request))
    by_address = lately.values("ip_address").annotate(
        counted=Least(Sum("failures_since_start"), settings.AXES_FAILURE_LIMIT)
    )
    in_all: int | None = by_address.aggregate(in_all=Sum("counted"))["in_all"]
    return in_all or 0


def is_known(request: HttpRequest, username: str | None) -> bool:
    """Whether the person has logged in from this address before."""
    address = request.axes_ip_address  # type: ignore[attr-defined] # set by the lock-out
    known: bool = AccessLog.objects.filter(username=username, ip_address=address).exists()
    return known


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that it is locked, for how long, and whom to ask."""
    minutes = (get_cool_off(request) or timedelta()) // timedelta(minutes=1)
    until = timezone.localtime() + timedelta(minutes=minutes)
    context = {"tries": settings.AXES_FAILURE_LIMIT, "minutes": minutes, "until": until}
    return render(request, "accounts/locked.html", context, status=429)
