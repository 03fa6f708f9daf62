"""Registration of the app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class RecognitionsConfig(AppConfig):
    """认定."""

    name = "jiqun.recognitions"
    verbose_name = "认定"

    def ready(self) -> None:
        """Have the register asked by what rests on a recognition."""
        import_module("jiqun.recognitions.held")
