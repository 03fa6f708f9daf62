"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """省级审查评审."""

    name = "jiqun.assessments"
    verbose_name = "省级审查评审"
