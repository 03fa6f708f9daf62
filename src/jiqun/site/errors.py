"""Answers to requests that cannot be served: each says what, why and what next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The form was too old or came from elsewhere; nothing was changed, and the page it stood on is one click away."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return render(request, "403_csrf.html", {"back": page if ours else ""}, status=403)


def no_faces(request: HttpRequest, problem: Exception) -> HttpResponse:
    """A document cannot be set, because the faces are not installed."""
    return render(request, "503.html", {"problem": str(problem)}, status=503)
