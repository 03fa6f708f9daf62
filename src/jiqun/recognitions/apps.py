"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class RecognitionsConfig(AppConfig):
    """认定."""

    name = "jiqun.recognitions"
    verbose_name = "认定"
