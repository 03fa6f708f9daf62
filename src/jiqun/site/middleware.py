"""What no page can work with is refused in one place, before it becomes a fault."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from jiqun.documents.fonts import FontsMissing
from jiqun.site.errors import no_faces, only_posted

NUL = "\x00"
"""PostgreSQL keeps no text with this character, and nobody types it."""


class RefusalMiddleware:
    """Refuses text that cannot be kept, and says in words what an address that only takes acts answers to a reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method in ("GET", "HEAD"):
            return only_posted(request)
        return answer

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Raise BadRequest where the address or what is posted cannot be kept."""
        if NUL in request.path or holds_nul(request.GET) or holds_nul(request.POST):
            raise BadRequest

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A document that cannot be set is no fault of the page."""
        return no_faces(request, problem) if isinstance(problem, FontsMissing) else None


def holds_nul(given: QueryDict) -> bool:
    """Whether a name or a value has the character."""
    return any(NUL in text for name, values in given.lists() for text in (name, *values))
