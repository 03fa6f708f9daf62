"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """站点."""

    name = "jiqun.site"
    label = "jiqun_site"
    verbose_name = "站点"
