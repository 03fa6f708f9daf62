"""Only the style sheet, so that it can be opened in a browser."""

from __future__ import annotations

from django.urls import path

from jiqun.ui.views import specimen

urlpatterns = [path("specimen/", specimen)]
