"""Listens to Django's log-in and log-out, and hands both to the record."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from jiqun.accounts.models import Person
from jiqun.accounts.services.sign_ins import record_failed_log_in, record_log_in, record_log_out


def _address(request: HttpRequest | None) -> str:
    return str(get_client_ip_address(request) or "") if request is not None else ""


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """Somebody came."""
    record_log_in(user, at=timezone.now(), address=_address(request))


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    """Somebody left; a session that had ended already leaves nobody to name."""
    if user is not None:
        record_log_out(user, at=timezone.now(), address=_address(request))


@receiver(user_login_failed)
def log_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Somebody was refused. Tries during a lock-out change nothing, and so cannot flood the record.

    The lock-out itself counts first (its app stands earlier among the installed ones) and leaves the count here.
    """
    failures, limit = getattr(request, "axes_failures_since_start", 0), settings.AXES_FAILURE_LIMIT
    if failures <= limit:
        username = str(credentials.get("username") or "")
        record_failed_log_in(username, locked=failures == limit, at=timezone.now(), address=_address(request))
