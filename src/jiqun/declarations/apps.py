"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """申报."""

    name = "jiqun.declarations"
    verbose_name = "申报"
