"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """工作台."""

    name = "jiqun.desk"
    verbose_name = "工作台"
