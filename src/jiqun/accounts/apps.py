"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """机构与人员."""

    name = "jiqun.accounts"
    verbose_name = "机构与人员"
