"""Registration of the app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """批次."""

    name = "jiqun.programmes"
    verbose_name = "批次"

    def ready(self) -> None:
        """Offer the policies of open rounds as beginnings of the next."""
        import_module("jiqun.programmes.bases")
