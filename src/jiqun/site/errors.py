"""Answers to requests that cannot be served: each says what, why and what next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The form was too old or came from elsewhere; nothing was changed, and the page it stood on is one click away."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return render(request, "403_csrf.html", {"back": page if ours else ""}, status=403)


def only_posted(request: HttpRequest) -> HttpResponse:
    """An address that only takes acts was opened; the page that holds its button is named."""
    return render(request, "405.html", {"parent": parent_of(request.path)}, status=405)


def parent_of(path: str) -> str:
    """The next address above that leads to a page."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return "/"


def no_faces(request: HttpRequest, problem: Exception) -> HttpResponse:
    """A document cannot be set, because the faces are not installed."""
    return render(request, "503.html", {"problem": str(problem)}, status=503)
