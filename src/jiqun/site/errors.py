"""Answers to requests that cannot be served: each says what, why and what next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The form was too old or came from elsewhere; nothing was changed."""
    return render(request, "403_csrf.html", status=403)


def no_faces(request: HttpRequest, problem: Exception) -> HttpResponse:
    """A document cannot be set, because the faces are not installed."""
    return render(request, "503.html", {"problem": str(problem)}, status=503)
