"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """市级核查推荐."""

    name = "jiqun.recommendations"
    verbose_name = "市级核查推荐"
