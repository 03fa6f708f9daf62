"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """办理记录."""

    name = "jiqun.audit"
    verbose_name = "办理记录"
