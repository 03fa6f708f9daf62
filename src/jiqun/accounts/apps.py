"""Registration of the app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """机构与人员."""

    name = "jiqun.accounts"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Listen to log-ins."""
        import_module("jiqun.accounts.signals")
