"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """批次."""

    name = "jiqun.programmes"
    verbose_name = "批次"
