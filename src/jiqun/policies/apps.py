"""Registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """政策."""

    name = "jiqun.policies"
    verbose_name = "政策"
