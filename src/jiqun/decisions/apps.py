"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """研究与公示."""

    name = "jiqun.decisions"
    verbose_name = "研究与公示"
