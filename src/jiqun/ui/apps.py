"""The interface app; it has no models."""

from __future__ import annotations

from django.apps import AppConfig

from jiqun.ui.refusals import speak_plainly


class UiConfig(AppConfig):
    """Templates, styles, scripts and template tags."""

    name = "jiqun.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Forms refuse in the words of the programme from the first request on."""
        speak_plainly()
