"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """分析."""

    name = "jiqun.insights"
    verbose_name = "分析"
