"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """公开页."""

    name = "jiqun.portal"
    verbose_name = "公开页"
