"""The interface app; it has no models."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, styles, scripts and template tags."""

    name = "jiqun.ui"
    label = "ui"
    verbose_name = "界面"
